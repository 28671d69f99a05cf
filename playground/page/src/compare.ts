// The differences between the open mapping and another one, or the one that was opened: in meaning, not in text.

import { computed, signal } from '@preact/signals-core';
import type { Change, MappingFile } from './api';
import { breakable, element } from './dom';
import { ask, why } from './engine';
import { opener, read } from './files';
import { longList } from './list';
import { chosen, connectors, original } from './mapping-file';
import { inline } from './markdown';
import { isList, users } from './mapping-run';
import { follow, shownObject, state } from './store';
import { whoChanges, type Question } from './who-changes';
import { wordDiff } from './word-diff';

const ORIGINAL = '(original)';

export function compare(open: (change: Change) => void): HTMLElement {
  const other = signal<MappingFile | typeof ORIGINAL | undefined>(undefined);
  const own = element('option', { value: ORIGINAL, hidden: true }, 'The file as it was opened');
  const choice = element('select', {
    'aria-label': 'Compare with a connector',
    change: () => { other.value = choice.value === ORIGINAL ? ORIGINAL : choice.value ? { connector: choice.value } : undefined; },
  });
  const summary = element('p', { class: 'summary', role: 'status' });
  const rows = element('ul', { class: 'changes', 'aria-label': 'Differences' });
  const root = element('div', { class: 'compare' },
    element('div', { class: 'filters' }, element('label', {}, 'Compare with ', choice),
      opener('Another file…', 'A mapping file to compare with', '.json,.toml', undefined, (file) => void load(file))),
    summary, rows);
  const list = longList(rows);
  root.append(whoChanges(question).root);
  let round = 0;

  /** The users are those of the sample user, where it is a list, else those of the table mode. */
  function question(): Question | string {
    const [old, now] = [other.peek() === ORIGINAL ? original.peek() : other.peek(), chosen.peek()];
    if (!old || !now || old === ORIGINAL) return 'Choose another mapping to compare with.';
    const records = isList.peek() ? users.peek().map((user) => JSON.stringify(user)).join('\n') : state.peek().records;
    // Of another file, the object mapping that it runs by default.
    const index = shownObject.peek()?.index;
    return { old: other.peek() === ORIGINAL && index !== undefined ? { ...old, index } : old, new: { ...now, ...(index === undefined ? {} : { index }) }, records, isMapping: true };
  }

  async function load(file: File) {
    choice.value = '';
    try {
      const { text } = await read(file, 'a mapping file is JSON or TOML');
      other.value = { name: file.name, text };
    } catch (problem) {
      fail(why(problem));
    }
  }

  function fail(reason: string) {
    summary.className = 'summary error';
    summary.textContent = reason;
    list.fill([], () => rows);
  }

  async function run(old: MappingFile | undefined, now: MappingFile | undefined) {
    const mine = ++round;
    summary.className = 'summary';
    if (!old || !now) {
      summary.textContent = 'Choose another mapping to see how the open mapping differs from it.';
      list.fill([], () => rows);
      return;
    }
    try {
      const [answer] = await ask(['diff', { old, new: now }]);
      if (mine !== round) return;
      const { changes } = answer;
      summary.textContent = changes.length ? `${changes.length} ${changes.length === 1 ? 'difference' : 'differences'}: ${answer.old} before, ${answer.new} after` : `${answer.old} and ${answer.new} have the same meaning.`;
      list.fill(changes, (change) => changeItem(change, open));
    } catch (problem) {
      if (mine === round) fail(why(problem));
    }
  }

  follow(connectors, (all) => {
    choice.replaceChildren(element('option', { value: '' }, 'Connectors…'), own, ...all.map((item) => element('option', { value: item.name }, item.name)));
  });
  follow(original, (found) => {
    own.hidden = !found;
    if (found && other.peek() === undefined) { other.value = ORIGINAL; choice.value = ORIGINAL; }
    if (!found && other.peek() === ORIGINAL) { other.value = undefined; choice.value = ''; }
  });
  const pair = computed(() => (state.value.mode === 'mapping' ? [other.value === ORIGINAL ? original.value : other.value, chosen.value] as const : undefined));
  follow(pair, (both) => { if (both) void run(...both); });
  return root;
}

/** One difference in words and, for an expression, word by word. */
export function changeItem(item: Change, open?: (change: Change) => void): HTMLElement {
  const { old, new: now } = item;
  const side = (sign: string, name: string, text: string | null) => text !== null && element('p', { class: name }, element('span', { 'aria-label': name }, sign), element('code', {}, text));
  const isExpression = item.topic === 'expression' || item.topic === 'attribute mapping';
  const kind = item.topic !== 'attribute mapping' ? item.topic : old === null ? 'added' : 'removed';
  return element('li', { class: old === null ? 'added' : now === null ? 'removed' : 'changed' },
    element('header', {}, element('strong', {}, breakable(item.target || item.object || 'the file')), element('span', { class: 'badge' }, kind),
      open && isExpression && now !== null && element('button', { class: 'quiet', click: () => open(item) }, 'Open')),
    ...(old && now ? [element('p', { class: 'word-diff' }, ...wordDiff(old, now))] : [side('−', 'before', old), side('+', 'after', now)]),
    ...item.details.slice(0, 8).map((detail) => element('p', { class: 'detail' }, inline(detail))));
}
