// The side panel: the gallery of examples, and every function and every diagnostic from the engine itself, searchable. A
// click runs an example.

import { element, inline, prose } from './dom';
import { ask } from './engine';
import { gallery, type Example } from './gallery';
import { tabs } from './tabs';

export interface Run { expression: string; record: string; dialect: string }
export interface Reference { root: HTMLElement; open(section?: string, name?: string): void; close(): void }

const SECTIONS = ['Examples', 'Functions', 'Diagnostics'];

export function reference(run: (what: Run) => void): Reference {
  const search = element('input', { type: 'search', placeholder: 'Search examples, functions, diagnostics', 'aria-label': 'Search examples, functions and diagnostics', input: () => list() });
  const found = element('div', { class: 'found' });
  const count = element('p', { class: 'count', role: 'status' });
  const sections = tabs('Sections of the reference', SECTIONS, () => list());
  const box = element('div', {}, count, found);
  const location = () => sections.fill(Object.fromEntries(SECTIONS.map((name) => [name, () => box])));
  const root = element('aside', { class: 'reference', 'aria-label': 'Reference', hidden: true, keydown: (event: KeyboardEvent) => event.key === 'Escape' && close() },
    element('header', {}, element('h2', {}, 'Reference'), element('button', { 'aria-label': 'Close the reference', click: () => close() }, '✕')),
    search, sections.root);
  let pages: any[] | undefined;
  let before: Element | null = null;
  let exact = '';

  async function load(): Promise<any[]> {
    if (pages) return pages;
    const [functions, diagnostics] = await ask(['reference', {}], ['registry', {}]);
    pages = [...functions.map((item: any) => ({ ...item, title: item.signature, section: 'Functions' })),
      ...diagnostics.map((item: any) => ({ ...item, name: item.code, title: item.code, section: 'Diagnostics' }))];
    return pages;
  }

  async function list() {
    location();
    const section = sections.chosen();
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (search.value !== exact) exact = '';
    const all = section === 'Examples' ? gallery : (await load().catch(() => [])).filter((item) => item.section === section);
    const text = (item: any) => `${item.name} ${item.task ?? item.summary} ${item.words ?? ''} ${item.expression ?? ''}`.toLowerCase();
    const byName = (item: any) => (words.length && item.name.toLowerCase() === words[0] ? 0 : words.length && item.name.toLowerCase().startsWith(words[0]) ? 1 : 2);
    const matching = (all as any[]).filter((item) => (exact ? item.name === exact : words.every((word) => text(item).includes(word))));
    matching.sort((a, b) => byName(a) - byName(b));
    if (section !== sections.chosen()) return;
    count.textContent = `${matching.length} of ${all.length}`;
    found.replaceChildren(...(section === 'Examples' ? matching.map(task) : matching.map((item) => entry(item, matching.length === 1))));
  }

  function task(item: Example): HTMLElement {
    return element('button', { class: 'example', title: 'Try it', click: () => go({ expression: item.expression, record: JSON.stringify(item.record, null, 2), dialect: 'entra' }) },
      element('strong', {}, item.task), element('code', {}, item.expression));
  }

  function entry(item: any, open: boolean): HTMLElement {
    const details = element('details', {}, element('summary', {}, element('code', {}, item.title), element('span', {}, inline(item.summary))));
    const fill = () => {
      if (details.childElementCount > 1) return;
      const link = element('a', { class: 'code', href: `#${item.section === 'Functions' ? 'fn' : 'code'}=${item.name}` }, 'Link to this page');
      const folder = item.section === 'Functions' ? 'functions' : 'diagnostics';
      const site = element('a', { href: `${__SITE__}/${folder}/${item.name.toLowerCase()}.html` }, 'On the site');
      // The first paragraph is the summary.
      details.append(prose(item.page.replace(/^[\s\S]*?(\n\s*\n|$)/, '')), ...item.rows.map((row: any) => example(row)), link, ' · ', site);
    };
    details.addEventListener('toggle', () => details.open && fill());
    if (open) { fill(); details.open = true; }
    return details;
  }

  function example(row: any): HTMLElement {
    const comes = row.gives ? ['returns ', row.gives] : ['raises ', row.raises === '–' ? 'no diagnostic' : row.raises ?? '–'];
    return element('button', { class: 'example', title: 'Try it', click: () => go({ expression: row.expression, record: row.record ?? '{}', dialect: row.dialect || 'entra' }) },
      element('code', {}, row.expression), row.record && element('small', {}, row.record),
      element('span', {}, comes[0]!, element('code', {}, comes[1])));
  }

  function go(what: Run) {
    run(what);
    if (matchMedia('(max-width: 60rem)').matches) close();
  }

  function open(section?: string, name?: string) {
    if (root.hidden) before = document.activeElement;
    root.hidden = false;
    exact = name ?? '';
    search.value = exact;
    sections.choose(section ?? sections.chosen());
    search.focus();
  }

  function close() {
    root.hidden = true;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  }

  return { root, open, close };
}
