// The draft of this tab: which one it is, when it is kept, and what a link does to it. Every tab has a draft of its own, so that
// two tabs never overwrite each other; a tab that was duplicated gets a new one.

import { effect, signal } from '@preact/signals-core';
import * as archive from './archive';
import { isLink, unpack } from './link';
import { fresh, isTouched, nameOf, shaped, type State } from './state';
import { restore, state } from './store';

/** In this tab's own storage: the draft's id, the last state, and the draft that a link was opened beside. */
const DRAFT = 'attrflow-draft';
const LAST = 'attrflow-last';
const MINE = 'attrflow-mine';
/** Where earlier versions of the page kept their one draft. */
const EARLIER = 'attrflow-playground';
/** What a tab's own storage takes at once, in characters; a larger state is only in the archive. */
const LAST_LIMIT = 1_000_000;
const PAUSE = 400;

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('attrflow') : undefined;

/** What to say about the link that was opened. */
export const linkTrouble = signal('');
/** Whether the draft comes from a link that was opened beside another one. */
export const besideMine = signal(false);

let draft = '';
let timer = 0;
let kept: State | undefined;
let release = () => {};
let holding = '';

const store = {
  get: (key: string) => { try { return sessionStorage.getItem(key) ?? ''; } catch { return ''; } },
  set: (key: string, value: string) => { try { if (value) sessionStorage.setItem(key, value); else sessionStorage.removeItem(key); } catch { /* Then a reload finds it in the archive. */ } },
};

/** Takes a draft for this tab; false if another tab has it. */
function take(id: string): Promise<boolean> {
  if (!navigator.locks || holding === id) return Promise.resolve(true);
  return new Promise((resolve) => {
    // The page that is being reloaded may still hold it for a moment.
    const patience = AbortSignal.timeout(400);
    navigator.locks.request(`attrflow-${id}`, { signal: patience }, () => {
      const before = release;
      const held = new Promise<void>((free) => { release = free; });
      before();
      holding = id;
      resolve(true);
      return held;
    }).catch(() => resolve(false));
  });
}

async function start(id: string) {
  draft = id;
  store.set(DRAFT, id);
  await take(id);
}

/** The state that a draft had last. */
async function load(id: string): Promise<State | undefined> {
  try {
    const last: { id: string; state: unknown } | null = JSON.parse(store.get(LAST) || 'null');
    const found = last?.id === id ? shaped(last.state, fresh()) : undefined;
    if (found) return found;
  } catch {
    // Not what this page wrote.
  }
  return shaped(await archive.get(id), fresh());
}

/** The draft of the last visit, if no other tab is open that has it. */
async function latest(): Promise<string | undefined> {
  const [newest] = (await archive.list()).filter(({ kind }) => kind === 'draft');
  if (!newest) return undefined;
  const { held } = navigator.locks ? await navigator.locks.query() : { held: [] };
  return held?.some(({ name }) => name?.startsWith('attrflow-')) ? undefined : newest.id;
}

function earlier(): State | undefined {
  try {
    const found = shaped(JSON.parse(localStorage.getItem(EARLIER) ?? 'null'), fresh());
    localStorage.removeItem(EARLIER);
    return found;
  } catch {
    return undefined;
  }
}

/** Restores the draft of this tab, and opens the link of the address beside it. */
export async function begin(): Promise<void> {
  const own = store.get(DRAFT);
  const id = own && await take(own) ? own : undefined;
  const copied = own && !id;
  if (id) await start(id);
  else {
    const other = await latest();
    await start(other && await take(other) ? other : crypto.randomUUID());
  }
  const found = copied ? await load(own) : await load(draft) ?? earlier();
  if (copied) store.set(MINE, '');
  restore(found ?? fresh());
  kept = found ? state.peek() : undefined;
  besideMine.value = store.get(MINE) !== '';
  await openLink();
  // What nobody has touched is not kept: it would only be one more draft in the list.
  effect(() => {
    const now = state.value;
    clearTimeout(timer);
    if (now !== kept && (kept || isTouched(now))) timer = window.setTimeout(() => void flush(), PAUSE);
  });
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave());
  channel?.addEventListener('message', ({ data }) => data === 'erase' && void forget());
}

/** Keeps the draft now. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  const now = state.peek();
  if (now === kept || (!kept && !isTouched(now))) return;
  kept = now;
  await archive.put({ id: draft, kind: 'draft', name: nameOf(now) }, now);
  store.set(LAST, '');
}

/** A page that is left has no time for the archive. */
function leave() {
  const now = state.peek();
  if (now !== kept && isTouched(now)) {
    const text = JSON.stringify({ id: draft, state: now });
    store.set(LAST, text.length < LAST_LIMIT ? text : '');
    void flush();
  }
}

/** Opens the link in the address, if there is one, beside the draft; afterwards the address no longer has it. */
export async function openLink(): Promise<boolean> {
  const fragment = location.hash.slice(1);
  if (!isLink(fragment)) return false;
  history.replaceState(history.state, '', location.pathname + location.search);
  try {
    const found = await unpack(fragment);
    linkTrouble.value = '';
    const mine = isTouched(state.peek());
    if (mine) {
      await flush();
      store.set(MINE, draft);
      await start(crypto.randomUUID());
    }
    kept = undefined;
    restore(found);
    besideMine.value = mine;
  } catch (problem) {
    linkTrouble.value = problem instanceof Error ? problem.message : String(problem);
  }
  return true;
}

/** Decides between the draft of the link and the one before. Both stay in the list unless the link's is given up. */
export async function decide(keepMine: boolean): Promise<void> {
  const mine = store.get(MINE);
  store.set(MINE, '');
  besideMine.value = false;
  if (!keepMine || !mine) return;
  const links = draft;
  clearTimeout(timer);
  await start(mine);
  const found = shaped(await archive.get(mine), fresh());
  kept = found;
  restore(found ?? fresh());
  await archive.remove(links);
}

/** Opens a draft of the list in this tab. */
export async function openDraft(id: string): Promise<void> {
  if (id === draft) return;
  await flush();
  const found = shaped(await archive.get(id), fresh());
  if (!found) return;
  // Another tab may have it: then this tab works on a copy.
  if (await take(id)) await start(id);
  else await start(crypto.randomUUID());
  kept = draft === id ? found : undefined;
  restore(found);
  besideMine.value = false;
}

/** Begins with an empty draft; the one before stays in the list. */
export async function newDraft(): Promise<void> {
  await flush();
  kept = undefined;
  await start(crypto.randomUUID());
  restore({ ...fresh(), mode: state.peek().mode });
}

export const currentDraft = () => draft;

/** Keeps what is about to be replaced, as a step that can be brought back. */
export function record(what: string): void {
  const now = state.peek();
  if (isTouched(now)) void archive.put({ id: crypto.randomUUID(), kind: 'history', name: `${what}: ${nameOf(now)}` }, now);
}

async function forget() {
  clearTimeout(timer);
  for (const key of [LAST, MINE, DRAFT]) store.set(key, '');
  kept = undefined;
  besideMine.value = false;
  linkTrouble.value = '';
  history.replaceState(null, '', location.pathname + location.search);
  restore(fresh());
  await start(crypto.randomUUID());
}

/** Erases what this page keeps, and nothing of other pages on the same host; what is on screen goes, too, in every tab. */
export async function erase(): Promise<void> {
  await forget();
  await archive.erase();
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('attrflow-')) localStorage.removeItem(key);
  } catch {
    // Then nothing is kept there.
  }
  channel?.postMessage('erase');
}
