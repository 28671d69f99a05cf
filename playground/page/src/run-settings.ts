// The run settings: dialect, source schema, current time, seed, job variables, values already in use. All modes share them.

import { element } from './dom';
import { ask } from './engine';
import { dialect as effective } from './run-request';
import { OPEN_MAPPING, type State } from './state';
import { change, follow, schemaAttributes, shownObject, state } from './store';
import { computed } from '@preact/signals-core';
import type { KnownAttribute } from './api';

export function runSettings(): HTMLElement {
  const dialect = element('select', { change: () => change({ dialect: dialect.value as State['dialect'] }) },
    element('option', { value: '' }, 'Automatic'), ...['entra', 'cloud-sync', 'connect'].map((name) => element('option', { value: name }, name)));
  const open = element('option', { value: OPEN_MAPPING, hidden: true });
  const schema = element('select', { change: () => change({ schema: schema.value }) }, element('option', { value: '' }, 'None'), open);
  const now = element('input', { type: 'datetime-local', step: 1, input: () => change({ now: now.value }) });
  const seed = element('input', { type: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, input: () => change({ seed: Math.max(0, Math.trunc(Number(seed.value) || 0)) }) });
  const settings = element('input', { placeholder: 'Name=value, Name=value', spellcheck: 'false', input: () => change({ settings: settings.value }) });
  const taken = element('input', { placeholder: 'a@contoso.com, b@contoso.com', spellcheck: 'false', input: () => change({ taken: taken.value }) });
  const field = (title: string, input: HTMLElement, hint?: string, ...more: HTMLElement[]) => element('label', { title: hint }, element('span', {}, title), input, ...more);
  const clock = element('button', { type: 'button', class: 'clock', title: 'Use the current time', click: () => change({ now: new Date().toISOString().slice(0, 19) }) }, 'Now');
  const said = element('span', { class: 'said' });
  const root = element('details', { class: 'world' },
    element('summary', {}, 'Run settings', said),
    element('div', { class: 'fields' },
      field('Dialect', dialect, 'The expression dialect; automatic: that of the open mapping, else entra'),
      field('Source schema', schema, 'The attributes that are offered and checked'),
      element('div', { class: 'with-button' }, field('Now (UTC)', now, 'The current time for Now()'), clock),
      field('Seed', seed, 'The same seed results in the same random values'),
      field('Job variables (%Name%)', settings, 'Values of the provisioning job for %Name%'),
      field('Values already in use', taken, 'Values that the target already has, for SelectUniqueValue')));

  const put = (input: HTMLInputElement | HTMLSelectElement, value: string) => { if (input.value !== value) input.value = value; };
  follow(state, (now_) => {
    put(dialect, now_.dialect);
    put(now, now_.now);
    if (Number(seed.value) !== now_.seed || seed.value === '') put(seed, String(now_.seed));
    put(settings, now_.settings);
    put(taken, now_.taken);
    put(schema, now_.schema);
  });
  follow(computed(() => shownObject.value?.object), (object) => {
    open.hidden = !object?.known.length;
    open.textContent = object ? `Open mapping: ${object.name}` : 'Open mapping';
  });
  follow(computed(() => ({ name: effective.value, state: state.value })), ({ name, state: { schema: chosen, now: time, seed: chance } }) => {
    const known = chosen === OPEN_MAPPING ? open.textContent : chosen;
    said.textContent = `${name}${known ? ` · ${known}` : ''} · ${time ? `${time.replace('T', ' ')} UTC` : '1970'} · seed ${chance}`;
  });
  keepSchema();
  ask(['connectors', {}]).then(([all]) => {
    schema.append(...all.map((item) => element('option', { value: item.name }, item.name)));
    schema.value = state.peek().schema;
  }).catch(() => {});
  return root;
}

/** Keeps the attributes of the chosen schema: a connector's, or the open mapping's. */
function keepSchema() {
  const known = new Map<string, readonly KnownAttribute[]>();
  const source = computed(() => {
    const { schema } = state.value;
    return schema === OPEN_MAPPING ? shownObject.value?.object.known ?? schema : schema;
  });
  follow(source, async (chosen) => {
    if (typeof chosen !== 'string') { schemaAttributes.value = chosen; return; }
    if (!chosen || chosen === OPEN_MAPPING) { schemaAttributes.value = []; return; }
    if (!known.has(chosen)) {
      const [answer] = await ask(['inspect', { connector: chosen }]).catch(() => [undefined] as const);
      if (answer) known.set(chosen, answer.objects[answer.runs ?? 0]?.known ?? []);
    }
    if (source.peek() === chosen) schemaAttributes.value = known.get(chosen) ?? [];
  });
}
