// The diagnostics of an expression as a list: message, fix, and link to the explanation.

import type { EditorView } from '@codemirror/view';
import { element, inline, say } from './dom';
import { apply } from './editor';

export function problem(view: EditorView, diagnostic: any): HTMLElement {
  const jump = () => { view.dispatch({ selection: { anchor: diagnostic.from, head: diagnostic.to }, scrollIntoView: true }); view.focus(); };
  return element('li', { class: diagnostic.severity },
    element('button', { class: 'jump', click: jump }, element('span', { class: 'word' }, diagnostic.severity), ' ', inline(diagnostic.message)),
    diagnostic.help && element('p', {}, inline(diagnostic.help)),
    diagnostic.fix && element('button', { class: 'fix', click: () => { apply(view, diagnostic.fix.edits); say('Fix applied'); } }, inline(diagnostic.fix.title)),
    element('a', { class: 'code', href: `#code=${diagnostic.code}` }, diagnostic.code));
}
