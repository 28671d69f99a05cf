// The sample user mapped by the open mapping, whenever one of them changes.

import { computed, signal } from '@preact/signals-core';
import type { Answer, Flavor, Made, Request } from './api';
import { ask, why } from './engine';
import { chosen } from './mapping-file';
import { sayings } from './payload';
import { usersOf } from './presets';
import { mappingFields } from './run-request';
import { follow, inspection, shownObject, state } from './store';

/** Longer texts wait for a pause in typing. */
const LIVE = 100_000;

export type Mapping = Answer<'map'>;
export const flavor = signal<Flavor | ''>('');
export const answer = signal<Mapping | undefined>(undefined);
/** Why there is no answer, for the user. */
export const trouble = signal('');

const read = computed(() => usersOf(state.value.user));
/** The users of the text; empty for text that is none. */
export const users = computed(() => read.value?.users ?? []);
/** The JSON of the chosen user; of one alone it is the text as it was written. */
export const record = computed(() => {
  const { user, userIndex } = state.value;
  return read.value?.isList ? JSON.stringify(read.value.users[Math.min(userIndex, read.value.users.length - 1)]) : user;
});
export const isList = computed(() => read.value?.isList ?? false);

/** What each attribute mapping makes of the user. */
export const made = computed<readonly Made[]>(() => (answer.value && 'made' in answer.value ? answer.value.made : []));
/** The lines of the payload that each makes. */
export const says = computed(() => made.value.map((one) => new Set(one.alone ? sayings(one.alone) : [])));
export const reads = computed<readonly string[]>(() => (answer.value && 'reads' in answer.value ? answer.value.reads : []));

export function keepRunning() {
  const asked = computed(() => {
    const shown = shownObject.value;
    if (state.value.mode !== 'mapping' || !inspection.value || !chosen.value || (!shown && inspection.value.objects.length)) return undefined;
    return { ...chosen.value, ...(shown ? { index: shown.index } : {}), record: record.value, flavor: flavor.value || shown?.object.flavor || 'rfc7644', ...mappingFields.value };
  });
  let round = 0;
  let waiting = 0;
  let last = '';
  follow(asked, (request) => {
    const text = request ? JSON.stringify(request) : '';
    if (text === last) return;
    last = text;
    clearTimeout(waiting);
    if (request) waiting = window.setTimeout(() => void run(request, ++round), text.length > LIVE ? 120 : 0);
    else answer.value = undefined;
  });

  async function run(request: Request<'map'>, mine: number) {
    try {
      let [found] = await ask(['map', request]);
      // The whole engine says what the others make where one attribute mapping fails.
      if (found.status === 'refused' || found.status === 'failed') {
        const [rest] = await ask(['map_rest', request]).catch(() => [found] as const);
        found = rest;
      }
      if (mine !== round) return;
      answer.value = found;
      trouble.value = '';
    } catch (problem) {
      if (mine !== round) return;
      answer.value = undefined;
      trouble.value = why(problem);
    }
  }
}
