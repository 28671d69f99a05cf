// The expression mode: editor, record, result and trace. Results are live; there is no button to run.

import { computed } from '@preact/signals-core';
import type { EditorView } from '@codemirror/view';
import type { Answer, Evaluation, Part } from './api';
import * as commands from './commands';
import { divider } from './divider';
import { copy, element } from './dom';
import { mark, recordEditor, replace, underline, type Mark, type Underlined } from './editor';
import { expressionEditor } from './expression-editor';
import { ask, why } from './engine';
import { gallery } from './gallery';
import { problem } from './problems';
import { PATIENCE, resultBox, textOf } from './result';
import { runFields } from './run-request';
import { record as keepStep } from './session';
import { change, field, follow, state } from './store';
import { tabs } from './tabs';
import { inText, marksOf, tree } from './trace';

export interface ExpressionMode { root: HTMLElement; focus(): void }

/** Puts an example, or what the reference shows, in the place of the present expression; the step can be brought back. */
export function showExpression(expression: string, record: string) {
  const now = state.peek();
  if (now.expression !== expression || now.record !== record) keepStep('Before an example');
  change({ expression, record });
}

export function expressionMode(): ExpressionMode {
  const result = resultBox();
  const problems = element('ul', { class: 'problems rows-of-one-line', 'aria-label': 'Diagnostics' });
  const details = tabs('Details of the result', ['Trace', 'Tree', 'Bytecode', 'Graph JSON', 'parseExpression', 'Command line']);
  const left = element('div', { class: 'box editor' });
  const right = element('div', { class: 'box editor' });
  const example = element('select', { 'aria-label': 'Examples', change: () => pick() },
    element('option', { value: '' }, 'Examples…'),
    ...gallery.map((item, index) => element('option', { value: index }, item.task)));
  const copies = element('select', { 'aria-label': 'Copy', change: () => copyAs() }, element('option', { value: '' }, 'Copy…'),
    ...['Value', 'Expression for Graph (JSON)', 'Markdown', 'Command for bash', 'Command for PowerShell'].map((name) => element('option', {}, name)));
  const root = element('section', { class: 'mode expression', 'aria-label': 'Expression' });
  root.append(
    element('div', { class: 'pane of-expression' },
      element('header', {}, element('h2', {}, 'Expression'), example, element('button', { click: () => void layOut(), title: 'Shift+Alt+F' }, 'Format')), left),
    element('div', { class: 'pane of-record' }, problems, element('header', {}, element('h2', {}, 'Source user (JSON)')), right),
    divider(root),
    element('div', { class: 'pane of-result' }, element('header', {}, element('h2', {}, 'Result'), copies), result.root, details.root));

  let round = 0;
  let marks: Mark[] = [];
  let last: Evaluation | undefined;
  let later = 0;
  const around = () => ({ ...runFields.peek(), record: state.peek().record });
  const view = expressionEditor(left, 'Expression', (expression) => change({ expression }), around);
  const record = recordEditor(right, 'Source user (JSON)', (text) => change({ record: text }));

  function pick() {
    const chosen = gallery[Number(example.value)];
    if (example.value !== '' && chosen) showExpression(chosen.expression, JSON.stringify(chosen.record, null, 2));
    example.value = '';
  }

  async function layOut() {
    const { expression } = state.peek();
    const [laid] = await ask(['format', { ...runFields.peek(), expression, multi: true }]).catch(() => [undefined] as const);
    if (laid && state.peek().expression === expression) replace(view, laid.text);
  }

  const evaluated = (): commands.Evaluated => ({ expression: state.peek().expression, record: state.peek().record, run: runFields.peek() });

  function copyAs() {
    const all: Record<string, () => string> = {
      Value: () => (last ? textOf(last) : ''),
      'Expression for Graph (JSON)': () => commands.forGraph(state.peek().expression),
      Markdown: () => commands.markdown(evaluated(), last ? textOf(last) : ''),
      'Command for bash': () => commands.bash(evaluated()),
      'Command for PowerShell': () => commands.powershell(evaluated()),
    };
    const chosen = copies.value;
    copies.value = '';
    if (all[chosen]) void copy(all[chosen](), chosen);
  }

  async function run() {
    const mine = ++round;
    const { expression, record: of } = state.peek();
    const fields = runFields.peek();
    try {
      const [analysis, value] = await ask(['analyse', { ...fields, expression }], ['evaluate', { ...fields, expression, record: of }]);
      if (mine === round) answer(analysis, value, expression);
    } catch (problem) {
      if (mine !== round) return;
      result.refuse(why(problem));
      details.clear();
      problems.replaceChildren();
    }
    document.documentElement.dataset.round = String(mine);
  }

  function answer(analysis: Answer<'analyse'>, value: Evaluation, expression: string) {
    const diagnostics: Underlined[] = value.status === 'error' ? [...analysis.diagnostics, { ...value.error, severity: 'error' }] : analysis.diagnostics;
    underline(view, diagnostics);
    underline(record, value.status === 'record' ? [value.error] : []);
    problems.replaceChildren(...diagnostics.slice(0, 50).map((diagnostic) => problem(view, diagnostic)));
    const trace = 'trace' in value ? value.trace : undefined;
    marks = trace ? marksOf(trace) : [];
    mark(view, marks);
    last = value;
    result.show(value, expression);
    clearTimeout(later);
    // While an error is being typed, the last trace stays as long as the last result does.
    if (value.status !== 'refused' || expression.trim() === '') return describe(analysis, value, expression, trace);
    details.dim();
    later = window.setTimeout(() => describe(analysis, value, expression, trace), PATIENCE);
  }

  function describe(analysis: Answer<'analyse'>, value: Evaluation, expression: string, trace: Part | undefined) {
    const json = (what: unknown, name: string) => Boolean(what) && copied(JSON.stringify(what, null, 2), name);
    details.fill({
      Trace: () => trace && element('div', {}, inText(trace, expression), tree(trace, expression, point)),
      Tree: () => analysis.outline && element('pre', { tabindex: 0 }, analysis.outline),
      Bytecode: () => analysis.bytecode && element('pre', { tabindex: 0 }, analysis.bytecode),
      'Graph JSON': () => json(analysis.graph, 'The JSON'),
      parseExpression: () => 'response' in value && json(value.response, 'The response'),
      'Command line': () => copied(commands.bash(evaluated()), 'The command'),
    });
  }

  function point(part?: Part) {
    mark(view, part ? [...marks, { from: part.from, to: part.to, kind: 'pointed' }] : marks);
  }

  left.addEventListener('keydown', (event) => {
    if (event.shiftKey && event.altKey && event.code === 'KeyF') { event.preventDefault(); void layOut(); }
  });
  keepEditors(view, record);
  const asked = computed(() => {
    const { mode, expression, record: of } = state.value;
    return mode === 'expression' ? JSON.stringify([expression, of, runFields.value]) : '';
  });
  follow(asked, (now) => { if (now) void run(); });
  return { root, focus: () => view.focus() };
}

/** The editors show the state, whoever changed it. */
function keepEditors(view: EditorView, record: EditorView) {
  follow(field('expression'), (text) => replace(view, text));
  follow(field('record'), (text) => replace(record, text));
}

function copied(text: string, what: string): HTMLElement {
  return element('div', { class: 'copied' }, element('button', { click: () => void copy(text, what) }, 'Copy'), element('pre', { tabindex: 0 }, text));
}
