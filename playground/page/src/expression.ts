// The expression mode: editor, record, result and trace. Results are live; there is no button to run.

import type { EditorView } from '@codemirror/view';
import { copy, element, inline } from './dom';
import { expressionEditor, mark, recordEditor, replace, underline, type Mark } from './editor';
import { EngineStopped, ask } from './engine';
import { gallery } from './gallery';
import { problem } from './problems';
import { tabs } from './tabs';
import { inText, marksOf, tree, type Part } from './trace';

export interface ExpressionMode {
  root: HTMLElement;
  show(expression: string, record?: string): void;
  kept(): { expression: string; record: string };
  refresh(): void;
  focus(): void;
}

export function expressionMode(begin: { expression: string; record: string }, world: () => any, keep: () => void): ExpressionMode {
  const result = element('div', { class: 'result', role: 'status', 'aria-live': 'polite', 'aria-label': 'Result' });
  const problems = element('ul', { class: 'problems', 'aria-label': 'Diagnostics' });
  const details = tabs('Details of the result', ['Trace', 'Tree', 'Bytecode', 'Graph JSON', 'parseExpression', 'Command line']);
  const left = element('div', { class: 'box editor' });
  const right = element('div', { class: 'box editor' });
  const example = element('select', { 'aria-label': 'Examples', change: () => pick() },
    element('option', { value: '' }, 'Examples…'),
    ...gallery.map((item, index) => element('option', { value: index }, item.task)));
  const root = element('section', { class: 'mode expression', 'aria-label': 'Expression' },
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Expression'), example, element('button', { click: () => layOut(), title: 'Shift+Alt+F' }, 'Format')),
      left, problems),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Source user (JSON)')), right),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Result')), result, details.root));

  let view: EditorView;
  let record: EditorView;
  let round = 0;
  let marks: Mark[] = [];

  const kept = () => ({ expression: view.state.doc.toString(), record: record.state.doc.toString() });
  const request = () => ({ ...world(), ...kept() });

  function pick() {
    const chosen = gallery[Number(example.value)];
    if (example.value !== '' && chosen) show(chosen.expression, JSON.stringify(chosen.record, null, 2));
    example.value = '';
  }

  function show(expression: string, of?: string) {
    if (of !== undefined && of !== record.state.doc.toString()) replace(record, of);
    if (expression !== view.state.doc.toString()) replace(view, expression);
  }

  async function layOut() {
    const [laid] = await ask(['format', { ...request(), multi: true }]).catch(() => [{}]);
    if (laid.text !== undefined && laid.text !== view.state.doc.toString()) replace(view, laid.text);
  }

  async function changed() {
    const mine = ++round;
    keep();
    const asked = request();
    try {
      const [analysis, value] = await ask(['analyse', asked], ['evaluate', asked]);
      if (mine === round) answer(analysis, value, asked.expression);
    } catch (problem) {
      if (mine === round) refuse(problem instanceof EngineStopped ? problem.message : String(problem));
    }
    document.documentElement.dataset.round = String(mine);
  }

  function refuse(why: string) {
    result.className = 'result error';
    result.replaceChildren(element('strong', {}, 'No result'), element('p', {}, why));
    details.clear();
    problems.replaceChildren();
  }

  function answer(analysis: any, value: any, expression: string) {
    if (analysis.request_error || value.request_error) return refuse(analysis.request_error ?? value.request_error);
    const diagnostics = value.error && value.status === 'error' ? [...analysis.diagnostics, { ...value.error, severity: 'error' }] : analysis.diagnostics;
    underline(view, diagnostics);
    underline(record, value.status === 'record' ? [value.error] : []);
    problems.replaceChildren(...diagnostics.slice(0, 50).map((diagnostic: any) => problem(view, diagnostic)));
    marks = value.trace ? marksOf(value.trace) : [];
    mark(view, marks);
    tell(value, expression);
    const json = (what: unknown, name: string) => Boolean(what) && copied(JSON.stringify(what, null, 2), name);
    details.fill({
      Trace: () => value.trace && element('div', {}, inText(value.trace, expression), tree(value.trace, expression, point)),
      Tree: () => analysis.outline && element('pre', { tabindex: 0 }, analysis.outline),
      Bytecode: () => analysis.bytecode && element('pre', { tabindex: 0 }, analysis.bytecode),
      'Graph JSON': () => json(analysis.graph, 'The JSON'),
      parseExpression: () => json(value.response, 'The response'),
      'Command line': () => copied(commandLine(), 'The command'),
    });
  }

  function point(part?: Part) {
    mark(view, part ? [...marks, { from: part.from, to: part.to, kind: 'pointed' }] : marks);
  }

  function tell(value: any, expression: string) {
    const kinds: Record<string, [string, string]> = {
      absent: ['No value', 'The target attribute gets no value.'],
      skip: ['Skipped', 'The target attribute stays unchanged.'],
      clear: ['Authoritative null', 'The target attribute is emptied, and no other rule gives it a value.'],
      refused: ['No result', 'The expression has errors.'],
    };
    result.className = `result ${value.status}`;
    if (value.status === 'value') {
      const shown = typeof value.value === 'string' ? value.value : JSON.stringify(value.value, null, 2);
      result.replaceChildren(element('output', {}, shown === '' ? element('em', {}, '(empty string)') : shown), element('small', {}, value.type));
    } else if (value.error) {
      const where = value.status === 'record' ? 'The record cannot be read' : 'The evaluation fails for this record';
      result.replaceChildren(element('strong', {}, where), element('p', {}, inline(value.error.message)), value.error.help && element('p', { class: 'help' }, inline(value.error.help)));
    } else {
      const [title, why] = expression.trim() === '' ? ['No result', 'Write an expression, or choose an example.'] : kinds[value.status]!;
      result.replaceChildren(element('strong', {}, title), element('p', {}, why));
    }
  }

  function commandLine(): string {
    const quoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`;
    const { expression, record: of, now, seed, dialect, settings, taken } = request();
    let compact = of;
    try { compact = JSON.stringify(JSON.parse(of)); } catch { /* Use it unchanged. */ }
    const options = [
      '--trace', dialect !== 'entra' && `--dialect ${dialect}`, now && `--now ${now}`, seed && `--seed ${seed}`,
      ...Object.entries(settings).map(([name, value]) => `--set ${quoted(`${name}=${value}`)}`),
      taken.length && '--taken taken.txt',
    ];
    const file = taken.length ? `printf '%s\\n' ${taken.map(quoted).join(' ')} > taken.txt\n` : '';
    return `${file}echo ${quoted(compact)} | attrflow eval ${quoted(expression)} - ${options.filter(Boolean).join(' ')}`;
  }

  view = expressionEditor(left, begin.expression, () => changed(), request);
  record = recordEditor(right, 'Source user (JSON)', begin.record, () => changed());
  left.addEventListener('keydown', (event) => {
    if (event.shiftKey && event.altKey && event.code === 'KeyF') { event.preventDefault(); layOut(); }
  });
  changed();
  return { root, show, kept, refresh: () => void changed(), focus: () => view.focus() };
}

function copied(text: string, what: string): HTMLElement {
  return element('div', { class: 'copied' }, element('button', { click: () => copy(text, what) }, 'Copy'), element('pre', { tabindex: 0 }, text));
}
