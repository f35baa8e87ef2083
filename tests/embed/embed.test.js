/** The figure in other people's pages, in three engines. Each is started once. */
import { after } from 'node:test';
import { openEngines } from './engines.js';
import { hostile } from './hostile.js';
import { lists } from './lists.js';
import { load } from './load.js';
import { postsOf } from './post.js';
import { pytorch } from './pytorch.js';
import { openSites } from './sites.js';
import { theSite } from './site.js';
import { still } from './still.js';
import { ways } from './ways.js';

const sites = await openSites();
const engines = await openEngines();
after(async () => {
  for (const engine of engines) await engine.close();
  await sites.close();
});

for (const engine of engines) {
  const post = postsOf(engine, sites);
  lists(engine, sites);
  ways(post);
  still(post);
  hostile(post);
  pytorch(post);
  load(engine, sites);
  theSite(engine);
}
