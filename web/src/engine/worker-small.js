/** The worker with the small core, which the first screen starts with. */
import { createCore } from './core-small.js';
import { serve } from './serve.js';

serve(createCore);
