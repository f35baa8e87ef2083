/** Runs the examples of the reference, so that what stands below one is what it prints. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const library = new URL('../web/lib/softlook.js', import.meta.url).href;

/**
 * @param {string} code of a module that imports from 'softlook'
 * @returns {Promise<string>} what it writes to the console
 */
export async function outputOf(code) {
  const folder = mkdtempSync(join(tmpdir(), 'softlook-example-'));
  const file = join(folder, 'example.mjs');
  writeFileSync(file, code.replaceAll("'softlook'", `'${library}'`));
  /** @type {string[]} */
  const lines = [];
  const { log } = console;
  console.log = (...said) => lines.push(format(...said));
  try {
    await import(pathToFileURL(file).href);
  } finally {
    console.log = log;
    rmSync(folder, { recursive: true });
  }
  return lines.join('\n');
}
