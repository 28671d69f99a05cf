// The diagnostics of an expression as one-line rows: message, fix, and link to the explanation. A click shows the rest.

import type { EditorView } from '@codemirror/view';
import { element, say } from './dom';
import { apply, type Underlined } from './editor';
import { inline } from './markdown';

export function problem(view: EditorView, diagnostic: Underlined): HTMLElement {
  const { fix } = diagnostic;
  const jump = () => {
    view.dispatch({ selection: { anchor: Math.min(diagnostic.from, view.state.doc.length), head: Math.min(diagnostic.to, view.state.doc.length) }, scrollIntoView: true });
    view.focus();
  };
  const help = element('div', { class: 'help', hidden: true }, diagnostic.help && element('p', {}, inline(diagnostic.help)));
  const row = element('li', { class: diagnostic.severity },
    element('div', { class: 'row' },
      element('button', { class: 'jump', title: diagnostic.help ?? undefined, click: () => { row.classList.add('open'); help.hidden = !diagnostic.help; jump(); } },
        element('span', { class: 'word' }, diagnostic.severity), ' ', inline(diagnostic.message)),
      fix && element('button', { class: 'fix', click: () => { apply(view, fix.edits); say('Fix applied'); } }, inline(fix.title)),
      element('a', { class: 'code', href: `#code=${diagnostic.code}` }, diagnostic.code)),
    help);
  return row;
}
