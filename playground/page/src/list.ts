// Long lists in pieces: the visible part first, more on scrolling or on request.

import { element } from './dom';

const PIECE = 120;

export interface LongList { fill<Item>(items: Item[], make: (item: Item, index: number) => HTMLElement): void }

export function longList(list: HTMLElement): LongList {
  const more = element('button', { class: 'more', type: 'button', click: () => grow() });
  list.after(more);
  let grow = () => {};
  const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && grow(), { rootMargin: '600px' });
  watch.observe(more);
  more.hidden = true;
  return {
    fill(items, make) {
      let made = 0;
      grow = () => {
        const end = Math.min(items.length, made + PIECE);
        list.append(...items.slice(made, end).map((item, index) => make(item, made + index)));
        made = end;
        more.hidden = made >= items.length;
        more.textContent = `Show more (${items.length - made} left)`;
      };
      list.replaceChildren();
      grow();
      // A button that stays visible is not reported again: observe it again.
      watch.unobserve(more);
      if (!more.hidden) watch.observe(more);
    },
  };
}
