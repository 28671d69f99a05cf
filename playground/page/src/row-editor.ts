// An attribute mapping edited in place: its expression with diagnostics and the result for the sample user, live; applied to the file
// on request, so that the file never holds a half-typed expression.

import { keymap } from '@codemirror/view';
import type { AttributeMapping } from './api';
import { element } from './dom';
import { replace, underline, type Underlined } from './editor';
import { expressionEditor } from './expression-editor';
import { ask, why } from './engine';
import { edit } from './mapping-file';
import { record } from './mapping-run';
import { problem } from './problems';
import { resultBox } from './result';
import { mappingFields, pairs } from './run-request';
import { inspection, shownObject, state } from './store';
import { wordDiff } from './word-diff';

export interface RowEditor { root: HTMLElement; focus(): void; follow(item: AttributeMapping): void }

/** The source of an attribute mapping as an expression. */
export function sourceOf(item: AttributeMapping | undefined): string {
  if (!item) return '';
  if (item.expression !== null || item.named === null) return item.expression ?? '';
  return item.kind === 'attribute' ? `[${item.named}]` : JSON.stringify(item.named);
}

export function rowEditor(item: AttributeMapping, attribute: number, openInExpression: () => void, close: () => void): RowEditor {
  const box = element('div', { class: 'box editor' });
  const problems = element('ul', { class: 'problems rows-of-one-line', 'aria-label': 'Diagnostics of the expression' });
  const result = resultBox();
  const apply = element('button', { class: 'primary', disabled: true, title: 'Ctrl+Enter', click: () => void use() }, 'Apply to the mapping');
  const difference = element('p', { class: 'word-diff' });
  let base = sourceOf(item);
  let round = 0;
  const around = () => {
    const shown = shownObject.peek();
    const { dialect } = state.peek();
    return {
      ...mappingFields.peek(), dialect: dialect || shown?.object.dialect || 'entra', attributes: shown?.object.known ?? [], record: record.peek(),
      settings: { ...inspection.peek()?.settings, ...pairs(state.peek().settings) },
    };
  };
  const keys = keymap.of([
    { key: 'Mod-Enter', run: () => { void use(); return true; } },
    { key: 'Escape', run: () => { if (view.state.doc.toString() !== base) return false; close(); return true; } },
  ]);
  const view = expressionEditor(box, `Expression of ${item.target}`, () => void changed(), around, keys);
  replace(view, base);

  const root = element('div', { class: 'row-editor' }, box, problems, result.root, difference,
    element('div', { class: 'actions' }, apply, element('button', { click: () => { replace(view, base); close(); } }, 'Cancel'), element('button', { click: openInExpression }, 'Open in the expression mode')));

  async function changed() {
    const mine = ++round;
    const expression = view.state.doc.toString();
    apply.disabled = expression === base;
    difference.replaceChildren(...(expression === base ? [] : wordDiff(base, expression)));
    try {
      const fields = around();
      const [analysis, value] = await ask(['analyse', { ...fields, expression }], ['evaluate', { ...fields, expression }]);
      if (mine !== round) return;
      const found: Underlined[] = value.status === 'error' ? [...analysis.diagnostics, { ...value.error, severity: 'error' }] : analysis.diagnostics;
      underline(view, found);
      problems.replaceChildren(...found.slice(0, 20).map((diagnostic) => problem(view, diagnostic)));
      result.show(value, expression);
    } catch (failure) {
      if (mine === round) result.refuse(why(failure));
    }
  }

  async function use() {
    const shown = shownObject.peek();
    const expression = view.state.doc.toString();
    if (!shown || expression === base) return;
    if (await edit({ index: shown.index, attribute, expression })) base = expression;
    apply.disabled = view.state.doc.toString() === base;
  }

  void changed();
  return {
    root,
    focus: () => view.focus(),
    follow(now) {
      // An undo, or a fix, changes what is edited, unless something else was typed.
      const next = sourceOf(now);
      if (next === base) return;
      if (view.state.doc.toString() === base) { base = next; replace(view, next); }
      base = next;
      void changed();
    },
  };
}
