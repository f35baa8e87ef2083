/**
 * `provenance.mjs softlook` writes into web/lib/softlook.wasm where it comes from, as a custom section of the file: readable as
 * `engine.version`, wherever the WASM goes. Run by build.sh on a fresh copy. The commit is the last that changed the
 * core, so that the file stays the same while only the page changes.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const SOURCES = ['cpp/softlook', 'cpp/wasm', 'CMakeLists.txt', 'CMakePresets.json'];

/** @param {string} name */
const read = (name) => readFileSync(new URL(name, root), 'utf8');

/** @param {string[]} args */
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();

/** @returns {string} `unknown` without a repository; ends with `-dirty` where something was not committed */
function commit() {
  try {
    const hash = git('log', '-1', '--format=%H', '--', ...SOURCES);
    return git('status', '--porcelain', '--', ...SOURCES) === '' ? hash : `${hash}-dirty`;
  } catch {
    return 'unknown';
  }
}

/** The flags of the core's own sources, without warnings and the paths of this machine. */
function compileFlags() {
  /** @type {{file: string, command: string}[]} */
  const commands = JSON.parse(read('build/wasm/compile_commands.json'));
  const { command = '' } = commands.find(({ file }) => file.endsWith('/cpp/softlook/trace/trace.cpp')) ?? {};
  const flags = command.split(' ').slice(1);
  return flags.filter((flag) => flag.startsWith('-') && !/^-(I|isystem|W|o$|c$)/.test(flag)).join(' ');
}

function linkFlags() {
  const rule = /CXX_EXECUTABLE_LINKER__softlook_wasm_\w+[\s\S]*?LINK_FLAGS = (.*)/.exec(
    read('build/wasm/build.ninja'),
  );
  return rule?.[1].trim() ?? '';
}

/** @param {number} value @returns {number[]} as WebAssembly writes lengths: seven bits a byte, the lowest first */
const leb128 = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb128(value >>> 7)]);

/** @param {string} text @returns {number[]} its length, then its bytes */
function counted(text) {
  const bytes = Buffer.from(text);
  return [...leb128(bytes.length), ...bytes];
}

const version = {
  softlook: JSON.parse(read('web/package.json')).version,
  commit: commit(),
  compiler: `emcc ${/\d+\.\d+\.\d+/.exec(read('build/wasm/compiler'))?.[0]}`,
  flags: compileFlags(),
  linkFlags: linkFlags(),
};
for (const [name, value] of Object.entries(version)) if (!value) throw new Error(`${name} was not found`);
const body = [...counted('softlook'), ...Buffer.from(JSON.stringify(version))];
const file = fileURLToPath(new URL(`web/lib/${process.argv[2]}.wasm`, root));
appendFileSync(file, Uint8Array.from([0, ...leb128(body.length), ...body]));
