// Copies the module that was built for the page into the package. The copies are not committed.

import { copyFileSync, mkdirSync } from 'node:fs';

const [from, to] = ['../page/src/engine/', './engine/'].map((path) => new URL(path, import.meta.url));
mkdirSync(to, { recursive: true });
for (const name of ['engine.js', 'engine_bg.wasm', 'resources.json']) copyFileSync(new URL(name, from), new URL(name, to));
