// The engine in its own thread: a list of calls in, a list of answers out. Knows nothing of the page.

import init, * as engine from './engine/engine.js';
import address from './engine/engine_bg.wasm?url';

export type Method = Exclude<keyof typeof engine, 'default' | 'initSync'>;
export interface Job { id: number; calls: { method: Method; request: string }[] }

const ready = init({ module_or_path: address });

self.addEventListener('message', async (event: MessageEvent<Job>) => {
  const { id, calls } = event.data;
  try {
    await ready;
    const answers = calls.map(({ method, request }) => (engine[method] as (request: string) => string)(request));
    self.postMessage({ id, answers });
  } catch (problem) {
    self.postMessage({ id, failed: String(problem) });
  }
});
