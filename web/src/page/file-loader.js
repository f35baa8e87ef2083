/** Unpacks what scripts/single-file.mjs has put into softlook.html, and starts the page. */
import { inflate } from '../engine/inflate.js';

/** @param {string} id of the element that a part lies in */
const part = (id) => inflate(document.getElementById(id)?.textContent ?? '');

async function start() {
  // The page's policy has the digest of the script: no other would run.
  const asIs = {
    createScript: (/** @type {string} */ s) => s,
    createScriptURL: (/** @type {string} */ s) => s,
  };
  const { trustedTypes } = /** @type {any} */ (window);
  const policy = trustedTypes?.createPolicy('softlook', asIs) ?? asIs;
  const [script, worker, core] = await Promise.all(['script', 'worker', 'core'].map(part));
  const address = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
  Object.assign(window, { softlookParts: { core, worker: policy.createScriptURL(address) } });
  const element = document.createElement('script');
  element.type = 'module';
  element.textContent = policy.createScript(new TextDecoder().decode(script));
  document.head.append(element);
}

start().catch((error) => {
  const figure = document.querySelector('self-attention');
  if (figure) figure.textContent = `This file could not be opened: ${error.message}`;
});
