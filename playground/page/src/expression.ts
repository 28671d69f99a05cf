// The expression mode: editor, record, result, and what the result was made of. Live; there is no button to run.

import type { EditorView } from '@codemirror/view';
import { copy, element, inline, say } from './dom';
import { apply, expressionEditor, mark, recordEditor, replace, underline, type Mark } from './editor';
import { EngineStopped, ask } from './engine';
import { gallery } from './gallery';
import { tabs } from './tabs';
import { pack, remember, type Kept } from './share';

export interface ExpressionMode { root: HTMLElement; show(expression: string, record?: string): void; kept(): Kept; focus(): void }

export function expressionMode(begin: Kept): ExpressionMode {
  const result = element('div', { class: 'result', role: 'status', 'aria-live': 'polite', 'aria-label': 'Result' });
  const problems = element('ul', { class: 'problems', 'aria-label': 'Problems' });
  const now = element('input', { type: 'datetime-local', step: 1, value: begin.now, 'aria-label': 'The present, UTC', input: () => changed() });
  const seed = element('input', { type: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, value: begin.seed, 'aria-label': 'Seed', input: () => changed() });
  const details = tabs('What it is made of', ['Trace', 'Tree', 'Bytecode', 'Graph JSON', 'Command line']);
  const left = element('div', { class: 'box editor' });
  const right = element('div', { class: 'box editor' });
  const example = element('select', { 'aria-label': 'Examples', change: () => pick() },
    element('option', { value: '' }, 'Examples…'),
    ...gallery.map((item, index) => element('option', { value: index }, item.task)));
  const withRecord = element('input', { type: 'checkbox' });
  const root = element('section', { class: 'mode expression', 'aria-label': 'Expression' },
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Expression'), example,
        element('button', { click: () => layOut(), title: 'Shift+Alt+F' }, 'Lay out')),
      left, problems),
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Record')), right,
      element('div', { class: 'world' },
        element('label', {}, 'Now (UTC) ', now), element('label', {}, 'Seed ', seed))),
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Result'),
        element('span', { class: 'share' },
          element('label', { title: 'Records may hold personal data. They travel in the link only when this is ticked.' }, withRecord, ' with the record'),
          element('button', { class: 'primary', click: () => share() }, 'Copy link'))),
      result, details.root));

  let view: EditorView;
  let record: EditorView;
  let round = 0;
  let dead: Mark[] = [];

  function kept(): Kept {
    return { expression: view.state.doc.toString(), record: record.state.doc.toString(), now: now.value, seed: Math.max(0, Math.trunc(Number(seed.value) || 0)) };
  }

  function pick() {
    const chosen = gallery[Number(example.value)];
    if (example.value !== '' && chosen) show(chosen.expression, JSON.stringify(chosen.record, null, 2));
    example.value = '';
  }

  function show(expression: string, of?: string) {
    if (of !== undefined) replace(record, of);
    replace(view, expression);
  }

  async function layOut() {
    const [laid] = await ask(['format', { expression: view.state.doc.toString(), multi: true }]).catch(() => [{}]);
    if (laid.text !== undefined && laid.text !== view.state.doc.toString()) replace(view, laid.text);
  }

  async function share() {
    const fragment = await pack(kept(), withRecord.checked);
    history.replaceState(null, '', `#${fragment}`);
    await copy(location.href, 'The link');
  }

  async function changed() {
    const mine = ++round;
    const { expression, record: of, now: present, seed } = kept();
    remember(kept());
    const request = { expression, record: of, seed, now: present ? `${present}Z` : undefined };
    try {
      const [analysis, value] = await ask(['analyse', request], ['evaluate', request]);
      if (mine === round) answer(analysis, value, expression);
    } catch (problem) {
      if (mine === round) refuse(problem instanceof EngineStopped ? problem.message : String(problem));
    }
    document.documentElement.dataset.round = String(mine);
  }

  function refuse(why: string) {
    result.className = 'result fault';
    result.replaceChildren(element('strong', {}, 'No result'), element('p', {}, why));
    details.clear();
    problems.replaceChildren();
  }

  function answer(analysis: any, value: any, expression: string) {
    if (analysis.error || value.error) return refuse(analysis.error ?? value.error);
    const findings = value.fault && value.status === 'fault' ? [...analysis.findings, { ...value.fault, severity: 'error' }] : analysis.findings;
    underline(view, findings);
    underline(record, value.status === 'record' ? [value.fault] : []);
    problems.replaceChildren(...findings.slice(0, 50).map((finding: any) => problem(finding)));
    dead = value.trace ? deadParts(value.trace) : [];
    mark(view, dead);
    const kinds: Record<string, [string, string]> = {
      absent: ['No value', 'nothing flows to the target'],
      skip: ['Skipped', 'the target stays as it is'],
      refused: ['No result', 'the expression has errors'],
    };
    result.className = `result ${value.status}`;
    if (value.status === 'value') {
      const shown = typeof value.value === 'string' ? value.value : JSON.stringify(value.value, null, 2);
      result.replaceChildren(element('output', {}, shown === '' ? element('em', {}, 'the empty text') : shown), element('small', {}, value.type));
    } else if (value.fault) {
      const where = value.status === 'record' ? 'The record cannot be read' : 'It fails for this record';
      result.replaceChildren(element('strong', {}, where), element('p', {}, inline(value.fault.message)), value.fault.help && element('p', { class: 'help' }, inline(value.fault.help)));
    } else {
      const [title, why] = expression.trim() === '' ? ['No result', 'write an expression, or pick an example'] : kinds[value.status]!;
      result.replaceChildren(element('strong', {}, title), element('p', {}, why));
    }
    details.fill('Trace', value.trace ? traceTree(value.trace, expression) : undefined);
    details.fill('Tree', analysis.outline && element('pre', { tabindex: 0 }, analysis.outline));
    details.fill('Bytecode', analysis.bytecode && element('pre', { tabindex: 0 }, analysis.bytecode));
    details.fill('Graph JSON', analysis.graph && copied(JSON.stringify(analysis.graph, null, 2), 'The JSON'));
    details.fill('Command line', copied(commandLine(), 'The command'));
  }

  function commandLine(): string {
    const quoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`;
    const { expression, record: of, now: present, seed } = kept();
    let compact = of;
    try { compact = JSON.stringify(JSON.parse(of)); } catch { /* As it is, then. */ }
    const world = `${present ? ` --now ${present}Z` : ''}${seed ? ` --seed ${seed}` : ''}`;
    return `echo ${quoted(compact)} | attrflow eval ${quoted(expression)} - --trace${world}`;
  }

  function problem(finding: any): HTMLElement {
    const jump = () => { view.dispatch({ selection: { anchor: finding.from, head: finding.to }, scrollIntoView: true }); view.focus(); };
    return element('li', { class: finding.severity },
      element('button', { class: 'jump', click: jump }, element('span', { class: 'word' }, finding.severity), ' ', inline(finding.message)),
      finding.help && element('p', {}, inline(finding.help)),
      finding.fix && element('button', { class: 'fix', click: () => { apply(view, finding.fix.edits); say('mended'); } }, inline(finding.fix.title)),
      element('a', { class: 'code', href: `#code=${finding.code}` }, finding.code));
  }

  function traceTree(part: any, text: string): HTMLElement {
    const words: Record<string, string> = { absent: 'no value', skip: 'skipped', hidden: 'hidden', 'not-run': 'not run', folded: 'constant' };
    const build = (part: any, depth: number): HTMLElement => {
      const shown = part.given === 'value' ? JSON.stringify(part.value) : words[part.given]!;
      const point = () => mark(view, [...dead, { from: part.from, to: part.to, kind: 'pointed' }]);
      const line = [
        element('code', {}, text.slice(part.from, part.to).replace(/\s+/g, ' ')),
        element('span', { class: `value ${part.given}` }, shown),
      ];
      const events = { mouseenter: point, mouseleave: () => mark(view, dead), focus: point, blur: () => mark(view, dead) };
      if (!part.parts.length) return element('li', { class: part.given }, element('div', { class: 'line', ...events }, ...line));
      const open = part.given !== 'not-run' && depth < 12;
      return element('li', { class: part.given }, element('details', { open }, element('summary', { class: 'line', ...events }, ...line),
        element('ul', {}, ...part.parts.map((inner: any) => build(inner, depth + 1)))));
    };
    return element('ul', { class: 'trace' }, build(part, 0));
  }

  view = expressionEditor(left, begin.expression, () => changed(), () => record.state.doc.toString());
  record = recordEditor(right, 'Record, JSON', begin.record, () => changed());
  left.addEventListener('keydown', (event) => {
    if (event.shiftKey && event.altKey && event.code === 'KeyF') { event.preventDefault(); layOut(); }
  });
  changed();
  return { root, show, kept, focus: () => view.focus() };
}

function copied(text: string, what: string): HTMLElement {
  return element('div', { class: 'copied' }, element('button', { click: () => copy(text, what) }, 'Copy'), element('pre', { tabindex: 0 }, text));
}

/** The outermost parts that were not run. */
function deadParts(part: any): Mark[] {
  if (part.given === 'not-run') return [{ from: part.from, to: part.to, kind: 'dead' }];
  return part.parts.flatMap(deadParts);
}
