// Tabs as in the ARIA pattern: arrow keys move, the selected tab is in the tab order, the panel follows.

import { element } from './dom';

/** Creates the content of a tab when the tab is first shown. */
export type Fill = () => Node | undefined | null | false | '';
export interface Tabs { root: HTMLElement; fill(contents: Record<string, Fill>): void; clear(): void; dim(): void; choose(name: string): void; chosen(): string }

let count = 0;

export function tabs(label: string, names: string[], chosen: (name: string) => void = () => {}): Tabs {
  const group = `tabs-${count++}`;
  const panels = new Map<string, HTMLElement>();
  const buttons = new Map<string, HTMLButtonElement>();
  const list = element('div', { role: 'tablist', 'aria-label': label });
  const root = element('div', { class: 'tabs' }, list);
  let contents: Record<string, Fill> = {};
  let shown = names[0]!;
  const stale = new Set<string>();
  const show = (name: string) => {
    if (!stale.delete(name)) return;
    panels.get(name)!.replaceChildren(contents[name]?.() || element('p', { class: 'nothing' }, 'Nothing to show while the expression has errors.'));
  };
  const choose = (name: string) => {
    select(name);
    chosen(name);
  };
  const select = (name: string) => {
    shown = name;
    show(name);
    for (const known of names) {
      const selected = known === name;
      buttons.get(known)!.setAttribute('aria-selected', String(selected));
      buttons.get(known)!.tabIndex = selected ? 0 : -1;
      panels.get(known)!.hidden = !selected;
    }
  };
  const move = (event: KeyboardEvent, index: number) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? names.length - 1 : step && (index + step + names.length) % names.length;
    if (to === undefined) return;
    event.preventDefault();
    choose(names[to]!);
    buttons.get(names[to]!)!.focus();
  };
  names.forEach((name, index) => {
    const id = `${group}-${index}`;
    const button = element('button', { role: 'tab', id, 'aria-controls': `${id}-panel`, click: () => choose(name), keydown: (event) => move(event, index) }, name);
    const panel = element('div', { role: 'tabpanel', id: `${id}-panel`, 'aria-labelledby': id });
    buttons.set(name, button);
    panels.set(name, panel);
    list.append(button);
    root.append(panel);
  });
  const fill = (made: Record<string, Fill>) => {
    root.classList.remove('dimmed');
    contents = made;
    names.forEach((name) => stale.add(name));
    show(shown);
  };
  select(shown);
  return { root, fill, choose, clear: () => fill({}), dim: () => root.classList.add('dimmed'), chosen: () => shown };
}
