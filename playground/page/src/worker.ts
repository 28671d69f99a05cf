// The engine in a worker: takes a list of calls, reports when they begin, and returns a list of answers. The resources
// that the engine is compiled without (pages, connectors, schemas) are fetched once it is loaded; calls that need them
// wait for them. Knows nothing about the page.

import init, * as engine from './engine/engine.js';
import address from './engine/engine_bg.wasm?url';
import texts from './engine/resources.json?url';

export type Method = Exclude<keyof typeof engine, 'default' | 'initSync' | 'install'>;
export interface Job { id: number; calls: { method: Method; request: string }[] }
export type Word = { id: number } & ({ begun: true } | { answers: string[] } | { failed: string });

const NEEDS_TEXTS: Method[] = [
  'reference', 'registry', 'hover', 'complete', 'signature', 'connectors', 'inspect', 'map', 'payloads', 'diff',
];
const ready = init({ module_or_path: address });
let provided: Promise<void> | undefined;

/** Without the resources, mapping files are rejected and pages are empty; the next call that needs them tries again. */
function install(): Promise<void> {
  provided ??= fetch(texts).then(async (answer) => {
    if (!answer.ok) throw new Error(`cannot fetch the resources: ${answer.status}`);
    const { request_error } = JSON.parse(engine.install(await answer.text()));
    if (request_error) throw new Error(request_error);
  });
  return provided.catch(() => { provided = undefined; });
}

const tell = (word: Word) => self.postMessage(word);

self.addEventListener('message', async (event: MessageEvent<Job>) => {
  const { id, calls } = event.data;
  try {
    await ready;
    if (calls.some(({ method }) => NEEDS_TEXTS.includes(method))) await install();
    tell({ id, begun: true });
    tell({ id, answers: calls.map(({ method, request }) => (engine[method] as (request: string) => string)(request)) });
    void install();
  } catch (problem) {
    tell({ id, failed: String(problem) });
  }
});
