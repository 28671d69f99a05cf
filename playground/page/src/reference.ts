// The side panel: the gallery of examples, and every function and every diagnostic from the engine itself, searchable. A
// click runs an example.

import type { DiagnosticPage, FunctionPage, Row } from './api';
import { element, type Child } from './dom';
import { ask } from './engine';
import { gallery, type Example } from './gallery';
import { inline, prose } from './markdown';
import { go, view } from './navigation';
import type { State } from './state';
import { follow } from './store';
import { tabs } from './tabs';

export interface Run { expression: string; record: string; dialect: State['dialect'] }

const SECTIONS = ['Examples', 'Functions', 'Diagnostics'];
type Page = { name: string; title: string; kind: 'fn' | 'code' } & Pick<FunctionPage | DiagnosticPage, 'summary' | 'page' | 'rows'>;
interface Entry { name: string; text: string; draw(isOnly: boolean): HTMLElement }

export function reference(run: (what: Run) => void): HTMLElement {
  const search = element('input', { type: 'search', placeholder: 'Search examples, functions, diagnostics', 'aria-label': 'Search examples, functions and diagnostics', input: () => void list() });
  const found = element('div', { class: 'found' });
  const count = element('p', { class: 'count', role: 'status' });
  const sections = tabs('Sections of the reference', SECTIONS, () => void list());
  const box = element('div', {}, count, found);
  const root = element('aside', { class: 'reference', 'aria-label': 'Reference', hidden: true, keydown: (event) => { if (event.key === 'Escape') go({ reference: null }); } },
    element('header', {}, element('h2', {}, 'Reference'), element('button', { 'aria-label': 'Close the reference', click: () => go({ reference: null }) }, '✕')),
    search, sections.root);
  let pages: { functions: Page[]; diagnostics: Page[] } | undefined;
  let before: Element | null = null;
  let exact = '';

  async function load() {
    if (pages) return pages;
    const [functions, diagnostics] = await ask(['reference', {}], ['registry', {}]);
    pages = {
      functions: functions.map((item) => ({ ...item, title: item.signature, kind: 'fn' })),
      diagnostics: diagnostics.map((item) => ({ ...item, name: item.code, title: item.code, kind: 'code' })),
    };
    return pages;
  }

  async function entries(section: string): Promise<Entry[]> {
    if (section === 'Examples') return gallery.map((item) => ({ name: item.name, text: `${item.name} ${item.task} ${item.words} ${item.expression}`.toLowerCase(), draw: () => task(item) }));
    const all = await load().catch(() => ({ functions: [], diagnostics: [] }));
    const chosen: Page[] = section === 'Functions' ? all.functions : all.diagnostics;
    return chosen.map((item) => ({ name: item.name, text: `${item.name} ${item.summary}`.toLowerCase(), draw: (isOnly) => entry(item, isOnly) }));
  }

  async function list() {
    sections.fill(Object.fromEntries(SECTIONS.map((name) => [name, () => box])));
    const section = sections.chosen();
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (search.value !== exact) exact = '';
    const all = await entries(section);
    const [first] = words;
    const byName = ({ name }: Entry) => (first && name.toLowerCase() === first ? 0 : first && name.toLowerCase().startsWith(first) ? 1 : 2);
    const matching = all.filter((item) => (exact ? item.name === exact : words.every((word) => item.text.includes(word)))).sort((a, b) => byName(a) - byName(b));
    if (section !== sections.chosen()) return;
    count.textContent = `${matching.length} of ${all.length}`;
    found.replaceChildren(...matching.map((item) => item.draw(matching.length === 1)));
  }

  function task(item: Example): HTMLElement {
    return element('button', { class: 'example', title: 'Try it', click: () => start({ expression: item.expression, record: JSON.stringify(item.record, null, 2), dialect: '' }) },
      element('strong', {}, item.task), element('code', {}, item.expression));
  }

  function entry(item: Page, open: boolean): HTMLElement {
    const details = element('details', {}, element('summary', {}, element('code', {}, item.title), element('span', {}, inline(item.summary))));
    const fill = () => {
      if (details.childElementCount > 1) return;
      const link = element('a', { class: 'code', href: `#${item.kind}=${item.name}` }, 'Link to this page');
      const folder = item.kind === 'fn' ? 'functions' : 'diagnostics';
      const site = element('a', { href: `${__SITE__}/${folder}/${item.name.toLowerCase()}.html` }, 'On the site');
      // The first paragraph is the summary; the rows of the table are the examples.
      details.append(prose(item.page.replace(/^[\s\S]*?(\n\s*\n|$)/, ''), false), ...item.rows.map(example), link, ' · ', site);
    };
    details.addEventListener('toggle', () => details.open && fill());
    if (open) { fill(); details.open = true; }
    return details;
  }

  function example(row: Row): HTMLElement {
    const [how, what]: [string, Child] = row.gives ? ['returns ', row.gives] : ['raises ', row.raises === '–' ? 'no diagnostic' : row.raises ?? '–'];
    const dialect = row.dialect === 'cloud-sync' || row.dialect === 'connect' ? row.dialect : 'entra';
    return element('button', { class: 'example', title: 'Try it', click: () => start({ expression: row.expression, record: row.record ?? '{}', dialect }) },
      element('code', {}, row.expression), row.record && element('small', {}, row.record),
      element('span', {}, how, element('code', {}, what)));
  }

  function start(what: Run) {
    run(what);
    if (matchMedia('(max-width: 60rem)').matches) go({ reference: null });
  }

  let shown = '';
  follow(view, ({ reference: open }) => {
    const key = JSON.stringify(open);
    if (key === shown) return;
    shown = key;
    if (!open) {
      root.hidden = true;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      return;
    }
    if (root.hidden) before = document.activeElement;
    root.hidden = false;
    exact = open.name;
    search.value = exact;
    sections.choose(open.section || sections.chosen());
    search.focus();
  });
  return root;
}
