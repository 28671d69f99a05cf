// The result of an expression: the value, or why there is none. While somebody types, the last good result stays, dimmed; only after
// a pause does an error take its place, so that nothing flickers.

import type { Evaluation } from './api';
import { element, type Child } from './dom';
import { inline } from './markdown';

/** How long an error waits behind the last good result. */
export const PATIENCE = 600;

export interface Result { root: HTMLElement; show(value: Evaluation, expression: string): void; refuse(why: string): void }

const KINDS: Record<string, [string, string]> = {
  absent: ['No value', 'The target attribute gets no value.'],
  skip: ['Skipped', 'The target attribute stays unchanged.'],
  clear: ['Authoritative null', 'The target attribute is emptied, and no other rule gives it a value.'],
  refused: ['No result', 'The expression has errors.'],
};

export function resultBox(): Result {
  const root = element('div', { class: 'result', role: 'status', 'aria-live': 'polite', 'aria-label': 'Result' });
  let timer = 0;
  let good = false;

  function put(kind: string, ...children: Child[]) {
    clearTimeout(timer);
    good = ['value', 'absent', 'skip'].includes(kind);
    root.className = `result ${kind}`;
    root.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
  }

  /** An error: at once if there is nothing good to keep, else after a pause. */
  function later(kind: string, ...children: Child[]) {
    if (!good) return put(kind, ...children);
    root.classList.add('dimmed');
    clearTimeout(timer);
    timer = window.setTimeout(() => put(kind, ...children), PATIENCE);
  }

  function show(value: Evaluation, expression: string) {
    if (value.status === 'value') {
      const text = typeof value.value === 'string' ? value.value : JSON.stringify(value.value, null, 2);
      put('value', element('output', {}, text === '' ? element('em', {}, '(empty string)') : text), element('small', {}, value.type));
    } else if (value.status === 'error' || value.status === 'record') {
      const where = value.status === 'record' ? 'The record cannot be read' : 'The evaluation fails for this record';
      later(value.status, element('strong', {}, where), element('p', {}, inline(value.error.message)), value.error.help && element('p', { class: 'help' }, inline(value.error.help)));
    } else {
      const [title, why] = expression.trim() === '' ? ['No result', 'Write an expression, or choose an example.'] : KINDS[value.status]!;
      (value.status === 'refused' && expression.trim() !== '' ? later : put)(value.status, element('strong', {}, title), element('p', {}, why));
    }
  }

  return { root, show, refuse: (why) => put('failed', element('strong', {}, 'No result'), element('p', {}, why)) };
}

/** The text of a result, to be copied. */
export function textOf(value: Evaluation): string {
  if (value.status === 'value') return typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
  return value.status === 'error' || value.status === 'record' ? value.error.message : KINDS[value.status]![0];
}
