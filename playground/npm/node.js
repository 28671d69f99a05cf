// attrflow for Node: the module is read from the package, and is ready after the import.

import { readFileSync } from 'node:fs';
import { initSync, install } from './engine/engine.js';

initSync({ module: readFileSync(new URL('./engine/engine_bg.wasm', import.meta.url)) });
install(readFileSync(new URL('./engine/resources.json', import.meta.url), 'utf8'));

/** There is nothing to wait for; it exists so that the same program runs in Node and in browsers. */
export async function init() {}

export * from './attrflow.js';
