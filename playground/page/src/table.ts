// The table mode: one expression for many users, with result and expected value side by side, and test files.

import { computed, signal } from '@preact/signals-core';
import type { Answer, Json, TableRow } from './api';
import { element, say } from './dom';
import { recordsEditor, replace, underline } from './editor';
import { expressionEditor } from './expression-editor';
import { ask, why } from './engine';
import { isJson, withExpected, withResults } from './expected';
import { download, opener, read } from './files';
import { longList } from './list';
import { inline } from './markdown';
import { problem } from './problems';
import { runFields } from './run-request';
import { record as keepStep } from './session';
import { change, field, follow, state } from './store';
import { resultOf, tableRow } from './table-row';
import { whoChanges } from './who-changes';

/** The longest text that runs at every keystroke, and the longest text of records that a table accepts. */
const LIVE = 40_000;
const LARGEST = 10_000_000;

export interface TableMode { root: HTMLElement; pick(): void }

export function tableMode(): TableMode {
  const left = element('div', { class: 'box editor' });
  const right = element('div', { class: 'box editor' });
  const problems = element('ul', { class: 'problems', 'aria-label': 'Diagnostics' });
  const summary = element('p', { class: 'summary', role: 'status' });
  const body = element('tbody', {});
  const table = element('table', { class: 'rows', role: 'table', 'aria-label': 'Results' },
    element('thead', {}, element('tr', {}, ...['Line', 'Source user', 'Result', 'Expected', 'Pass or fail'].map((title) => element('th', { scope: 'col' }, title)))), body);
  const choice = element('select', { 'aria-label': 'Tables of the test file', hidden: true, change: () => take(Number(choice.value)) });
  const failing = signal(false);
  const only = element('input', { type: 'checkbox', change: () => { failing.value = only.checked; } });
  const root = element('section', { class: 'mode table', 'aria-label': 'Table', hidden: true });
  const users = opener('Open users…', 'A file of users', '.csv,.tsv,.ndjson,.jsonl,.json,.txt', root, (file) => void open(file));
  const imports = opener('Import a test file…', 'A test file', '.toml', undefined, (file) => void open(file));
  root.append(
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Expression'), choice), left, problems),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Source users'), users, imports), right,
      element('p', { class: 'hint' }, inline('CSV with a header, or one JSON object per line; a file can be dropped here. The column `expected` contains the expected value, or `(no value)`, `(empty)` for the empty string, `(skipped)` or `(error CODE)`.'))),
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Results'), element('label', { class: 'check' }, only, ' Failing only'),
        element('button', { click: () => void accept() }, 'Use results as expected'),
        element('button', { click: () => void saveResults() }, 'Download results'),
        element('button', { class: 'primary', click: () => void saveTests() }, 'Export tests')),
      summary, element('div', { class: 'scroll' }, table)));
  const oldBox = element('div', { class: 'box editor' });
  const { root: who } = whoChanges(() => {
    const { oldExpression, tableExpression, records: text } = state.peek();
    if (!oldExpression.trim()) return 'Write the expression as it was before: the users that get another result are listed.';
    const { dialect } = runFields.peek();
    return { old: { expression: oldExpression, dialect }, new: { expression: tableExpression, dialect }, records: text, isMapping: false };
  });
  who.querySelector('header')!.after(element('p', { class: 'hint' }, 'The expression as it was before; the one above is the new one.'), oldBox);
  root.append(element('div', { class: 'pane' }, who));
  const list = longList(body);
  table.parentElement!.after(body.nextElementSibling!);

  let round = 0;
  let rows: TableRow[] = [];
  let reads: string[] = [];
  let tables: Answer<'read_tests'>['tables'] = [];
  let waiting = 0;
  const around = () => {
    const first = rows.find((row) => row.record);
    return { ...runFields.peek(), record: first ? JSON.stringify(first.record) : '' };
  };
  const view = expressionEditor(left, 'Expression', (tableExpression) => change({ tableExpression }), around);
  const old = expressionEditor(oldBox, 'Expression before', (oldExpression) => change({ oldExpression }), around);
  const records = recordsEditor(right, (text) => change({ records: text }), LARGEST);
  const request = () => ({ ...runFields.peek(), expression: state.peek().tableExpression, records: state.peek().records });

  async function run() {
    const mine = ++round;
    const asked = request();
    try {
      const { records: _, ...alone } = asked;
      const [analysis, answer] = await ask(['analyse', alone], ['table', asked]);
      if (mine !== round) return;
      underline(view, analysis.diagnostics);
      problems.replaceChildren(...analysis.diagnostics.slice(0, 20).map((diagnostic) => problem(view, diagnostic)));
      if (answer.status === 'refused') return refuse(asked.expression.trim() ? 'The expression has errors.' : 'Write an expression, or open an example.');
      rows = answer.rows;
      reads = analysis.attributes;
      tell();
    } catch (problem) {
      if (mine === round) refuse(why(problem));
    }
  }

  function refuse(reason: string) {
    rows = [];
    summary.className = 'summary error';
    summary.textContent = reason;
    list.fill<TableRow>([], () => body);
    table.hidden = true;
  }

  function tell() {
    const count = (verdict: boolean | null) => rows.filter((row) => row.holds === verdict).length;
    const parts = [`${rows.length} ${rows.length === 1 ? 'record' : 'records'}`, `${count(true)} pass`, `${count(false)} fail`, count(null) && `${count(null)} without expected value`];
    summary.className = `summary ${count(false) ? 'error' : ''}`;
    summary.textContent = rows.length ? parts.filter((part) => part !== 0).join(' · ') : 'Paste users to see the result for each.';
    table.hidden = rows.length === 0;
    // Keep the focus where the user was writing an expected value.
    const at = body.contains(document.activeElement) ? document.activeElement!.getAttribute('aria-label') : null;
    const shown = rows.map((row, index) => ({ row, index })).filter(({ row }) => !failing.peek() || row.holds === false || row.status === 'record');
    list.fill(shown, ({ row, index }) => tableRow(row, reads, (value) => void expect(new Map([[index, value]]))));
    if (at) body.querySelector<HTMLElement>(`[aria-label="${at}"]`)?.focus();
  }

  async function expect(cells: ReadonlyMap<number, Json>) {
    try {
      change({ records: await withExpected(state.peek().records, rows, cells) });
    } catch (problem) {
      say(why(problem));
    }
  }

  async function accept() {
    if (!rows.length) return say('There are no records yet.');
    keepStep('Before new expected values');
    await expect(new Map(rows.flatMap((row, index): [number, Json][] => (row.record ? [[index, row.cell]] : []))));
    say('The results are now the expected values. Review them before you keep them.');
  }

  async function saveTests() {
    try {
      const [answer] = await ask(['write_tests', { ...request(), name: 'playground' }]);
      if (!answer.text) return say('No record has an expected value: “Use results as expected” fills them in.');
      download('playground.test.toml', answer.text);
      say('Run playground.test.toml with attrflow test.');
    } catch (problem) {
      say(why(problem));
    }
  }

  async function saveResults() {
    if (!rows.length) return say('There are no results yet.');
    const text = state.peek().records;
    download(isJson(text) ? 'results.ndjson' : 'results.csv', await withResults(text, rows, resultOf));
  }

  async function open(file: File) {
    try {
      const { text } = await read(file, 'users are CSV or JSON, a test file is TOML');
      if (!/\.toml$/i.test(file.name)) {
        if (text.length > LARGEST) throw new Error(`${file.name} is larger than ${LARGEST / 1_000_000} MB: use the command line`);
        keepStep('Before other users');
        return change({ records: text });
      }
      const [answer] = await ask(['read_tests', { name: file.name, text }]);
      const wrong = answer.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
      if (wrong && !answer.tables.length) throw new Error(`${file.name}, line ${wrong.location.line}: ${wrong.message}`);
      if (!answer.tables.length) throw new Error(`${file.name} has no table with its own expression: run it with attrflow test`);
      keepStep('Before a test file');
      tables = answer.tables;
      choice.replaceChildren(...tables.map((item, index) => element('option', { value: index }, item.name)));
      choice.hidden = tables.length < 2;
      change({
        dialect: answer.dialect === 'cloud-sync' || answer.dialect === 'connect' ? answer.dialect : 'entra', now: String(answer.now).replace('Z', ''), seed: Number(answer.seed),
        taken: answer.taken.join(', '), settings: Object.entries(answer.settings).map(([name, one]) => `${name}=${one}`).join(', '),
      });
      take(0);
      if (answer.others) say(`${answer.others} ${answer.others === 1 ? 'test was not imported: it needs' : 'tests were not imported: they need'} a mapping.`);
    } catch (problem) {
      refuse(why(problem));
    }
  }

  function take(index: number) {
    const chosen = tables[index];
    if (chosen) change({ tableExpression: chosen.expression, records: chosen.records });
  }

  follow(field('tableExpression'), (text) => replace(view, text));
  follow(field('oldExpression'), (text) => replace(old, text));
  follow(field('records'), (text) => replace(records, text));
  follow(failing, () => rows.length && tell());
  const asked = computed(() => {
    const { mode, tableExpression, records: text } = state.value;
    return mode === 'table' ? [tableExpression, text, runFields.value] : undefined;
  });
  follow(asked, (now) => {
    clearTimeout(waiting);
    if (now) waiting = window.setTimeout(() => void run(), state.peek().records.length > LIVE ? 300 : 0);
  });
  return { root, pick: () => users.querySelector('button')!.click() };
}
