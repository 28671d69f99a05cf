// The table mode: one expression for many users, with result and expected value side by side, and test files.

import type { EditorView } from '@codemirror/view';
import { element, inline, say } from './dom';
import { expressionEditor, recordsEditor, replace, underline } from './editor';
import { ask } from './engine';
import { download, opener, textOf } from './files';
import { longList } from './list';
import { problem } from './problems';
import { expecting } from './rows';
import type { Kept } from './share';

/** The longest text that runs at every keystroke, and the longest text of records that a table accepts. */
const LIVE = 40_000;
const LARGEST = 2_000_000;

export const SAMPLE = `givenName,surname,country,expected
Ada,Whitfield,GB,ada.whitfield@contoso.com
José,García Löwe,ES,jose.garcialowe@contoso.com
Zoë,van Dam,NL,zoe.vandam@contoso.com
Plato,,GR,plato@contoso.com
`;

export interface TableMode {
  root: HTMLElement;
  show(expression: string, records?: string): void;
  kept(): { expression: string; records: string };
  refresh(): void;
}

export function tableMode(begin: { expression: string; records: string }, world: () => any, adopt: (world: Partial<Kept>) => void, keep: () => void): TableMode {
  const left = element('div', { class: 'box editor' });
  const right = element('div', { class: 'box editor' });
  const problems = element('ul', { class: 'problems', 'aria-label': 'Diagnostics' });
  const summary = element('p', { class: 'summary', role: 'status' });
  const body = element('tbody', {});
  const table = element('table', { class: 'rows', role: 'table', 'aria-label': 'Results' },
    element('thead', {}, element('tr', {}, ...['Line', 'Source user', 'Result', 'Expected', 'Pass or fail'].map((title) => element('th', { scope: 'col' }, title)))), body);
  const choice = element('select', { 'aria-label': 'Tables of the test file', hidden: true, change: () => take(Number(choice.value)) });
  const root = element('section', { class: 'mode table', 'aria-label': 'Table', hidden: true });
  const imports = opener('Import a test file…', 'A test file', '.toml', root, (file) => void open(file));
  root.append(
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Expression'), choice), left, problems),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Source users'), imports), right,
      element('p', { class: 'hint' }, inline('CSV with a header, or one JSON object per line. The column `expected` contains the expected value, or `(no value)`, `(empty)` for the empty string, `(skipped)` or `(error CODE)`.'))),
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Results'),
        element('button', { click: () => accept() }, 'Use results as expected'),
        element('button', { class: 'primary', click: () => void save() }, 'Export tests')),
      summary, table));
  const list = longList(body);
  table.after(root.querySelector('.more')!);

  let view: EditorView;
  let records: EditorView;
  let round = 0;
  let rows: any[] = [];
  let tables: any[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const kept = () => ({ expression: view.state.doc.toString(), records: records.state.doc.toString() });
  const request = () => ({ ...world(), ...kept() });

  function changed() {
    keep();
    clearTimeout(waiting);
    if (root.hidden) return;
    waiting = setTimeout(() => void run(), records.state.doc.length > LIVE ? 300 : 0);
  }

  async function run() {
    const mine = ++round;
    const asked = request();
    try {
      const [analysis, answer] = await ask(['analyse', { ...asked, records: undefined }], ['table', asked]);
      if (mine !== round) return;
      if (answer.request_error) return refuse(answer.request_error);
      underline(view, analysis.diagnostics);
      problems.replaceChildren(...analysis.diagnostics.slice(0, 20).map((diagnostic: any) => problem(view, diagnostic)));
      if (answer.status === 'refused') return refuse(asked.expression.trim() ? 'The expression has errors.' : 'Write an expression, or open an example.');
      rows = answer.rows;
      tell(analysis.attributes);
    } catch (problem) {
      if (mine === round) refuse((problem as Error).message);
    }
  }

  function refuse(why: string) {
    rows = [];
    summary.className = 'summary error';
    summary.textContent = why;
    list.fill([], () => body);
    table.hidden = true;
  }

  function tell(reads: string[]) {
    const count = (verdict: boolean | null) => rows.filter((row) => row.holds === verdict).length;
    const parts = [`${rows.length} ${rows.length === 1 ? 'record' : 'records'}`, `${count(true)} pass`, `${count(false)} fail`, count(null) && `${count(null)} without expected value`];
    summary.className = `summary ${count(false) ? 'error' : ''}`;
    summary.textContent = rows.length ? parts.filter((part) => part !== 0).join(' · ') : 'Paste users to see the result for each.';
    table.hidden = rows.length === 0;
    // Keep the focus where the user was writing an expected value.
    const at = body.contains(document.activeElement) ? document.activeElement!.getAttribute('aria-label') : null;
    list.fill(rows, (row, index) => line(row, index, reads));
    if (at) body.querySelector<HTMLElement>(`[aria-label="${at}"]`)?.focus();
  }

  function line(row: any, index: number, reads: string[]): HTMLElement {
    const words: Record<string, string> = { absent: 'no value', skip: 'skipped' };
    const given = row.status === 'value' ? (row.value === '' ? '(empty string)' : typeof row.value === 'string' ? row.value : JSON.stringify(row.value)) : words[row.status] ?? row.message;
    const wanted = row.wanted === null ? '' : typeof row.wanted === 'string' ? row.wanted : JSON.stringify(row.wanted);
    const shown = reads.filter((name) => row.record?.[name] !== undefined).map((name) => `${name}: ${said(row.record[name])}`).join(', ');
    const verdict = row.holds === null ? ['open', '–'] : row.holds ? ['pass', '✓ pass'] : ['fail', '✗ fail'];
    const field = element('input', { value: wanted, 'aria-label': `Expected on line ${row.line}`, spellcheck: 'false', disabled: !row.record, change: () => expect(new Map([[index, value(field.value)]])) });
    return element('tr', { class: verdict[0], role: 'row' },
      element('td', { role: 'cell' }, String(row.line)),
      element('td', { role: 'cell' }, row.identity && !shown.includes(row.identity) ? element('strong', {}, row.identity, ' ') : null, shown || '–'),
      element('td', { role: 'cell', class: `given ${row.status}` }, given),
      element('td', { role: 'cell' }, field),
      element('td', { role: 'cell', class: 'verdict-word' }, verdict[1]!));
  }

  /** Input that is a JSON array is an array; everything else is a string. */
  function value(text: string): unknown {
    if (!/^\s*\[/.test(text)) return text;
    try { return JSON.parse(text); } catch { return text; }
  }

  function expect(cells: Map<number, unknown>) {
    replace(records, expecting(records.state.doc.toString(), rows, cells));
  }

  function accept() {
    if (!rows.length) return say('There are no records yet.');
    expect(new Map(rows.flatMap((row, index) => (row.record ? [[index, row.cell]] : []))));
    say('The results are now the expected values. Review them before you keep them.');
  }

  async function save() {
    const [answer] = await ask(['write_tests', { ...request(), name: 'playground' }]).catch((problem) => [{ error: problem.message }]);
    if (answer.request_error) return say(answer.request_error);
    if (!answer.text) return say('No record has an expected value: “Use results as expected” fills them in.');
    download('playground.test.toml', answer.text);
    say('Run playground.test.toml with attrflow test.');
  }

  async function open(file: File) {
    try {
      const text = await textOf(file, 'a test file is TOML');
      const [answer] = await ask(['read_tests', { name: file.name, text }]);
      const wrong = answer.diagnostics.find((diagnostic: any) => diagnostic.severity === 'error');
      if (wrong && !answer.tables.length) throw new Error(`${file.name}, line ${wrong.location.line}: ${wrong.message}`);
      if (!answer.tables.length) throw new Error(`${file.name} has no table with its own expression: run it with attrflow test`);
      tables = answer.tables;
      choice.replaceChildren(...tables.map((item, index) => element('option', { value: index }, item.name)));
      choice.hidden = tables.length < 2;
      adopt({
        dialect: answer.dialect ?? 'entra', now: answer.now.replace('Z', ''), seed: answer.seed, taken: answer.taken.join(', '),
        settings: Object.entries(answer.settings).map(([name, one]) => `${name}=${one}`).join(', '),
      });
      take(0);
      if (answer.others) say(`${answer.others} ${answer.others === 1 ? 'test was not imported: it needs' : 'tests were not imported: they need'} a mapping.`);
    } catch (problem) {
      refuse((problem as Error).message);
    }
  }

  function take(index: number) {
    if (tables[index]) show(tables[index].expression, tables[index].records);
  }

  function show(expression: string, of?: string) {
    if (of !== undefined && of !== records.state.doc.toString()) replace(records, of);
    if (expression !== view.state.doc.toString()) replace(view, expression);
  }

  const sample = () => {
    const first = rows.find((row) => row.record);
    return { ...world(), record: first ? JSON.stringify(first.record) : '' };
  };
  view = expressionEditor(left, begin.expression, changed, sample);
  records = recordsEditor(right, begin.records, changed, LARGEST);
  return { root, show, kept, refresh: changed };
}

function said(json: unknown): string {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
