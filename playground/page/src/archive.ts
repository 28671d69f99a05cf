// What is kept in this browser: drafts, opened files and earlier steps, each with a name and a time. Values are read one by one,
// because files may be large. Without storage the page works and says that nothing is kept. Knows nothing of what the values mean.

import { signal } from '@preact/signals-core';

export type Kind = 'draft' | 'file' | 'history';
export interface Item { id: string; kind: Kind; name: string; time: number; size: number }

const DATABASE = 'attrflow';
/** How many of a kind are kept; the oldest go first. */
const MOST: Record<Kind, number> = { draft: 30, file: 30, history: 100 };

/** Why nothing is kept, for the user. */
export const trouble = signal('');
/** Counts changes, so that lists can follow. */
export const changes = signal(0);

let opened: Promise<IDBDatabase> | undefined;

const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('storage failed'));
});

const finished = (transaction: IDBTransaction) => new Promise<void>((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new Error('storage failed'));
});

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('index', { keyPath: 'id' });
      request.result.createObjectStore('values');
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opened = undefined; };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('storage failed'));
    request.onblocked = () => reject(new Error('another tab has an old version of this page open'));
  });
  opened.catch(() => { opened = undefined; });
  return opened;
}

/** Runs what needs storage; without storage it has the other result, and the user is told why. */
async function attempt<T>(run: (stores: IDBTransaction) => Promise<T>, mode: IDBTransactionMode, otherwise: T): Promise<T> {
  try {
    const transaction = (await database()).transaction(['index', 'values'], mode);
    const end = mode === 'readonly' ? undefined : finished(transaction);
    end?.catch(() => {});
    const result = await run(transaction);
    await end;
    trouble.value = '';
    return result;
  } catch (problem) {
    const full = problem instanceof DOMException && problem.name === 'QuotaExceededError';
    trouble.value = full
      ? 'The storage of this browser is full: your work is not kept. Delete saved items, or download what you need.'
      : 'This browser does not let the page keep anything: your work is lost when you close it. Download what you need.';
    return otherwise;
  }
}

/** All items, the newest first. */
export function list(): Promise<Item[]> {
  return attempt(async (stores) => {
    const items: Item[] = await done(stores.objectStore('index').getAll());
    return items.sort((a, b) => b.time - a.time);
  }, 'readonly', []);
}

export function get(id: string): Promise<unknown> {
  return attempt((stores) => done<unknown>(stores.objectStore('values').get(id)), 'readonly', undefined);
}

export async function put(item: Omit<Item, 'size' | 'time'> & { time?: number }, value: unknown): Promise<void> {
  const kept: Item = { ...item, time: item.time ?? Date.now(), size: JSON.stringify(value).length };
  await attempt(async (stores) => {
    stores.objectStore('index').put(kept);
    stores.objectStore('values').put(value, kept.id);
    const all: Item[] = await done(stores.objectStore('index').getAll());
    const same = all.filter(({ kind }) => kind === kept.kind).sort((a, b) => b.time - a.time);
    for (const { id } of same.slice(MOST[kept.kind])) {
      stores.objectStore('index').delete(id);
      stores.objectStore('values').delete(id);
    }
  }, 'readwrite', undefined);
  changes.value += 1;
}

export async function rename(id: string, name: string): Promise<void> {
  await attempt(async (stores) => {
    const item: Item | undefined = await done(stores.objectStore('index').get(id));
    if (item) stores.objectStore('index').put({ ...item, name });
  }, 'readwrite', undefined);
  changes.value += 1;
}

export async function remove(id: string): Promise<void> {
  await attempt(async (stores) => {
    stores.objectStore('index').delete(id);
    stores.objectStore('values').delete(id);
  }, 'readwrite', undefined);
  changes.value += 1;
}

export async function erase(): Promise<void> {
  await attempt(async (stores) => {
    stores.objectStore('index').clear();
    stores.objectStore('values').clear();
  }, 'readwrite', undefined);
  changes.value += 1;
}
