// attrflow for browsers: `init` fetches the module and its resources (pages, connectors, schemas). Await it before any
// other call.

import load, { install } from './engine/engine.js';

let ready;

/** Fetches the module and the resources once: from the folder of this file, or from `source` and `texts`. */
export function init(source, texts) {
  ready ??= fetched(source, texts);
  return ready;
}

async function fetched(source = new URL('./engine/engine_bg.wasm', import.meta.url), texts = new URL('./engine/resources.json', import.meta.url)) {
  const [answer] = await Promise.all([texts instanceof Response ? texts : fetch(texts), load({ module_or_path: source })]);
  if (!answer.ok) throw new Error(`cannot fetch the resources of attrflow: ${answer.status} ${answer.url}`);
  install(await answer.text());
}

export * from './attrflow.js';
