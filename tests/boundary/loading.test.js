/** Ways to get at the WASM: the file beside the module, an address, bytes, a compiled module; and what can go wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { relative } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../web/lib/softlook.js';

const file = new URL('../../web/lib/softlook.wasm', import.meta.url);
const bytes = readFileSync(file);

/** @type {Record<string, [number, string, string | Uint8Array]>} */
const answers = {
  '/right': [200, 'application/wasm', bytes],
  '/wrong-type': [200, 'application/octet-stream', bytes],
  '/missing': [404, 'text/plain', 'not found'],
  '/page': [200, 'text/html', '<!doctype html>'],
  '/cut': [200, 'application/wasm', bytes.subarray(0, 1000)],
};
let requests = 0;
const server = createServer(({ url = '' }, response) => {
  requests += 1;
  const [status, type, body] = answers[url];
  response.writeHead(status, { 'content-type': type }).end(body);
});
await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)));
after(() => server.close());
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const address = (/** @type {string} */ path) => `http://localhost:${port}${path}`;

const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
/** @type {[string, import('softlook').EngineOptions | undefined][]} */
const ways = [
  ['nothing: the file beside the module', undefined],
  ['no wasm in the options', {}],
  ['a URL of a file', { wasm: file }],
  ['a path, relative to the working directory', { wasm: relative(process.cwd(), fileURLToPath(file)) }],
  ['an ArrayBuffer', { wasm: buffer }],
  ['a typed array', { wasm: new Uint8Array(buffer) }],
  ['a compiled module', { wasm: new WebAssembly.Module(bytes) }],
  ['an address', { wasm: address('/right') }],
  ['an address whose server sends another type', { wasm: new URL(address('/wrong-type')) }],
];
for (const [what, options] of ways) {
  test(`loads from ${what}`, async () => {
    const engine = await createEngine(options);
    assert.equal(engine.trace({ tokens: ['a', 'b'] }).stage('weights').rows, 2);
    engine.dispose();
  });
}

/** @type {[any, string, RegExp][]} */
const failures = [
  [{ wasm: 7 }, 'TypeError', /^wasm is 7, expected a WebAssembly\.Module, its bytes or an address$/],
  [{ wasm: null }, 'TypeError', /^wasm is null, expected/],
  [{ url: 'x' }, 'TypeError', /^options has an unknown field "url", expected wasm$/],
  [null, 'TypeError', /^options is null, expected an object with fields of its own$/],
  [{ wasm: address('/missing') }, 'Error', /\/missing could not be loaded: the server answered 404$/],
  [{ wasm: address('/page') }, 'Error', /\/page could not be compiled: /],
  [{ wasm: address('/cut') }, 'Error', /\/cut could not be compiled: /],
  [{ wasm: 'http://localhost:1/' }, 'Error', /^http:\/\/localhost:1\/ could not be loaded: /],
  [{ wasm: new URL('no-such-file.wasm', file) }, 'Error', /no-such-file\.wasm could not be loaded: ENOENT/],
  [{ wasm: new Uint8Array(8) }, 'Error', /^wasm could not be compiled: /],
];
for (const [options, name, message] of failures) {
  test(`says why it cannot load: ${message.source}`, async () => {
    await assert.rejects(createEngine(options), { name, message });
  });
}

test('an address is fetched once, however many engines there are; a failure is tried again', async () => {
  answers['/once'] = [500, 'text/plain', ''];
  await assert.rejects(createEngine({ wasm: address('/once') }), /the server answered 500$/);
  answers['/once'] = [200, 'application/wasm', bytes];
  const before = requests;
  const engines = await Promise.all([1, 2, 3].map(() => createEngine({ wasm: address('/once') })));
  assert.equal(requests, before + 1);
  for (const engine of engines) engine.dispose();
});

test('no code is made from text: the module works under a policy without unsafe-eval', () => {
  const source = readFileSync(new URL('../../web/lib/softlook.js', import.meta.url), 'utf8');
  assert.doesNotMatch(source, /\beval\(|new Function|\bFunction\(/);
});
