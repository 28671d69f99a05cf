// The side panel: every function and every finding, from the engine itself, searchable; examples run on a click.

import { element, inline, prose } from './dom';
import { ask } from './engine';

export interface Reference { root: HTMLElement; open(name?: string): void; close(): void }

export function reference(run: (expression: string, record: string) => void): Reference {
  const search = element('input', { type: 'search', placeholder: 'Search functions and findings', 'aria-label': 'Search functions and findings', input: () => list() });
  const found = element('div', { class: 'found' });
  const root = element('aside', { class: 'reference', 'aria-label': 'Reference', hidden: true, keydown: (event: KeyboardEvent) => event.key === 'Escape' && close() },
    element('header', {}, element('h2', {}, 'Reference'), element('button', { 'aria-label': 'Close the reference', click: () => close() }, '✕')),
    search, found);
  let pages: any[] | undefined;
  let before: Element | null = null;

  async function load(): Promise<any[]> {
    if (pages) return pages;
    const [functions, findings] = await ask(['reference', {}], ['catalogue', {}]);
    pages = [...functions.map((item: any) => ({ ...item, title: item.signature, kind: 'function' })),
      ...findings.map((item: any) => ({ ...item, name: item.code, title: item.code, kind: item.severity }))];
    return pages;
  }

  async function list() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = await load().catch(() => []);
    const matching = all.filter((item) => words.every((word) => `${item.name} ${item.summary}`.toLowerCase().includes(word)));
    const byName = (item: any) => (words.length && item.name.toLowerCase().startsWith(words[0]) ? 0 : 1);
    matching.sort((a, b) => byName(a) - byName(b));
    found.replaceChildren(
      element('p', { class: 'count', role: 'status' }, `${matching.length} of ${all.length}`),
      ...matching.map((item) => entry(item, matching.length === 1)));
  }

  function entry(item: any, open: boolean): HTMLElement {
    const details = element('details', {}, element('summary', {}, element('code', {}, item.title), element('span', {}, inline(item.summary))));
    const fill = () => {
      if (details.childElementCount > 1) return;
      // The first paragraph is the summary.
      details.append(prose(item.page.replace(/^[\s\S]*?(\n\s*\n|$)/, '')), ...item.rows.map((row: any) => example(row)));
    };
    details.addEventListener('toggle', () => details.open && fill());
    if (open) { fill(); details.open = true; }
    return details;
  }

  function example(row: any): HTMLElement {
    const comes = row.gives ? ['gives ', row.gives] : ['raises ', row.raises === '–' ? 'nothing' : row.raises ?? '–'];
    return element('button', { class: 'example', title: 'Try it', click: () => { run(row.expression, row.record ?? '{}'); if (matchMedia('(max-width: 60rem)').matches) close(); } },
      element('code', {}, row.expression), row.record && element('small', {}, row.record),
      element('span', {}, comes[0]!, element('code', {}, comes[1])));
  }

  function open(name?: string) {
    if (root.hidden) before = document.activeElement;
    root.hidden = false;
    search.value = name ?? '';
    list();
    search.focus();
  }

  function close() {
    root.hidden = true;
    if (before instanceof HTMLElement) before.focus();
  }

  return { root, open, close };
}
