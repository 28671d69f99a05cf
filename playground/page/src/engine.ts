// The engine as the page sees it: calls with a time limit. A call that takes too long, or an engine that breaks, ends
// its thread; the next call gets a new one.

import type { Job, Method } from './worker';

const LIMIT = 4_000;
// The first call also waits for the engine to arrive.
const FIRST_LIMIT = 30_000;

export class EngineStopped extends Error {}

interface Waiting { resolve(answers: string[]): void; reject(problem: Error): void; timer: number }

let worker: Worker | undefined;
let warm = false;
let next = 0;
const waiting = new Map<number, Waiting>();
export let restarts = 0;

function start(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = (event: MessageEvent<{ id: number; answers?: string[]; failed?: string }>) => {
    const { id, answers, failed } = event.data;
    const job = waiting.get(id);
    if (!job) return;
    waiting.delete(id);
    clearTimeout(job.timer);
    warm = true;
    if (answers) return job.resolve(answers);
    // After a trap the engine's memory is not to be trusted.
    job.reject(new EngineStopped(`the engine stopped: ${failed}`));
    stop('the engine stopped and was started again');
  };
  started.onerror = () => stop('the engine could not be started');
  return started;
}

function stop(why: string) {
  worker?.terminate();
  worker = undefined;
  warm = false;
  restarts += 1;
  for (const job of waiting.values()) {
    clearTimeout(job.timer);
    job.reject(new EngineStopped(why));
  }
  waiting.clear();
}

/** Asks several things at once; the answers are JSON, read. */
export async function ask(...calls: [Method, object][]): Promise<any[]> {
  worker ??= start();
  const id = next++;
  const job: Job = { id, calls: calls.map(([method, request]) => ({ method, request: JSON.stringify(request) })) };
  const limit = warm ? LIMIT : FIRST_LIMIT;
  const answers = await new Promise<string[]>((resolve, reject) => {
    const timer = setTimeout(() => stop(`it took longer than ${limit / 1000} seconds and was stopped`), limit);
    waiting.set(id, { resolve, reject, timer: timer as unknown as number });
    worker!.postMessage(job);
  });
  return answers.map((answer) => JSON.parse(answer));
}
