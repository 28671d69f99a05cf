// The sizes that a visitor has to load, and that of the whole engine, which the page loads on demand and the package for Node
// has from the start, compared with their limits.

import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const assets = new URL('../../dist/assets/', import.meta.url);
const size = (ending, squeeze) => readdirSync(assets).filter((name) => name.endsWith(ending))
  .reduce((sum, name) => sum + squeeze(readFileSync(new URL(name, assets))).length, 0);

const engine = (folder) => brotliCompressSync(readFileSync(new URL(`../../${folder}/engine/engine_bg.wasm`, import.meta.url))).length;

const budgets = [
  ['engine, brotli', engine('page/src'), 400_000],
  ['whole engine, brotli', engine('npm'), 750_000],
  ['resources, brotli', size('.json', brotliCompressSync), 60_000],
  ['JavaScript, gzip', size('.js', gzipSync), 170_000],
  ['style, gzip', size('.css', gzipSync), 8_000],
];
let failed = false;
for (const [name, found, most] of budgets) {
  console.log(`${name.padEnd(20)} ${(found / 1000).toFixed(1).padStart(7)} kB of ${most / 1000} kB`);
  failed ||= found > most;
}
process.exitCode = failed ? 1 : 0;
