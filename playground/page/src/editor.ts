// What all editors have in common, the editors for records, and marks in their text.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, setDiagnostics, type Diagnostic as Lint } from '@codemirror/lint';
import { EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, drawSelection, keymap, lineNumbers, placeholder, tooltips, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Diagnostic, Edit } from './api';
import { say } from './dom';
import type { RunFields } from './run-request';

/** The other fields of requests about an expression. */
export type Around = () => RunFields & { record?: string };

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--function)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--string)' },
  { tag: [tags.variableName, tags.propertyName], color: 'var(--attribute)' },
  { tag: [tags.number, tags.atom, tags.bool, tags.null], color: 'var(--number)' },
  { tag: tags.operator, color: 'var(--soft)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
]);

/** Parts of the expression to dim or to highlight, from the trace. */
export interface Mark { from: number; to: number; kind: 'dead' | 'lit' | 'pointed' }

const setMarks = StateEffect.define<Mark[]>();
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const length = transaction.newDoc.length;
      const ranges = effect.value.filter((mark) => mark.from < mark.to && mark.to <= length);
      next = Decoration.set(ranges.map((mark) => Decoration.mark({ class: `mark-${mark.kind}` }).range(mark.from, mark.to)), true);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function mark(view: EditorView, list: Mark[]) {
  view.dispatch({ effects: setMarks.of(list) });
}

/** The largest expression or record that an editor accepts; larger ones are for the command line. */
const LARGEST = 100_000;

/** Rejects input that would block the page, with a message. */
const limit = (largest: number) => EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.length <= largest) return transaction;
  const size = largest < 1_000_000 ? `${largest / 1000} kB` : `${largest / 1_000_000} MB`;
  say(`This is too large for this page: the limit is ${size}. The command line accepts more.`);
  return [];
});

export function common(label: string, changed: (text: string) => void, largest = LARGEST): Extension[] {
  return [
    limit(largest), history(), drawSelection(), bracketMatching(), closeBrackets(), EditorView.lineWrapping, syntaxHighlighting(colours), marks,
    // Outside of the editor's box, which would cut them off.
    tooltips({ position: 'fixed', parent: document.body }),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true', tabindex: '0', autocapitalize: 'off', spellcheck: 'false' }),
    EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}

export function recordEditor(parent: HTMLElement, label: string, changed: (text: string) => void, largest?: number): EditorView {
  return new EditorView({ parent, state: EditorState.create({ extensions: [...common(label, changed, largest), json()] }) });
}

/** An editor for many records, CSV or NDJSON. */
export function recordsEditor(parent: HTMLElement, changed: (text: string) => void, largest: number): EditorView {
  const hint = placeholder('givenName,surname,expected\nAda,Lovelace,ada.lovelace\n\nor one JSON object per line');
  return new EditorView({ parent, state: EditorState.create({ extensions: [...common('Source users (CSV or NDJSON)', changed, largest), lineNumbers(), hint] }) });
}

/** Puts another text in the place of the present one, where it differs. Undo brings the present one back. */
export function replace(view: EditorView, text: string) {
  if (view.state.doc.toString() !== text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Applies a diagnostic's edits. */
export function apply(view: EditorView, edits: Edit[]) {
  view.dispatch({ changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })), userEvent: 'input.fix' });
  view.focus();
}

/** What can be underlined: its location, and what to say about it. */
export type Underlined = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'help' | 'from' | 'to' | 'fix'>;

export function underline(view: EditorView, diagnostics: readonly Underlined[]) {
  const length = view.state.doc.length;
  const shown = diagnostics.slice(0, 200).map((diagnostic): Lint => {
    const from = Math.min(diagnostic.from, length);
    const { fix, severity } = diagnostic;
    return {
      from,
      to: Math.max(from, Math.min(diagnostic.to, length)),
      severity: severity === 'error' || severity === 'warning' ? severity : 'info',
      message: diagnostic.help ? `${diagnostic.message} – ${diagnostic.help}` : diagnostic.message,
      source: diagnostic.code,
      actions: fix ? [{ name: fix.title, apply: () => apply(view, fix.edits) }] : [],
    };
  });
  view.dispatch(setDiagnostics(view.state, shown));
}
