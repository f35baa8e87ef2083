/** Unpacks what scripts/single-file.mjs has put into softlook.html, and starts the page. */
(async () => {
  /** @param {string} id */
  const unpack = (id) => {
    const packed = atob(document.getElementById(id)?.textContent ?? '');
    const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Response(stream).arrayBuffer();
  };
  // The page's policy has the digest of the script: no other would run.
  const asIs = {
    createScript: (/** @type {string} */ s) => s,
    createScriptURL: (/** @type {string} */ s) => s,
  };
  const { trustedTypes } = /** @type {any} */ (window);
  const policy = trustedTypes?.createPolicy('softlook', asIs) ?? asIs;
  const [script, worker, core] = await Promise.all(['script', 'worker', 'core'].map(unpack));
  const address = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
  Object.assign(window, {
    softlookParts: { core: new Uint8Array(core), worker: policy.createScriptURL(address) },
  });
  const element = document.createElement('script');
  element.type = 'module';
  element.textContent = policy.createScript(new TextDecoder().decode(script));
  document.head.append(element);
})().catch((error) => {
  const figure = document.querySelector('self-attention');
  if (figure) figure.textContent = `This file could not be opened: ${error.message}`;
});
