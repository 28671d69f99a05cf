// Long lists in pieces: the visible part first, more on scrolling or on request.

import { element } from './dom';

const PIECE = 120;

export interface LongList {
  fill<Item>(items: readonly Item[], make: (item: Item, index: number) => HTMLElement): void;
  /** Makes the items up to a position, so that one of them can be shown. */
  reach(index: number): void;
}

export function longList(list: HTMLElement): LongList {
  const more = element('button', { class: 'more', type: 'button', click: () => grow() });
  list.after(more);
  let grow = () => {};
  let made = 0;
  const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && grow(), { rootMargin: '600px' });
  watch.observe(more);
  more.hidden = true;
  return {
    fill(items, make) {
      made = 0;
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
    reach(index) {
      while (made <= index && !more.hidden) grow();
    },
  };
}
