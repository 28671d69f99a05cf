// The engine in its own thread: a list of calls in, a list of answers out. The pages of functions and findings are fetched
// once something was answered, and waited for by what shows them. Knows nothing of the page.

import init, * as engine from './engine/engine.js';
import address from './engine/engine_bg.wasm?url';
import pages from './engine/pages.json?url';

export type Method = Exclude<keyof typeof engine, 'default' | 'initSync' | 'provide'>;
export interface Job { id: number; calls: { method: Method; request: string }[] }

const SHOWS_PAGES: Method[] = ['reference', 'catalogue', 'hover', 'complete', 'signature'];
const ready = init({ module_or_path: address });
let provided: Promise<void> | undefined;

/** Without pages everything else is as it was, and the next who needs them tries again. */
function provide(): Promise<void> {
  provided ??= fetch(pages).then(async (answer) => {
    if (!answer.ok) throw new Error(`the pages could not be fetched: ${answer.status}`);
    engine.provide(await answer.text());
  });
  return provided.catch(() => { provided = undefined; });
}

self.addEventListener('message', async (event: MessageEvent<Job>) => {
  const { id, calls } = event.data;
  try {
    await ready;
    if (calls.some(({ method }) => SHOWS_PAGES.includes(method))) await provide();
    const answers = calls.map(({ method, request }) => (engine[method] as (request: string) => string)(request));
    self.postMessage({ id, answers });
    void provide();
  } catch (problem) {
    self.postMessage({ id, failed: String(problem) });
  }
});
