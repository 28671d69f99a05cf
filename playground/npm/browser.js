// attrflow for browsers: the module and its texts – pages, connectors, schemas – are fetched by `init`, which has to be
// awaited before anything else is called.

import load, { install } from './engine/engine.js';

let ready;

/** Fetches the module and the texts, once: from beside this file, or from where `source` and `texts` say. */
export function init(source, texts) {
  ready ??= fetched(source, texts);
  return ready;
}

async function fetched(source = new URL('./engine/engine_bg.wasm', import.meta.url), texts = new URL('./engine/resources.json', import.meta.url)) {
  const [answer] = await Promise.all([texts instanceof Response ? texts : fetch(texts), load({ module_or_path: source })]);
  if (!answer.ok) throw new Error(`the texts of attrflow could not be fetched: ${answer.status} ${answer.url}`);
  install(await answer.text());
}

export * from './attrflow.js';
