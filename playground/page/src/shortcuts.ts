// The sheet of shortcuts.

import { element } from './dom';

const ROWS: [keys: string, what: string][] = [
  ['Ctrl+Space', 'Complete: functions, attributes, values of the source user'],
  ['Shift+Alt+F', 'Format the expression'],
  ['Ctrl+Enter', 'Apply an edited expression to the mapping'],
  ['F8', 'Go to the next diagnostic'],
  ['Ctrl+Z · Ctrl+Y', 'Undo and redo in an editor'],
  ['Escape', 'Close the signature, the reference or a dialog'],
  ['Alt+1 · Alt+2 · Alt+3', 'Expression, Table, Mapping'],
  ['Alt+R', 'Open or close the reference'],
  ['← →', 'Move the divider between the columns, where it has the focus'],
  ['?', 'This sheet'],
];

export function shortcuts(): { button: HTMLElement; panel: HTMLElement } {
  const panel = element('div', { class: 'sharing', popover: 'auto', id: 'shortcuts', role: 'dialog', 'aria-label': 'Shortcuts' },
    element('h2', {}, 'Shortcuts'),
    element('table', { class: 'keys' }, element('tbody', {}, ...ROWS.map(([keys, what]) => element('tr', {}, element('td', {}, element('kbd', {}, keys)), element('td', {}, what))))));
  return { button: element('button', { popovertarget: 'shortcuts', title: 'Shortcuts (?)', 'aria-label': 'Shortcuts' }, '?'), panel };
}
