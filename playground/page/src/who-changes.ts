// Who changes? Two expressions, or two mappings, over many users: how many change and how, in the worker, in parts, so that there is
// progress and it can be cancelled.

import { signal } from '@preact/signals-core';
import type { Answer, Compared, Tally } from './api';
import { element } from './dom';
import { ask, cancel, why } from './engine';
import { download } from './files';
import { longList } from './list';
import { mappingFields, runFields } from './run-request';
import { follow } from './store';

/** How many users are run at once. */
const PART = 2_000;

type Changed = Answer<'impact'>['changed'][number];
export interface Question { old: Compared; new: Compared; records: string; isMapping: boolean }

/** `question` returns what is asked; a text says why nothing can be. */
export function whoChanges(question: () => Question | string): { root: HTMLElement } {
  const begin = element('button', { class: 'primary', click: () => void run() }, 'Who changes?');
  const stop = element('button', { hidden: true, click: () => cancel() }, 'Cancel');
  const save = element('button', { hidden: true, click: () => keep() }, 'Download the changes');
  const progress = element('progress', { hidden: true, 'aria-label': 'Progress' });
  const summary = element('p', { class: 'summary', role: 'status' });
  const chips = element('div', { class: 'chips', role: 'group', 'aria-label': 'How they change' });
  const body = element('tbody', {});
  const table = element('table', { class: 'rows', hidden: true, 'aria-label': 'Who changes' },
    element('thead', {}, element('tr', {}, ...['Line', 'User', 'Before', 'After'].map((title) => element('th', { scope: 'col' }, title)))), body);
  const tallied = element('ul', { class: 'changes' });
  const root = element('section', { class: 'who', 'aria-label': 'Who changes' }, element('header', {}, element('h3', {}, 'Who changes?'), begin, stop, save), progress, summary, chips, tallied, table);
  const list = longList(body);
  table.after(body.nextElementSibling!);
  const pattern = signal('');
  let tallies: Tally[] = [];
  let changed: Changed[] = [];
  let isMapping = false;

  async function run() {
    const asked = question();
    if (typeof asked === 'string') { summary.className = 'summary error'; summary.textContent = asked; return; }
    ({ isMapping } = asked);
    [tallies, changed] = [[], []];
    let [records, unreadable, from, more] = [0, 0, 0, true];
    // The lines are at least as many as the records.
    progress.max = Math.max(1, asked.records.split('\n').length);
    progress.value = 0;
    for (const busy of [stop, progress]) busy.hidden = false;
    [begin.disabled, save.hidden, summary.className] = [true, true, 'summary'];
    try {
      while (more) {
        const [answer] = await ask(['impact', { old: asked.old, new: asked.new, records: asked.records, show: true, from, count: PART, ...(isMapping ? mappingFields.peek() : runFields.peek()) }]);
        tallies = merged(tallies, answer.tallies);
        changed = [...changed, ...answer.changed];
        records += answer.records;
        unreadable += answer.unreadable;
        ({ more } = answer);
        from += PART;
        progress.value = Math.min(progress.max, from);
        tell(records, unreadable, more);
      }
    } catch (problem) {
      summary.className = 'summary error';
      summary.textContent = `${why(problem)} ${records ? `Until then, ${changed.length} of ${records} users change.` : ''}`;
    }
    for (const busy of [stop, progress]) busy.hidden = true;
    begin.disabled = false;
    pattern.value = '';
    fill();
  }

  function tell(records: number, unreadable: number, more: boolean) {
    const by = (names: string[]) => tallies.filter((tally) => names.includes(tally.pattern)).reduce((sum, { count }) => sum + count, 0);
    const parts = [`${changed.length} of ${records} users change`, by(['value gained']) && `${by(['value gained'])} values gained`, by(['value lost']) && `${by(['value lost'])} values lost`, by(['now fails']) && `${by(['now fails'])} now fail`, unreadable && `${unreadable} cannot be read`];
    summary.textContent = `${parts.filter(Boolean).join(' · ')}${more ? ' so far' : ''}`;
  }

  function fill() {
    save.hidden = changed.length === 0;
    const patterns = [...new Set(tallies.map((tally) => tally.pattern))];
    chips.replaceChildren(...(patterns.length > 1 ? ['', ...patterns] : []).map((name) => element('button', { 'aria-pressed': String(pattern.peek() === name), click: () => { pattern.value = name; } }, name || 'All')));
    const shown = tallies.filter((tally) => !pattern.peek() || tally.pattern === pattern.peek());
    tallied.replaceChildren(...shown.slice(0, 200).map((tally) => element('li', {}, element('header', {}, element('strong', {}, tally.target || (isMapping ? 'the whole payload' : 'the value')), element('span', { class: 'badge' }, `${tally.pattern}: ${tally.count}`)),
      ...tally.samples.map((sample) => element('p', { class: 'detail' }, `line ${sample.line}: `, element('code', {}, sample.old ?? '(no value)'), ' → ', element('code', {}, sample.new ?? '(no value)'))))));
    // Payloads are too long for a table.
    table.hidden = isMapping || changed.length === 0;
    if (!isMapping) list.fill(changed, rowOf);
    else list.fill([], () => body);
  }

  function keep() {
    download('who-changes.ndjson', `${changed.map((one) => JSON.stringify(one)).join('\n')}\n`);
  }

  follow(pattern, () => { if (tallies.length) fill(); });
  return { root };
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function rowOf(one: Changed): HTMLElement {
  return element('tr', {}, ...[String(one.line), one.identity ?? '–', text(one.old), text(one.new)].map((cell) => element('td', {}, cell)));
}

/** The counts of two parts together, the most frequent first. */
function merged(before: readonly Tally[], more: readonly Tally[]): Tally[] {
  const made = before.map((tally) => ({ ...tally }));
  for (const tally of more) {
    const same = made.find((one) => one.target === tally.target && one.pattern === tally.pattern);
    if (!same) made.push({ ...tally });
    else {
      same.count += tally.count;
      same.samples = [...same.samples, ...tally.samples].slice(0, 3);
    }
  }
  return made.sort((a, b) => b.count - a.count);
}
