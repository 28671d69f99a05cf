// The one home of the page's state. Everything that is shown follows from these signals; to bring back a draft, a link or an
// earlier step is to restore a state.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Inspection, KnownAttribute } from './api';
import { fresh, type State } from './state';

export const state = signal<State>(fresh());

/** The open mapping as the engine read it; nothing while there is none. */
export const inspection = signal<Inspection | undefined>(undefined);

/** The attributes of the chosen source schema. */
export const schemaAttributes = signal<readonly KnownAttribute[]>([]);

export function change(part: Partial<State>) {
  const now = state.peek();
  const differs = (Object.keys(part) as (keyof State)[]).some((key) => part[key] !== now[key]);
  if (differs) state.value = { ...now, ...part };
}

/** Puts a whole state in the place of the present one. */
export function restore(next: State) {
  if (next.file?.text !== state.peek().file?.text || next.connector !== state.peek().connector) inspection.value = undefined;
  state.value = next;
}

/** One field, as a signal of its own. */
export const field = <K extends keyof State>(key: K): ReadonlySignal<State[K]> => computed(() => state.value[key]);

/** The object mapping that is shown, and its index in the file. */
export const shownObject = computed(() => {
  const file = inspection.value;
  const { object } = state.value;
  const index = file?.objects[object] ? object : file?.runs ?? 0;
  const found = file?.objects[index];
  return found ? { index, object: found } : undefined;
});

/** Calls back with a value now and whenever it changes; what the callback reads is not followed. */
export function follow<T>(source: ReadonlySignal<T>, tell: (value: T) => void) {
  effect(() => {
    const { value } = source;
    untracked(() => tell(value));
  });
}
