// The sample user of the mapping mode: from presets, from the mapping, or pasted; edited as JSON or as a form of what the mapping reads.

import { computed, signal } from '@preact/signals-core';
import type { SampleRecord } from './api';
import { element, say } from './dom';
import { recordEditor, replace } from './editor';
import { ask, why } from './engine';
import { chosen } from './mapping-file';
import { isList, reads, record, users } from './mapping-run';
import { nameOfUser, presets } from './presets';
import { mappingFields } from './run-request';
import { record as keepStep } from './session';
import { change, field, follow, shownObject, state } from './store';
import { tabs } from './tabs';

/** The largest list of users: a page of Graph's answer has up to 999. */
const LARGEST = 2_000_000;

/** The samples that were made for the open mapping. */
export const samples = signal<readonly SampleRecord[]>([]);

/** Makes samples for the open mapping; returns them. */
export async function makeSamples(): Promise<readonly SampleRecord[]> {
  const mapping = chosen.peek();
  const shown = shownObject.peek();
  if (!mapping || !shown) return [];
  const [answer] = await ask(['samples', { ...mapping, index: shown.index, ...mappingFields.peek() }]);
  if (answer.status === 'refused') throw new Error(`Samples need a mapping without errors: ${answer.diagnostics[0]?.message ?? ''}`);
  samples.value = answer.samples;
  return answer.samples;
}

export function samplePane(): HTMLElement {
  const preset = element('select', { 'aria-label': 'Sample users', change: () => void pick() });
  const which = element('select', { 'aria-label': 'User of the list', hidden: true, change: () => change({ userIndex: Number(which.value) }) });
  const box = element('div', { class: 'box editor' });
  const form = element('div', { class: 'user-form' });
  const views = tabs('Views of the sample user', ['JSON', 'Form']);
  views.fill({ JSON: () => box, Form: () => form });
  const root = element('div', { class: 'pane of-user' }, element('header', {}, element('h2', {}, 'Sample user'), which, preset), views.root);
  const editor = recordEditor(box, 'Source user (JSON)', (user) => change({ user }), LARGEST);

  async function pick() {
    const [kind, index] = preset.value.split(' ');
    preset.value = '';
    if (kind === 'make') {
      try {
        const made = await makeSamples();
        if (!made.length) return say('No sample was found: the mapping has no scope and no branches.');
        say(`${made.length} samples were made: choose one of them.`);
        use(made[0]!.record);
      } catch (problem) {
        say(why(problem));
      }
    } else if (kind === 'preset') use(JSON.stringify(presets[Number(index)]!.record));
    else if (kind === 'sample') use(samples.peek()[Number(index)]!.record);
  }

  function use(json: string) {
    keepStep('Before another sample user');
    change({ user: JSON.stringify(JSON.parse(json), null, 2), userIndex: 0 });
  }

  follow(samples, (all) => {
    preset.replaceChildren(
      element('option', { value: '' }, 'Sample users…'),
      element('optgroup', { label: 'From the mapping' }, element('option', { value: 'make' }, 'Make samples for this mapping'),
        ...all.map((sample, index) => element('option', { value: `sample ${index}` }, `${sample.in_scope ? '' : 'Out of scope: '}${sample.name}`))),
      element('optgroup', { label: 'Presets' }, ...presets.map(({ name }, index) => element('option', { value: `preset ${index}` }, name))));
  });
  // Samples are for one object mapping.
  follow(computed(() => shownObject.value?.object.name), () => { samples.value = []; });
  follow(field('user'), (text) => replace(editor, text));
  follow(computed(() => [users.value, isList.value, state.value.userIndex]), () => {
    which.hidden = !isList.peek();
    which.replaceChildren(...users.peek().slice(0, 1_000).map((user, index) => element('option', { value: index }, nameOfUser(user, index))));
    which.value = String(state.peek().userIndex);
  });
  follow(computed(() => [record.value, reads.value]), fillForm);

  /** A field for each attribute that the mapping reads, then the others. A field that is being written in stays. */
  function fillForm() {
    let values: Record<string, unknown> = {};
    try {
      const found: unknown = JSON.parse(record.peek());
      if (typeof found === 'object' && found !== null) values = found as Record<string, unknown>;
    } catch {
      form.replaceChildren(element('p', { class: 'nothing' }, 'The JSON has an error: mend it first.'));
      return;
    }
    const read = [...new Set(reads.peek().map((name) => name.split('.')[0]!))];
    const others = Object.keys(values).filter((name) => !read.includes(name));
    const active = form.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : null;
    form.replaceChildren(...read.map((name) => fieldOf(name, values)),
      others.length ? element('details', { class: 'others' }, element('summary', {}, `${others.length} attributes that the mapping does not read`), ...others.map((name) => fieldOf(name, values))) : '');
    if (active) form.querySelector<HTMLElement>(`[aria-label="${CSS.escape(active)}"]`)?.focus();
  }

  function fieldOf(name: string, values: Record<string, unknown>): HTMLElement {
    const value = values[name];
    const known = shownObject.peek()?.object.known.find((attribute) => attribute.name === name);
    const isBoolean = typeof value === 'boolean' || (value === undefined && known?.type === 'Boolean');
    const input = isBoolean
      ? element('select', { 'aria-label': name, change: () => write(name, input.value === '' ? undefined : input.value === 'true') }, ...['', 'true', 'false'].map((one) => element('option', { value: one }, one || '(no value)')))
      : element('input', { 'aria-label': name, spellcheck: 'false', placeholder: '(no value)', change: () => write(name, parsed(input.value, value)) });
    input.value = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    return element('label', {}, element('span', {}, name), input);
  }

  function write(name: string, value: unknown) {
    const all = users.peek().map((user) => ({ ...user }));
    const user = all[isList.peek() ? state.peek().userIndex : 0];
    if (!user) return;
    if (value === undefined || value === '') delete user[name];
    else user[name] = value;
    change({ user: JSON.stringify(isList.peek() ? all : user, null, 2) });
  }

  return root;
}

/** What was written, in the type of the value before: a list stays a list. */
function parsed(text: string, before: unknown): unknown {
  if (typeof before === 'string' || (before === undefined && !/^\s*[[{]/.test(text))) return text;
  try { return JSON.parse(text) as unknown; } catch { return text; }
}
