// attrflow for browsers: the module and the pages of its functions and findings are fetched by `init`, which has to be
// awaited before anything else is called.

import load, { provide } from './engine/engine.js';

let ready;

/** Fetches the module and the pages, once: from beside this file, or from where `source` and `pages` say. */
export function init(source, pages) {
  ready ??= fetched(source, pages);
  return ready;
}

async function fetched(source = new URL('./engine/engine_bg.wasm', import.meta.url), pages = new URL('./engine/pages.json', import.meta.url)) {
  const [answer] = await Promise.all([pages instanceof Response ? pages : fetch(pages), load({ module_or_path: source })]);
  if (!answer.ok) throw new Error(`the pages of attrflow could not be fetched: ${answer.status} ${answer.url}`);
  provide(await answer.text());
}

export * from './attrflow.js';
