// The values of the parts of an expression: in its text, and as a tree. The taken branch is highlighted, parts that did
// not run are dimmed; missing values and converted values are marked.

import type { Part } from './api';
import { element } from './dom';
import type { Mark } from './editor';

const WORDS: Record<string, string> = { absent: 'no value', skip: 'skipped', hidden: 'hidden', 'not-run': 'not run', folded: 'constant' };
const LONGEST = 60;

const shown = (part: Part) => (part.given === 'value' ? JSON.stringify(part.value) : WORDS[part.given]!);
const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** The taken branch, if others were not taken: the last part that ran. */
function takenArm(part: Part): Part | undefined {
  if (!part.parts.some((inner) => inner.given === 'not-run')) return undefined;
  return part.parts.filter((inner) => inner.given !== 'not-run').at(-1);
}

/** The taken branches, and the outermost parts that did not run. */
export function marksOf(part: Part): Mark[] {
  if (part.given === 'not-run') return [{ from: part.from, to: part.to, kind: 'dead' }];
  const taken = takenArm(part);
  const own: Mark[] = taken ? [{ from: taken.from, to: taken.to, kind: 'lit' }] : [];
  return [...own, ...part.parts.flatMap(marksOf)];
}

/** The text of the expression with the value after every part that is not a constant. */
export function inText(root: Part, text: string): HTMLElement {
  const write = (part: Part, lit: boolean): HTMLElement => {
    const made = element('span', { class: `${part.given === 'not-run' ? 'dead' : ''} ${lit ? 'taken' : ''}` });
    const taken = takenArm(part);
    let at = part.from;
    for (const inner of part.parts) {
      made.append(text.slice(at, inner.from), write(inner, inner === taken));
      at = inner.to;
    }
    made.append(text.slice(at, part.to));
    const isConstant = part.parts.length === 0 && !text.slice(part.from, part.to).startsWith('[') && part.given === 'value';
    if (part.given !== 'not-run' && part.given !== 'folded' && !isConstant) made.append(chip(part));
    return made;
  };
  return element('p', { class: 'inline-trace', 'aria-label': 'The expression with its values' }, write(root, false));
}

const asType = (part: Part) => (typeof part.as === 'string' ? part.as : '');

function chip(part: Part): HTMLElement {
  return element('span', { class: `chip ${part.given} ${part.as ? 'coerced' : ''}`, title: part.as ? `read as ${asType(part)}` : undefined },
    whole(shown(part)), part.as ? element('small', {}, ` as ${asType(part)}`) : null);
}

/** A value that is cut off where it is long, and whole after a click. */
function whole(text: string): HTMLElement | string {
  if (text.length <= LONGEST) return text;
  const button = element('button', {
    class: 'cut', 'aria-expanded': 'false', title: 'Show the whole value', click: (event) => {
      event.preventDefault();
      event.stopPropagation();
      const open = button.getAttribute('aria-expanded') === 'false';
      button.setAttribute('aria-expanded', String(open));
      button.textContent = open ? text : short(text);
    },
  }, short(text));
  return button;
}

/** The parts as a tree; the part under the pointer is marked in the editor. */
export function tree(root: Part, text: string, point: (part?: Part) => void): HTMLElement {
  const build = (part: Part, depth: number, lit: boolean): HTMLElement => {
    const line = [
      element('code', {}, short(text.slice(part.from, part.to).replace(/\s+/g, ' '))),
      element('span', { class: `value ${part.given}` }, whole(shown(part)), part.as ? element('span', { class: 'coerced' }, `read as ${asType(part)}`) : null),
    ];
    const events = { mouseenter: () => point(part), mouseleave: () => point(), focus: () => point(part), blur: () => point() };
    const kind = `${part.given} ${lit ? 'taken' : ''}`;
    if (!part.parts.length) return element('li', { class: kind }, element('div', { class: 'line', ...events }, ...line));
    const open = part.given !== 'not-run' && depth < 12;
    const taken = takenArm(part);
    return element('li', { class: kind }, element('details', { open }, element('summary', { class: 'line', ...events }, ...line),
      element('ul', {}, ...part.parts.map((inner) => build(inner, depth + 1, inner === taken)))));
  };
  return element('ul', { class: 'trace', 'aria-label': 'Trace' }, build(root, 0, false));
}
