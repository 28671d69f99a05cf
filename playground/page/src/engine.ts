// The engine for the page: calls with a time limit. If a call takes too long or the engine traps, its worker is
// terminated; the next call starts a new one.

import type { Answers, Begin, Call, Job, Word } from './api';
import firstAddress from './engine/engine_bg.wasm?url';

const LIMIT = 4_000;
/** A long request may take longer: this much for a million characters. */
const LIMIT_OF_MILLION = 1_000;
// How long a call may wait until the engine, and the resources if it needs them, are loaded.
const ARRIVAL_LIMIT = 30_000;

/** The engine has no answer: it stopped, or it could not read the request. The message is for the user. */
export class EngineError extends Error {}

interface Waiting { resolve(answers: string[]): void; reject(problem: Error): void; timer: number; limit: number }

/** Compiled once, while the worker loads, and for every worker. One that cannot be had is fetched by the worker itself. */
const compiled = WebAssembly.compileStreaming(fetch(firstAddress)).catch(() => null);

let worker: Worker | undefined;
let next = 0;
const waiting = new Map<number, Waiting>();

function start(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data: word }: MessageEvent<Word>) => {
    const job = waiting.get(word.id);
    if (!job) return;
    clearTimeout(job.timer);
    if ('begun' in word) return void (job.timer = limited(job.limit));
    waiting.delete(word.id);
    if ('answers' in word) return job.resolve(word.answers);
    // After a trap, the engine's memory may be corrupt.
    job.reject(new EngineError(`The engine stopped: ${word.failed}`));
    stop('The engine stopped and was started again.');
  };
  void compiled.then((module) => started.postMessage({ module } satisfies Begin));
  started.onerror = () => stop('The engine could not be started.');
  return started;
}

function limited(limit: number) {
  return window.setTimeout(() => stop(`This took longer than ${limit / 1000} seconds and was stopped.`), limit);
}

/** Stops what is running; the next call has another worker. */
export const cancel = () => stop('It was cancelled.');

function stop(why: string) {
  worker?.terminate();
  worker = undefined;
  for (const job of waiting.values()) {
    clearTimeout(job.timer);
    job.reject(new EngineError(why));
  }
  waiting.clear();
}

/** Sends several requests at once; returns the parsed answers. */
export async function ask<const Calls extends readonly Call[]>(...calls: Calls): Promise<Answers<Calls>> {
  worker ??= start();
  const id = next++;
  const job: Job = { id, calls: calls.map(([method, request]) => ({ method, request: JSON.stringify(request) })) };
  const answers = await new Promise<string[]>((resolve, reject) => {
    const length = job.calls.reduce((sum, { request }) => sum + request.length, 0);
    const limit = LIMIT + Math.floor(length / 1e6) * LIMIT_OF_MILLION;
    waiting.set(id, { resolve, reject, limit, timer: limited(ARRIVAL_LIMIT) });
    worker!.postMessage(job);
  });
  const parsed: unknown[] = answers.map((answer) => JSON.parse(answer));
  for (const answer of parsed) {
    if (typeof answer === 'object' && answer !== null && 'request_error' in answer) throw new EngineError(String(answer.request_error));
  }
  return parsed as Answers<Calls>;
}

/** What went wrong, for the user. */
export const why = (problem: unknown) => (problem instanceof Error ? problem.message : String(problem));
