// The sizes that a visitor has to load, and that of the module in the package for Node, compared with their limits.

import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const assets = new URL('../../dist/assets/', import.meta.url);
const size = (ending, squeeze) => readdirSync(assets).filter((name) => name.endsWith(ending))
  .reduce((sum, name) => sum + squeeze(readFileSync(new URL(name, assets))).length, 0);

const packaged = readFileSync(new URL('../../npm/engine/engine_bg.wasm', import.meta.url));

const budgets = [
  ['engine, brotli', size('.wasm', brotliCompressSync), 400_000],
  ['package, brotli', brotliCompressSync(packaged).length, 432_000],
  ['resources, brotli', size('.json', brotliCompressSync), 60_000],
  ['JavaScript, gzip', size('.js', gzipSync), 150_000],
  ['style, gzip', size('.css', gzipSync), 8_000],
];
let failed = false;
for (const [name, found, most] of budgets) {
  console.log(`${name.padEnd(18)} ${(found / 1000).toFixed(1).padStart(7)} kB of ${most / 1000} kB`);
  failed ||= found > most;
}
process.exitCode = failed ? 1 : 0;
