// Sends every request that the native library answered to the module that is shipped: the answers have to be the same
// bytes. Knows nothing about what they mean.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import '../node.js';
import * as engine from '../engine/engine.js';

const written = new URL('../../../target/tmp/answers.ndjson', import.meta.url);
let count = 0;
const failures = [];
for await (const line of createInterface({ input: createReadStream(written) })) {
  const { method, request, answer } = JSON.parse(line);
  const found = engine[method](request);
  count += 1;
  if (found !== answer) failures.push(`${method} ${request}\n  native ${answer}\n  module ${found}`);
}
console.log(`${count - failures.length} of ${count} answers are the same as the native ones`);
if (failures.length || count < 15_000) {
  console.error(failures.slice(0, 20).join('\n'));
  process.exitCode = 1;
}
