// The attribute mappings of the open object mapping: search and filters, diagnostics with their fixes, results for the sample user.

import { computed, signal } from '@preact/signals-core';
import type { AttributeMapping, FileDiagnostic, Made } from './api';
import { breakable, element } from './dom';
import { longList } from './list';
import { inline } from './markdown';
import { before, chosen, edit, isChanged, trouble } from './mapping-file';
import { made, says } from './mapping-run';
import { go, view } from './navigation';
import { rowEditor, sourceOf, type RowEditor } from './row-editor';
import { follow, inspection, shownObject } from './store';

const FILTERS = ['All', 'Has value', 'Fails', 'Diagnostics', 'Changed'] as const;
type Filter = typeof FILTERS[number];

/** The attribute mapping, or the line of the payload, that is pointed at. */
export const pointed = signal<{ attribute?: number; line?: string }>({});

/** The diagnostics of the file with their numbers, by the attribute mapping that they are about. */
const numbered = computed(() => (inspection.value?.diagnostics ?? []).map((diagnostic, number) => ({ diagnostic, number })));
const byPointer = computed(() => {
  const groups = new Map<string, { diagnostic: FileDiagnostic; number: number }[]>();
  for (const one of numbered.value) {
    const pointer = one.diagnostic.pointer ?? '';
    groups.set(pointer, [...(groups.get(pointer) ?? []), one]);
  }
  return groups;
});

/** Whether an attribute mapping is another than in the file as it was opened. */
function differs(item: AttributeMapping, index: number, object: number): boolean {
  const old = before.peek()?.objects[object]?.attributes[index];
  return isChanged.peek() && before.peek() !== undefined && (old?.target !== item.target || sourceOf(old) !== sourceOf(item));
}

export function mappingList(openInExpression: (item: AttributeMapping) => void): HTMLElement {
  const filter = signal<Filter>('All');
  const words = signal('');
  const search = element('input', { type: 'search', placeholder: 'Search targets and expressions', 'aria-label': 'Search attribute mappings', input: () => { words.value = search.value; } });
  const chips = element('div', { class: 'chips', role: 'group', 'aria-label': 'Show' }, ...FILTERS.map((name) => element('button', { 'aria-pressed': String(name === 'All'), click: () => { filter.value = name; } }, name)));
  const summary = element('p', { class: 'summary', role: 'status' });
  const fixAll = element('button', { class: 'fix', hidden: true, click: () => void edit({ safe: true }) });
  const diagnostics = element('ul', { class: 'problems', 'aria-label': 'Diagnostics about the file' });
  const rows = element('ul', { class: 'mappings', 'aria-label': 'Attribute mappings' });
  const root = element('div', {}, element('div', { class: 'filters' }, search, chips), element('div', { class: 'summary-line' }, summary, fixAll), diagnostics, rows);
  const list = longList(rows);
  let open: { index: number; editor: RowEditor } | undefined;
  let matching: { item: AttributeMapping; index: number }[] = [];

  const passes = (item: AttributeMapping, index: number, object: number): boolean => {
    const result = made.peek()[index];
    return {
      All: true, 'Has value': Boolean(result && !result.error && !result.absent && !result.skipped), Fails: Boolean(result?.error),
      Diagnostics: byPointer.peek().has(item.pointer), Changed: differs(item, index, object),
    }[filter.peek()];
  };

  function fill() {
    const shown = shownObject.peek();
    const file = inspection.peek();
    for (const chip of chips.children) chip.setAttribute('aria-pressed', String(chip.textContent === filter.peek()));
    if (!file || trouble.peek()) {
      summary.className = trouble.peek() ? 'summary error' : 'summary';
      summary.textContent = trouble.peek();
      list.fill([], () => rows);
      diagnostics.replaceChildren();
      fixAll.hidden = true;
      return;
    }
    const count = (severity: string) => file.diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    const counts = [['error', 'errors'], ['warning', 'warnings'], ['info', 'info']].map(([severity, plural]) => [count(severity!), plural!] as const);
    const said = counts.filter(([number]) => number).map(([number, plural]) => `${number} ${number === 1 ? plural.replace(/s$/, '') : plural}`);
    const attributes = shown?.object.attributes ?? [];
    const wanted = words.peek().toLowerCase().split(/\s+/).filter(Boolean);
    const text = (item: AttributeMapping) => `${item.target} ${sourceOf(item)}`.toLowerCase();
    matching = attributes.map((item, index) => ({ item, index }))
      .filter(({ item, index }) => wanted.every((word) => text(item).includes(word)) && passes(item, index, shown?.index ?? 0));
    const mapping = chosen.peek();
    summary.className = 'summary';
    summary.textContent = `${matching.length < attributes.length ? `${matching.length} of ` : ''}${attributes.length} attribute mappings · ${said.length ? said.join(', ') : 'no diagnostics'}${mapping && 'name' in mapping ? ` · ${mapping.name}${isChanged.peek() ? ', changed' : ''}` : ''}`;
    const fixes = file.diagnostics.filter(({ fix }) => fix?.safe).length;
    fixAll.hidden = fixes === 0;
    fixAll.textContent = `Apply all safe fixes (${fixes})`;
    const pointers = new Set(attributes.map((item) => item.pointer));
    diagnostics.replaceChildren(...numbered.peek().filter(({ diagnostic }) => !pointers.has(diagnostic.pointer ?? '')).slice(0, 50).map(({ diagnostic, number }) => describe(diagnostic, number)));
    list.fill(matching, ({ item, index }) => row(item, index, shown?.index ?? 0));
  }

  function describe(diagnostic: FileDiagnostic, number: number): HTMLElement {
    const { fix } = diagnostic;
    return element('li', { class: diagnostic.severity },
      element('div', { class: 'row' }, element('span', {}, element('span', { class: 'word' }, diagnostic.severity), ' ', inline(diagnostic.message)),
        fix && element('button', { class: 'fix', title: fix.safe ? undefined : 'Review the result: it may change values', click: () => void edit({ fixes: [number] }) }, inline(fix.title)),
        element('small', {}, `line ${diagnostic.location.line} `), element('a', { class: 'code', href: `#code=${diagnostic.code}` }, diagnostic.code)),
      diagnostic.help && element('p', {}, inline(diagnostic.help)));
  }

  function row(item: AttributeMapping, index: number, object: number): HTMLElement {
    const own = byPointer.peek().get(item.pointer) ?? [];
    const worst = ['error', 'warning', 'info'].find((severity) => own.some(({ diagnostic }) => diagnostic.severity === severity));
    const point = () => { pointed.value = { attribute: index }; };
    const leave = () => { pointed.value = {}; };
    const given = element('span', { class: 'given' });
    give(given, made.peek()[index]);
    const isOpen = view.peek().row === index;
    const source = sourceOf(item);
    const line = element('li', { 'data-index': index, class: worst },
      element('button', {
        class: 'open', 'aria-expanded': String(isOpen), title: 'Edit', mouseenter: point, mouseleave: leave, focus: point, blur: leave,
        click: () => go({ row: view.peek().row === index ? null : index }),
      },
        element('span', { class: 'target' }, breakable(item.target), (item.matching ?? 0) > 0 && element('span', { class: 'badge' }, 'matching'), differs(item, index, object) && element('span', { class: 'badge changed' }, 'changed')),
        element('code', {}, source || (item.default !== null ? `default ${JSON.stringify(item.default)}` : 'no source')),
        given),
      own.length > 0 && element('ul', { class: 'problems' }, ...own.map(({ diagnostic, number }) => describe(diagnostic, number))));
    if (isOpen) line.append(editorOf(item, index));
    return line;
  }

  /** The editor of the open row; the same one while its row stays open, so that nothing that was typed is lost. */
  function editorOf(item: AttributeMapping, index: number): HTMLElement {
    if (open?.index !== index) open = { index, editor: rowEditor(item, index, () => openInExpression(item), () => go({ row: null })) };
    else open.editor.follow(item);
    return open.editor.root;
  }

  function showOpen(index: number | null) {
    if (index === null || open?.index !== index) open = undefined;
    for (const old of rows.querySelectorAll('.row-editor')) old.remove();
    for (const button of rows.querySelectorAll('.open[aria-expanded=true]')) button.setAttribute('aria-expanded', 'false');
    const found = index === null ? undefined : matching.findIndex((one) => one.index === index);
    if (index === null || found === undefined || found < 0) return;
    list.reach(found);
    const line = rows.querySelector<HTMLElement>(`li[data-index="${index}"]`);
    if (!line || line.querySelector('.row-editor')) return;
    line.querySelector('.open')!.setAttribute('aria-expanded', 'true');
    line.append(editorOf(matching[found]!.item, index));
    line.scrollIntoView({ block: 'nearest' });
    open?.editor.focus();
  }

  follow(computed(() => [inspection.value, shownObject.value, words.value, filter.value, before.value, trouble.value]), fill);
  follow(made, (all) => {
    if (filter.peek() === 'Has value' || filter.peek() === 'Fails') return fill();
    for (const line of rows.querySelectorAll<HTMLElement>('li[data-index]')) give(line.querySelector('.given')!, all[Number(line.dataset.index)]);
  });
  follow(computed(() => view.value.row), showOpen);
  follow(pointed, ({ line }) => {
    for (const old of rows.querySelectorAll('.lit')) old.classList.remove('lit');
    if (line === undefined) return;
    const makers = says.peek().flatMap((set, index) => (set.has(line) ? [index] : []));
    const [first] = matching.flatMap(({ index }, position) => (makers.includes(index) ? [position] : []));
    if (first !== undefined) list.reach(first);
    const lit = makers.map((index) => rows.querySelector<HTMLElement>(`li[data-index="${index}"]`)).filter((found) => found !== null);
    for (const found of lit) found.classList.add('lit');
    lit[0]?.scrollIntoView({ block: 'nearest' });
  });
  return root;
}

/** Shows the result of an attribute mapping next to it. */
function give(place: Element, of: Made | undefined) {
  place.className = `given ${of?.error ? 'fault' : of?.skipped || of?.absent ? 'none' : ''}`;
  place.replaceChildren(!of ? '' : of.error ? inline(of.error.message) : of.skipped ? 'skipped' : of.absent ? 'no value' : JSON.stringify(of.value));
}
