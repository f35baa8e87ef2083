/** The worker with the whole core: a classic script. */
import { createCore } from './core.js';
import { serve } from './serve.js';

serve(createCore);
