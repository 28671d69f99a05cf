// The mapping mode: a mapping file with its diagnostics, and one record mapped by all of it. An attribute mapping and
// its lines of the payload are highlighted together. A second mapping can be compared with it.

import type { EditorView } from '@codemirror/view';
import { compare } from './compare';
import { breakable, element, inline } from './dom';
import { recordEditor, replace } from './editor';
import { ask } from './engine';
import { opener, textOf } from './files';
import { longList } from './list';
import { lines, sayings } from './payload';
import { tabs } from './tabs';

/** What opens in the expression mode: the expression, the record, and the attributes of its source object. */
export interface Opened { expression: string; record: string; name: string; known: object[] }

export interface MappingMode { root: HTMLElement; start(): void; refresh(): void; kept(): { user: string; connector: string }; show(kept: { user: string; connector: string }): void }

export function mappingMode(begin: { user: string; connector: string }, world: () => any, openExpression: (opened: Opened) => void, keep: () => void): MappingMode {
  const connector = element('select', { 'aria-label': 'Connector', change: () => connector.value && take({ connector: connector.value }) });
  const object = element('select', { 'aria-label': 'Object mapping', change: () => { shown = Number(object.value); list(); asSent(); run(); } });
  const form = element('select', { 'aria-label': 'Wire format of the payload', change: () => run() },
    element('option', { value: 'entra' }, 'entra: as Entra ID sends it'), element('option', { value: 'rfc7644' }, 'rfc7644: plain SCIM'));
  const search = element('input', { type: 'search', placeholder: 'Search targets and expressions', 'aria-label': 'Search attribute mappings', input: () => list() });
  const summary = element('p', { class: 'summary', role: 'status' });
  const verdict = element('div', { class: 'verdict', role: 'status' });
  const rows = element('ul', { class: 'mappings', 'aria-label': 'Attribute mappings' });
  const diagnostics = element('ul', { class: 'problems', 'aria-label': 'Diagnostics about the file' });
  const payload = element('ol', { class: 'payload', 'aria-label': 'SCIM payload' });
  const recordBox = element('div', { class: 'box editor' });
  const root = element('section', { class: 'mode mapping', 'aria-label': 'Mapping', hidden: true });
  const differences = compare(() => chosen, (change) => {
    const of = file?.objects.find((item: any) => item.name === change.object) ?? file?.objects[shown];
    const row = of?.attributes.find((item: any) => item.target === change.target);
    if (row) open(row, of);
  });
  const views = tabs('Views of the mapping', ['Attribute mappings', 'Compare']);
  const body = element('div', {}, element('div', { class: 'filters' }, object, search), summary, diagnostics, rows);
  const more = longList(rows);
  views.fill({ 'Attribute mappings': () => body, Compare: () => differences.root });
  root.append(
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Mapping'), connector,
        opener('Open a file…', 'A mapping file', '.json,.toml', root, (dropped) => void read(dropped))),
      views.root),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Source user (JSON)')), recordBox),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'SCIM payload'), form), verdict, payload));

  let record: EditorView | undefined;
  let user = begin.user;
  let chosen: { connector?: string } = { connector: begin.connector };
  let file: any;
  let shown = 0;
  let made: any[] = [];
  let says: Set<string>[] = [];
  let round = 0;

  async function start() {
    if (record) return;
    record = recordEditor(recordBox, 'Source user (JSON)', user, () => { keep(); void run(); });
    const [all] = await ask(['connectors', {}]).catch((problem) => { fail(String(problem.message)); return [[]]; });
    connector.replaceChildren(element('option', { value: '' }, 'Connectors…'),
      ...all.map((item: any) => element('option', { value: item.name, title: item.summary }, item.name)));
    differences.connectors(all);
    const first = all.find((item: any) => item.name === chosen.connector) ?? all[0];
    if (first && !file) { connector.value = first.name; await take({ connector: first.name }); }
  }

  async function read(from: File) {
    connector.value = '';
    try {
      await take({ name: from.name, text: await textOf(from, 'a mapping file is JSON or TOML') });
    } catch (problem) {
      fail((problem as Error).message);
    }
  }

  function fail(why: string) {
    file = undefined;
    made = [];
    summary.textContent = why;
    summary.className = 'summary error';
    more.fill([], () => rows);
    for (const list of [diagnostics, payload, object]) list.replaceChildren();
    verdictIs('failed', 'No mapping', why);
  }

  async function take(request: object) {
    chosen = request;
    keep();
    const [answer] = await ask(['inspect', request]).catch((problem) => [{ error: problem.message }]);
    if (answer.request_error) return fail(answer.request_error);
    file = answer;
    file.own = new Map<string, any[]>();
    for (const diagnostic of answer.diagnostics) if (diagnostic.pointer) file.own.set(diagnostic.pointer, [...(file.own.get(diagnostic.pointer) ?? []), diagnostic]);
    shown = answer.runs ?? 0;
    object.replaceChildren(...answer.objects.map((item: any, index: number) =>
      element('option', { value: index, selected: index === shown }, `${item.name} (${item.attributes.length})${item.enabled ? '' : ', disabled'}`)));
    search.value = '';
    list();
    asSent();
    differences.refresh();
    await run();
  }

  /** Chooses the form in which the service would send the object. */
  function asSent() {
    form.value = file?.objects[shown]?.flavor ?? 'rfc7644';
  }

  function list() {
    if (!file) return;
    const count = (severity: string) => file.diagnostics.filter((diagnostic: any) => diagnostic.severity === severity).length;
    const counts = [['error', 'errors'], ['warning', 'warnings'], ['info', 'info']].map(([severity, plural]) => [count(severity!), plural!] as const);
    const said = counts.filter(([number]) => number).map(([number, plural]) => `${number} ${number === 1 ? plural.replace(/s$/, '') : plural}`);
    const attributes: any[] = file.objects[shown]?.attributes ?? [];
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (item: any) => `${item.target} ${item.expression ?? item.named ?? ''}`.toLowerCase();
    const matching = attributes.map((item, index) => ({ item, index })).filter(({ item }) => words.every((word) => text(item).includes(word)));
    summary.className = 'summary';
    summary.textContent = `${words.length ? `${matching.length} of ` : ''}${attributes.length} attribute mappings · ${said.length ? said.join(', ') : 'no diagnostics'}${chosen.connector ? '' : ` · ${file.name}`}`;
    const pointers = new Set(attributes.map((item) => item.pointer));
    diagnostics.replaceChildren(...file.diagnostics.filter((diagnostic: any) => !pointers.has(diagnostic.pointer)).slice(0, 50).map(describe));
    more.fill(matching, ({ item, index }) => row(item, index));
    light(undefined);
  }

  function describe(diagnostic: any): HTMLElement {
    return element('li', { class: diagnostic.severity }, element('div', {}, element('span', { class: 'word' }, diagnostic.severity), ' ', inline(diagnostic.message)),
      diagnostic.help && element('p', {}, inline(diagnostic.help)),
      element('small', {}, `line ${diagnostic.location.line} `), element('a', { class: 'code', href: `#code=${diagnostic.code}` }, diagnostic.code));
  }

  function sourceOf(item: any): string {
    return item.expression ?? (item.kind === 'attribute' ? `[${item.named}]` : item.named !== undefined && item.named !== null ? JSON.stringify(item.named) : '');
  }

  function open(item: any, of: any) {
    openExpression({ expression: sourceOf(item), record: record?.state.doc.toString() ?? user, name: of.name, known: of.known });
  }

  function row(item: any, index: number): HTMLElement {
    const own: any[] = (item.pointer && file.own.get(item.pointer)) || [];
    const worst = ['error', 'warning', 'info'].find((severity) => own.some((diagnostic) => diagnostic.severity === severity));
    const source = sourceOf(item);
    const events = { mouseenter: () => light(index), mouseleave: () => light(undefined), focus: () => light(index), blur: () => light(undefined) };
    const location = element('span', { class: 'given' });
    give(location, made[index]);
    return element('li', { 'data-index': index, class: worst },
      element('button', { class: 'open', ...events, title: 'Open in the expression mode', click: () => open(item, file.objects[shown]) },
        element('span', { class: 'target' }, breakable(item.target), item.matching > 0 && element('span', { class: 'badge' }, 'matching')),
        element('code', {}, source || (item.default !== null ? `default ${JSON.stringify(item.default)}` : 'no source')),
        location),
      own.length > 0 && element('ul', { class: 'problems' }, ...own.map(describe)));
  }

  async function run() {
    if (!file || !record) return;
    const mine = ++round;
    const of = file.objects[shown];
    try {
      const { now, seed, settings, taken } = world();
      const [answer] = await ask(['map', { ...chosen, object: of?.name, record: record.state.doc.toString(), flavor: form.value, now, seed, settings, taken }]);
      if (mine === round) tell(answer);
    } catch (problem) {
      if (mine === round) verdictIs('failed', 'No payload', (problem as Error).message);
    }
  }

  function verdictIs(kind: string, title: string, ...why: (string | Node)[]) {
    verdict.className = `verdict ${kind}`;
    verdict.replaceChildren(element('strong', {}, title), ...why.map((reason) => element('p', {}, typeof reason === 'string' ? inline(reason) : reason)));
    if (kind !== 'mapped') payload.replaceChildren();
  }

  function tell(answer: any) {
    made = answer.made ?? [];
    says = made.map((one) => new Set(one.alone ? sayings(one.alone) : []));
    if (answer.request_error) verdictIs('failed', 'No payload', answer.request_error);
    else if (answer.status === 'refused') verdictIs('failed', 'The mapping has errors', ...answer.diagnostics.slice(0, 5).map((diagnostic: any) => diagnostic.message));
    else if (answer.status === 'record') verdictIs('failed', 'The record cannot be read', answer.error.message);
    else if (answer.status === 'out-of-scope') verdictIs('out', 'Out of scope', 'Not provisioned; an existing account would be disabled or removed.', ...answer.clauses);
    else if (answer.status === 'failed') {
      verdictIs('failed', 'The record cannot be mapped', ...answer.errors.slice(0, 20).map((error: any) => {
        const target = file.objects[shown]?.attributes[error.attribute]?.target;
        return `${target ? `\`${target}\`: ` : ''}${error.message}`;
      }));
    } else {
      verdictIs('mapped', 'In scope', file.objects[shown]?.scoped ? 'The record matches the scoping filter and is mapped.' : 'The mapping has no scoping filter: every record is mapped.');
      payload.replaceChildren(...lines(JSON.parse(answer.payload), lightLine));
    }
    for (const line of rows.querySelectorAll<HTMLElement>('li[data-index]')) give(line.querySelector('.given')!, made[Number(line.dataset.index)]);
  }

  /** Shows the result of an attribute mapping next to it. */
  function give(location: Element, of: any) {
    location.className = `given ${of?.error ? 'error' : of?.skipped || of?.absent ? 'none' : ''}`;
    location.textContent = !of ? '' : of.error ? of.error.message : of.skipped ? 'skipped' : of.absent ? 'no value' : JSON.stringify(of.value);
  }

  function light(index: number | undefined) {
    for (const line of payload.children) line.classList.toggle('lit', index !== undefined && (says[index]?.has((line as HTMLElement).dataset.says!) ?? false));
    for (const line of rows.querySelectorAll('.lit')) line.classList.remove('lit');
  }

  function lightLine(saying?: string) {
    for (const line of payload.children) line.classList.toggle('lit', (line as HTMLElement).dataset.says === saying);
    for (const line of rows.querySelectorAll<HTMLElement>('li[data-index]')) {
      line.classList.toggle('lit', saying !== undefined && (says[Number(line.dataset.index)]?.has(saying) ?? false));
    }
  }

  function show(kept: { user: string; connector: string }) {
    user = kept.user;
    if (record) replace(record, user);
    if (!record) chosen = { connector: kept.connector };
    else if (kept.connector) { connector.value = kept.connector; void take({ connector: kept.connector }); }
  }

  return {
    root, start: () => void start(), refresh: () => void run(), show,
    kept: () => ({ user: record?.state.doc.toString() ?? user, connector: chosen.connector ?? '' }),
  };
}
