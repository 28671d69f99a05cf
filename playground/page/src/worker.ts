// Engines in a worker: takes a list of calls, reports when they begin, and returns a list of answers. The first engine answers
// what most visitors ask; the whole one, which answers all, is fetched when somebody asks for more, or in a language that the
// first one does not run. The resources that both are compiled without (pages, connectors, schemas) are fetched once an engine
// is loaded; calls that need them wait for them. Knows nothing about the page.

import type * as Whole from '../../npm/engine/engine.js';
import type { Begin, Job, Method, Word } from './api';
import * as first from './engine/engine.js';
import firstAddress from './engine/engine_bg.wasm?url';
import wholeAddress from '../../npm/engine/engine_bg.wasm?url';
import texts from './engine/resources.json?url';

type Methods = Record<Method, (request: string) => string>;
// Both modules have every method that they are asked for: this does not compile otherwise.
const _: Methods extends Omit<typeof Whole, 'default' | 'initSync' | 'install'> ? true : never = true;
void _;

const NEEDS_TEXTS: Method[] = [
  'reference', 'registry', 'hover', 'complete', 'signature', 'connectors', 'inspect', 'map', 'payloads', 'provision', 'diff', 'edit', 'convert', 'samples', 'impact',
];

/** A module that was instantiated, with the texts in it once they are there. */
class Engine {
  private provided?: Promise<void>;

  constructor(readonly methods: Partial<Methods>, private readonly take: (texts: string) => string) {}

  /** Without the texts, mapping files are rejected and pages are empty; the next call that needs them tries again. */
  install(): Promise<void> {
    this.provided ??= fetch(texts).then(async (answer) => {
      if (!answer.ok) throw new Error(`cannot fetch the resources: ${answer.status}`);
      const { request_error } = JSON.parse(this.take(await answer.text()));
      if (request_error) throw new Error(request_error);
    });
    return this.provided.catch(() => { this.provided = undefined; });
  }
}

let begin = (_: WebAssembly.Module | null) => {};
const ready = new Promise<WebAssembly.Module | null>((resolve) => { begin = resolve; })
  .then((module) => first.default({ module_or_path: module ?? firstAddress }))
  .then(() => new Engine(first, first.install));
let whole: Promise<Engine> | undefined;

/** Whether the first engine answers a call: not in the language of Entra Connect Sync, which it knows and does not run. */
const isPlain = ({ method, request }: Job['calls'][number]) => method in first && !request.includes('"dialect":"connect"');

/** The engine for some calls. A whole one that could not be fetched is tried again with the next call. */
function engineFor(calls: Job['calls']): Promise<Engine> {
  if (calls.every(isPlain)) return ready;
  whole ??= import('../../npm/engine/engine.js').then(async (module) => {
    await module.default({ module_or_path: wholeAddress });
    return new Engine(module, module.install);
  });
  whole.catch(() => { whole = undefined; });
  return whole;
}

const tell = (word: Word) => self.postMessage(word);

self.addEventListener('message', async ({ data }: MessageEvent<Begin | Job>) => {
  if ('module' in data) return begin(data.module);
  const { id, calls } = data;
  try {
    const methods = calls.map(({ method }) => method);
    const engine = await engineFor(calls);
    if (methods.some((method) => NEEDS_TEXTS.includes(method))) await engine.install();
    tell({ id, begun: true });
    tell({ id, answers: calls.map(({ method, request }) => engine.methods[method]!(request)) });
    void engine.install();
  } catch (problem) {
    tell({ id, failed: String(problem) });
  }
});
