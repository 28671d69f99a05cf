// A divider between two columns: moved with the pointer or the arrow keys, and kept in this browser.

import { element } from './dom';

const KEPT = 'attrflow-divider';
const LEAST = 25;
const MOST = 75;

/** The columns of `root` follow its property `--left`. */
export function divider(root: HTMLElement): HTMLElement {
  const set = (percent: number) => {
    const share = Math.min(MOST, Math.max(LEAST, Math.round(percent)));
    root.style.setProperty('--left', `${share}fr`);
    root.style.setProperty('--right', `${100 - share}fr`);
    bar.setAttribute('aria-valuenow', String(share));
    try { localStorage.setItem(KEPT, String(share)); } catch { /* Then it is not kept. */ }
  };
  const now = () => Number(bar.getAttribute('aria-valuenow'));
  const bar = element('div', {
    class: 'divider', role: 'separator', tabindex: 0, 'aria-orientation': 'vertical', 'aria-label': 'Width of the columns', 'aria-valuemin': LEAST, 'aria-valuemax': MOST, 'aria-valuenow': 55,
    pointerdown: (event) => { event.preventDefault(); bar.setPointerCapture(event.pointerId); },
    pointermove: (event) => {
      if (!bar.hasPointerCapture(event.pointerId)) return;
      const { left, width } = root.getBoundingClientRect();
      set(((event.clientX - left) / width) * 100);
    },
    dblclick: () => set(55),
    keydown: (event) => {
      const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
      if (!step) return;
      event.preventDefault();
      set(now() + step);
    },
  });
  let kept = NaN;
  try { kept = Number(localStorage.getItem(KEPT) ?? NaN); } catch { /* Use the default. */ }
  set(Number.isFinite(kept) && kept > 0 ? kept : 55);
  return bar;
}
