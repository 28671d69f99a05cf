// attrflow for Node: the module is read from the package, and everything is ready when the import is.

import { readFileSync } from 'node:fs';
import { initSync, install } from './engine/engine.js';

initSync({ module: readFileSync(new URL('./engine/engine_bg.wasm', import.meta.url)) });
install(readFileSync(new URL('./engine/resources.json', import.meta.url), 'utf8'));

/** Nothing to wait for; here so that one program runs in Node and in browsers. */
export async function init() {}

export * from './attrflow.js';
