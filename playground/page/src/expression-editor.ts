// The editor for expressions: colours, completion, signature and documentation. The engine analyses expressions; only the colours
// are decided here.

import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, placeholder } from '@codemirror/view';
import { common, type Around } from './editor';
import { ask } from './engine';
import { prose } from './markdown';
import { canStand } from './operand';
import { signatureHelp } from './signature';

const language = StreamLanguage.define<Record<string, never>>({
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

const TYPES: Record<string, string> = { function: 'function', attribute: 'variable', word: 'keyword', value: 'text', setting: 'constant' };

const complete = (around: Around) => async (context: CompletionContext): Promise<CompletionResult | null> => {
  const text = context.state.doc.toString();
  if (!canStand(text, context.pos)) return null;
  if (!context.explicit && !context.matchBefore(/[\w[".%]$/)) return null;
  const [found] = await ask(['complete', { ...around(), expression: text, offset: context.pos }]).catch(() => [[]] as const);
  const [first] = found;
  if (!first) return null;
  return {
    from: first.from,
    to: first.to,
    filter: false,
    options: found.slice(0, 60).map((item): Completion => ({
      label: item.label,
      detail: item.detail,
      type: TYPES[item.kind],
      info: () => prose(item.documentation),
      apply: (view: EditorView) => view.dispatch({
        changes: { from: item.from, to: item.to, insert: item.insert },
        selection: { anchor: item.from + item.caret },
        userEvent: 'input.complete',
      }),
    })),
  };
};

const meaning = (around: Around) => hoverTooltip(async (view, offset) => {
  const [found] = await ask(['hover', { ...around(), expression: view.state.doc.toString(), offset }]).catch(() => [null] as const);
  if (!found?.text) return null;
  return { pos: found.from, end: found.to, above: true, create: () => ({ dom: prose(found.text) }) };
});

/** `around` returns the other fields of requests: record, dialect, attributes. */
export function expressionEditor(parent: HTMLElement, label: string, changed: (text: string) => void, around: Around, more: Extension = []): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        more, ...common(label, changed), language, autocompletion({ override: [complete(around)] }), meaning(around), Prec.low(signatureHelp(around)),
        placeholder('An expression, such as Join(".", [givenName], [surname])'),
      ],
    }),
  });
}
