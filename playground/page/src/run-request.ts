// The fields of requests that come from the run settings: the same for all modes, so that they agree on dialect, schema and
// settings.

import { computed } from '@preact/signals-core';
import type { Dialect, KnownAttribute } from './api';
import { OPEN_MAPPING } from './state';
import { inspection, schemaAttributes, shownObject, state } from './store';

export interface RunFields { dialect: Dialect; seed: number; now?: string; settings: Record<string, string>; taken: string[]; attributes: KnownAttribute[] }

const list = (text: string) => text.split(',').map((piece) => piece.trim()).filter(Boolean);

/** Name=value pairs; percent signs around names are allowed. */
export function pairs(text: string): Record<string, string> {
  const made: Record<string, string> = {};
  for (const pair of list(text)) {
    const at = pair.indexOf('=');
    const name = (at < 0 ? pair : pair.slice(0, at)).trim().replace(/^%|%$/g, '');
    if (name) made[name] = at < 0 ? '' : pair.slice(at + 1).trim();
  }
  return made;
}

/** The dialect that is not chosen follows from the open mapping, where its schema is in use. */
export const dialect = computed<Dialect>(() => {
  const { dialect: chosen, schema } = state.value;
  return chosen || (schema === OPEN_MAPPING && shownObject.value?.object.dialect) || 'entra';
});

/** For one expression. */
export const runFields = computed<RunFields>(() => {
  const { seed, now, settings, taken, schema } = state.value;
  const own = schema === OPEN_MAPPING ? inspection.value?.settings : undefined;
  return {
    dialect: dialect.value, seed, now: now ? `${now}Z` : undefined, settings: { ...own, ...pairs(settings) }, taken: list(taken),
    attributes: [...schemaAttributes.value],
  };
});

/** For a mapping, which has its own schema, and its own dialect unless one is chosen. */
export const mappingFields = computed(() => {
  const { dialect: chosen } = state.value;
  const { attributes: _, dialect: __, settings: ___, ...rest } = runFields.value;
  return { ...rest, settings: pairs(state.value.settings), ...(chosen ? { dialect: chosen } : {}) };
});
