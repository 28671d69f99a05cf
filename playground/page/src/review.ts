// Changes for review: what an edited mapping does differently, on one page that can be printed or sent. Values of users are masked.

import { computed } from '@preact/signals-core';
import type { Impact } from './api';
import { element, say } from './dom';
import { ask, why } from './engine';
import { changeItem } from './compare';
import { chosen, original } from './mapping-file';
import { users } from './mapping-run';
import { mappingFields } from './run-request';
import { makeSamples, samples } from './sample-user';
import { follow, shownObject } from './store';

export function review(): { button: HTMLElement; dialog: HTMLElement } {
  const body = element('div', { class: 'review-body' });
  const dialog = element('dialog', { class: 'review', 'aria-label': 'Changes for review' },
    element('header', { class: 'no-print' }, element('button', { class: 'primary', click: () => print() }, 'Print or save as PDF'), element('button', { click: () => dialog.close() }, 'Close')), body);
  const button = element('button', { hidden: true, click: () => void open() }, 'Changes for review');
  follow(computed(() => original.value === undefined), (same) => { button.hidden = same; });

  async function open() {
    const [old, now, shown] = [original.peek(), chosen.peek(), shownObject.peek()];
    if (!old || !now || !('name' in now) || !shown) return;
    try {
      const [{ changes }] = await ask(['diff', { old, new: now }]);
      const made = samples.peek().length ? samples.peek() : await makeSamples().catch(() => []);
      const records = [...users.peek().map((user) => JSON.stringify(user)), ...made.map(({ record }) => record)];
      const { index } = shown;
      const [impact] = await ask(['impact', { old: { ...old, index }, new: { ...now, index }, records: records.join('\n'), ...mappingFields.peek() }]).catch(() => [undefined] as const);
      body.replaceChildren(
        element('h1', {}, 'Changes for review'),
        element('p', {}, element('strong', {}, now.name), ` · ${shown.object.name} · ${new Date().toISOString().slice(0, 10)}`),
        element('h2', {}, `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} in the mapping`),
        changes.length ? element('ul', { class: 'changes' }, ...changes.map((item) => changeItem(item))) : element('p', {}, 'Both files have the same meaning.'),
        element('h2', {}, 'Sample users that change'),
        ...affected(impact, users.peek().length, made.length));
      dialog.showModal();
    } catch (problem) {
      say(why(problem));
    }
  }

  return { button, dialog };
}

function affected(impact: Impact | undefined, own: number, made: number): HTMLElement[] {
  if (!impact) return [element('p', {}, 'One of the files has errors: no user was mapped by both.')];
  const from = `${own} of your own and ${made} made for the mapping`;
  const summary = element('p', {}, `${impact.changed.length} of ${impact.records} sample users (${from}) have another result. Letters and digits of values are masked.`);
  if (!impact.tallies.length) return [summary];
  const cell = (value: string | null, isPayload: boolean) => element('code', {}, value ?? (isPayload ? 'a payload' : '(no value)'));
  return [summary, element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Sample users that change' }, element('table', { class: 'plain' },
    element('thead', {}, element('tr', {}, ...['Target', 'How', 'Users', 'Before', 'After'].map((title) => element('th', { scope: 'col' }, title)))),
    element('tbody', {}, ...impact.tallies.flatMap((tally) => tally.samples.slice(0, tally.target ? 3 : 1).map((sample, index) => element('tr', {},
      element('td', {}, index ? '' : tally.target || 'the whole payload'), element('td', {}, index ? '' : tally.pattern), element('td', {}, index ? '' : String(tally.count)),
      element('td', {}, cell(sample.old, !tally.target)), element('td', {}, cell(sample.new, !tally.target))))))))];
}
