// Diagnostics about an expression as a list: what is wrong, how it is mended, where it is explained.

import type { EditorView } from '@codemirror/view';
import { element, inline, say } from './dom';
import { apply } from './editor';

export function problem(view: EditorView, diagnostic: any): HTMLElement {
  const jump = () => { view.dispatch({ selection: { anchor: diagnostic.from, head: diagnostic.to }, scrollIntoView: true }); view.focus(); };
  return element('li', { class: diagnostic.severity },
    element('button', { class: 'jump', click: jump }, element('span', { class: 'word' }, diagnostic.severity), ' ', inline(diagnostic.message)),
    diagnostic.help && element('p', {}, inline(diagnostic.help)),
    diagnostic.fix && element('button', { class: 'fix', click: () => { apply(view, diagnostic.fix.edits); say('mended'); } }, inline(diagnostic.fix.title)),
    element('a', { class: 'code', href: `#code=${diagnostic.code}` }, diagnostic.code));
}
