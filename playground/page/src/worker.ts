// The engine in its own thread: a list of calls in, word that they have begun, a list of answers out. The texts that the
// engine is compiled without – pages, connectors, schemas – are fetched once it is there, and waited for by what needs them. Knows nothing of the page.

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

/** Without the texts, mapping files are refused and pages are empty; the next who needs them tries again. */
function install(): Promise<void> {
  provided ??= fetch(texts).then(async (answer) => {
    if (!answer.ok) throw new Error(`the texts could not be fetched: ${answer.status}`);
    const { error } = JSON.parse(engine.install(await answer.text()));
    if (error) throw new Error(error);
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
