// The editors: for expressions, for JSON and for many records. The engine analyses expressions; only the colours are
// decided here.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, drawSelection, hoverTooltip, keymap, lineNumbers, placeholder, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { prose, say } from './dom';
import { ask } from './engine';
import { signatureHelp } from './signature';

const language = StreamLanguage.define<{}>({
  name: 'attribute expression',
  startState: () => ({}),
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^\[[^\]]*\]?/)) return 'variableName';
    if (stream.match(/^\/\/.*/)) return 'comment';
    if (stream.match(/^%[^%\s]+%/)) return 'atom';
    if (stream.match(/^(?:True|False)\b/i)) return 'atom';
    if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number';
    if (stream.match(/^[A-Za-z_]\w*(?=\s*\()/)) return 'keyword';
    if (stream.match(/^(?:<>|<=|>=|&&|\|\||[=<>&+*/-])/)) return 'operator';
    stream.next();
    return null;
  },
});

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

function common(label: string, changed: () => void, largest = LARGEST): Extension[] {
  return [
    limit(largest), history(), drawSelection(), bracketMatching(), closeBrackets(), EditorView.lineWrapping, syntaxHighlighting(colours), marks,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true', tabindex: '0' }),
    EditorView.updateListener.of((update) => update.docChanged && changed()),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}

/** An editor for expressions. `around` returns the other fields of requests: record, dialect, attributes. */
export function expressionEditor(parent: HTMLElement, text: string, changed: () => void, around: () => object): EditorView {
  const complete = async (context: CompletionContext) => {
    if (!context.explicit && !context.matchBefore(/[\w[".%]$/)) return null;
    const request = { ...around(), expression: context.state.doc.toString(), offset: context.pos };
    const [found] = await ask(['complete', request]).catch(() => [[]]);
    if (!Array.isArray(found) || !found.length) return null;
    return {
      from: found[0].from,
      to: found[0].to,
      filter: false,
      options: found.slice(0, 60).map((item: any) => ({
        label: item.label,
        detail: item.detail,
        type: { function: 'function', attribute: 'variable', word: 'keyword', value: 'text', setting: 'constant' }[item.kind as string],
        info: () => prose(item.documentation),
        apply: (view: EditorView) => view.dispatch({
          changes: { from: item.from, to: item.to, insert: item.insert },
          selection: { anchor: item.from + item.caret },
          userEvent: 'input.complete',
        }),
      })),
    };
  };
  const meaning = hoverTooltip(async (view, offset) => {
    const [found] = await ask(['hover', { ...around(), expression: view.state.doc.toString(), offset }]).catch(() => [null]);
    if (!found?.text) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: prose(found.text) }) };
  });
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [...common('Expression', changed), language, autocompletion({ override: [complete] }), meaning, Prec.low(signatureHelp(around)),
        placeholder('An expression, such as Join(".", [givenName], [surname])')],
    }),
  });
}

export function recordEditor(parent: HTMLElement, label: string, text: string, changed: () => void): EditorView {
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions: [...common(label, changed), json()] }) });
}

/** An editor for many records, CSV or NDJSON. */
export function recordsEditor(parent: HTMLElement, text: string, changed: () => void, largest: number): EditorView {
  const hint = placeholder('givenName,surname,expected\nAda,Lovelace,ada.lovelace\n\nor one JSON object per line');
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions: [...common('Source users (CSV or NDJSON)', changed, largest), lineNumbers(), hint] }) });
}

export function replace(view: EditorView, text: string) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Applies a diagnostic's edits. */
export function apply(view: EditorView, edits: { from: number; to: number; text: string }[]) {
  view.dispatch({ changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })), userEvent: 'input.fix' });
  view.focus();
}

export function underline(view: EditorView, diagnostics: any[]) {
  const length = view.state.doc.length;
  const shown = diagnostics.slice(0, 200).map((diagnostic): Diagnostic => {
    const from = Math.min(diagnostic.from, length);
    return {
      from,
      to: Math.max(from, Math.min(diagnostic.to, length)),
      severity: diagnostic.severity,
      message: diagnostic.help ? `${diagnostic.message} – ${diagnostic.help}` : diagnostic.message,
      source: diagnostic.code,
      actions: diagnostic.fix ? [{ name: diagnostic.fix.title, apply: () => apply(view, diagnostic.fix.edits) }] : [],
    };
  });
  view.dispatch(setDiagnostics(view.state, shown));
}
