// The differences between the open mapping and another one: in meaning, not in text.

import { breakable, element, inline } from './dom';
import { ask } from './engine';
import { opener, textOf } from './files';
import { longList } from './list';

export interface Compare { root: HTMLElement; connectors(all: any[]): void; refresh(): void }

export function compare(chosen: () => any, open: (change: any) => void): Compare {
  const connector = element('select', { 'aria-label': 'Compare with a connector', change: () => { other = connector.value ? { connector: connector.value } : undefined; void run(); } });
  const summary = element('p', { class: 'summary', role: 'status' });
  const rows = element('ul', { class: 'changes', 'aria-label': 'Differences' });
  const root = element('div', { class: 'compare' },
    element('div', { class: 'filters' }, element('label', {}, 'Compare with ', connector),
      opener('Another file…', 'A mapping file to compare with', '.json,.toml', undefined, (file) => void read(file))),
    summary, rows);
  const list = longList(rows);
  let other: any;
  let round = 0;

  async function read(file: File) {
    connector.value = '';
    try {
      other = { name: file.name, text: await textOf(file, 'a mapping file is JSON or TOML') };
      await run();
    } catch (problem) {
      fail((problem as Error).message);
    }
  }

  function fail(why: string) {
    summary.className = 'summary error';
    summary.textContent = why;
    list.fill([], () => rows);
  }

  async function run() {
    const mine = ++round;
    if (!other) {
      summary.className = 'summary';
      summary.textContent = 'Choose another mapping to see how the open mapping differs from it.';
      list.fill([], () => rows);
      return;
    }
    try {
      const [answer] = await ask(['diff', { old: other, new: chosen() }]);
      if (mine !== round) return;
      if (answer.request_error) return fail(answer.request_error);
      const { changes } = answer;
      summary.className = 'summary';
      summary.textContent = changes.length ? `${changes.length} ${changes.length === 1 ? 'difference' : 'differences'}: ${answer.old} before, ${answer.new} after` : `${answer.old} and ${answer.new} have the same meaning.`;
      list.fill(changes, change);
    } catch (problem) {
      if (mine === round) fail((problem as Error).message);
    }
  }

  function change(item: any): HTMLElement {
    const side = (sign: string, name: string, text: string | null) => text !== null && element('p', { class: name }, element('span', { 'aria-label': name }, sign), element('code', {}, text));
    const isExpression = item.topic === 'expression' || item.topic === 'attribute mapping';
    const kind = item.topic !== 'attribute mapping' ? item.topic : item.old === null ? 'added' : 'removed';
    return element('li', { class: item.old === null ? 'added' : item.new === null ? 'removed' : 'changed' },
      element('header', {}, element('strong', {}, breakable(item.target || item.object || 'the file')), element('span', { class: 'badge' }, kind),
        isExpression && item.new && element('button', { class: 'quiet', click: () => open(item) }, 'Open')),
      side('−', 'before', item.old), side('+', 'after', item.new),
      ...item.details.slice(0, 8).map((detail: string) => element('p', { class: 'detail' }, inline(detail))));
  }

  void run();
  return {
    root,
    connectors: (all) => connector.replaceChildren(element('option', { value: '' }, 'Connectors…'), ...all.map((item) => element('option', { value: item.name }, item.name))),
    refresh: () => void run(),
  };
}
