// Findings about an expression as a list: what is wrong, how it is mended, where it is explained.

import type { EditorView } from '@codemirror/view';
import { element, inline, say } from './dom';
import { apply } from './editor';

export function problem(view: EditorView, finding: any): HTMLElement {
  const jump = () => { view.dispatch({ selection: { anchor: finding.from, head: finding.to }, scrollIntoView: true }); view.focus(); };
  return element('li', { class: finding.severity },
    element('button', { class: 'jump', click: jump }, element('span', { class: 'word' }, finding.severity), ' ', inline(finding.message)),
    finding.help && element('p', {}, inline(finding.help)),
    finding.fix && element('button', { class: 'fix', click: () => { apply(view, finding.fix.edits); say('mended'); } }, inline(finding.fix.title)),
    element('a', { class: 'code', href: `#code=${finding.code}` }, finding.code));
}
