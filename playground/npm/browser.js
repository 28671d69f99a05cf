// attrflow for browsers: the module is fetched by `init`, which has to be awaited before anything else is called.

import load from './engine/engine.js';

let ready;

/** Fetches the module, once: from beside this file, or from where `source` says. */
export function init(source) {
  ready ??= load({ module_or_path: source ?? new URL('./engine/engine_bg.wasm', import.meta.url) }).then(() => {});
  return ready;
}

export * from './attrflow.js';
