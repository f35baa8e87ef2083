/**
 * WebKitGTK through its own driver, by the WebDriver protocol: Debian's MiniBrowser on an Xvfb display that only it uses.
 * https://www.w3.org/TR/webdriver2/
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('./engines.js').Engine} Engine */
/** @typedef {import('./engines.js').View} View */

const BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
/** A reference to an element, as the protocol writes it. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** @returns {Promise<number>} a port that nobody listens on */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

/** @returns {Promise<{display: string, end: () => void}>} */
async function openDisplay() {
  // Xvfb chooses a free display and writes its number.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
  const [number] = await new Promise((resolve, reject) => {
    server.on('error', reject);
    pipe.once('data', (chunk) => resolve([String(chunk).trim()]));
  });
  return { display: `:${number}`, end: () => server.kill() };
}

/**
 * @param {string} base address of the driver
 * @returns {(method: string, path: string, body?: unknown) => Promise<any>}
 */
function caller(base) {
  return async (method, path, body) => {
    const answer = await fetch(base + path, { method, body: body ? JSON.stringify(body) : undefined });
    const { value } = /** @type {any} */ (await answer.json());
    if (!answer.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
    return value;
  };
}

/** A driver that has not opened its browser by then never does, which happens; the next one does. */
const PATIENCE = 15_000;
const ATTEMPTS = 4;

/**
 * @param {string} display
 * @param {number} proxy port
 */
async function openSession(display, proxy) {
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    // A group of its own, so that it ends together with the browser it starts.
    detached: true,
    env: {
      ...process.env,
      DISPLAY: display,
      // Its sandbox does not start as root, and there is no graphics card.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  });
  const end = () => driver.pid && process.kill(-driver.pid);
  const call = caller(`http://127.0.0.1:${port}`);
  for (let tries = 100; tries > 0 && !(await call('GET', '/status').catch(() => null)); tries--)
    await sleep(50);
  const address = `127.0.0.1:${proxy}`;
  const capabilities = {
    alwaysMatch: {
      'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] },
      proxy: {
        proxyType: 'manual',
        httpProxy: address,
        sslProxy: address,
        noProxy: ['localhost', '127.0.0.1'],
      },
    },
  };
  const opening = call('POST', '/session', { capabilities }).catch(() => null);
  const opened = await Promise.race([opening, sleep(PATIENCE, null, { ref: false })]);
  if (opened) return { call, path: `/session/${opened.sessionId}`, end };
  end();
  return undefined;
}

/**
 * @param {number} proxy port
 * @returns {Promise<Omit<Engine, 'foreign'>>}
 */
export async function openWebKit(proxy) {
  const { display, end } = await openDisplay();
  let session;
  for (let attempt = 0; !session && attempt < ATTEMPTS; attempt++)
    session = await openSession(display, proxy);
  if (!session) {
    end();
    throw new Error(`WebKitWebDriver opened no browser in ${ATTEMPTS} attempts`);
  }
  const { call, path } = session;
  const view = new WebKitView(call, path);
  return {
    name: 'WebKitGTK',
    open: async (url, size) => {
      await view.resize(size);
      await call('POST', `${path}/url`, { url });
      return view;
    },
    close: async () => {
      await call('DELETE', path).catch(() => {});
      session.end();
      end();
    },
  };
}

/** @implements {View} */
class WebKitView {
  #size = '';

  /** @param {ReturnType<typeof caller>} call @param {string} session */
  constructor(call, session) {
    this.call = call;
    this.session = session;
  }

  /** @param {readonly [width: number, height: number]} size of what is inside the window */
  async resize(size) {
    if (String(size) === this.#size) return;
    // The window has a frame, whose size is not known before.
    let [width, height] = size;
    for (let tries = 0; tries < 4; tries++) {
      await this.call('POST', `${this.session}/window/rect`, { width, height });
      await sleep(100);
      const [w, h] = await this.evaluate(() => [innerWidth, innerHeight]);
      if (w === size[0] && h === size[1]) break;
      width += size[0] - w;
      height += size[1] - h;
    }
    this.#size = String(size);
  }

  /** @type {View['evaluate']} */
  async evaluate(read, argument, inFrame = false) {
    const script = `const done = arguments[0];
      Promise.resolve(${JSON.stringify(argument)}).then(${read}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    if (inFrame) {
      const frame = await this.call('POST', `${this.session}/element`, {
        using: 'css selector',
        value: 'iframe',
      });
      await this.call('POST', `${this.session}/frame`, { id: { [ELEMENT]: frame[ELEMENT] } });
    }
    try {
      const { value, error } = await this.call('POST', `${this.session}/execute/async`, { script, args: [] });
      if (error) throw new Error(error);
      return value;
    } finally {
      if (inFrame) await this.call('POST', `${this.session}/frame`, { id: null });
    }
  }

  async problems() {
    return [];
  }

  /** @param {string} path */
  async screenshot(path) {
    await writeFile(path, Buffer.from(await this.call('GET', `${this.session}/screenshot`), 'base64'));
  }

  async close() {
    await this.call('POST', `${this.session}/url`, { url: 'about:blank' });
  }
}
