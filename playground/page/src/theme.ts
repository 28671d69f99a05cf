// Light, dark, or as the system has it.

import { element } from './dom';

const THEMES = ['system', 'light', 'dark'] as const;
const KEPT = 'attrflow-colours';

export function theme(): HTMLElement {
  const select = element('select', { 'aria-label': 'Colours', change: () => dress(select.value) }, ...THEMES.map((name) => element('option', { value: name }, name)));
  const dress = (name: string) => {
    document.documentElement.dataset.theme = name;
    try { localStorage.setItem(KEPT, name); } catch { /* Then it is not saved. */ }
  };
  try { select.value = localStorage.getItem(KEPT) ?? 'system'; } catch { /* Use the default. */ }
  if (!select.value) select.value = 'system';
  document.documentElement.dataset.theme = select.value;
  return select;
}
