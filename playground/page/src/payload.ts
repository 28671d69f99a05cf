// A payload line by line, each with its path and value, so that lines and their attribute mappings can be highlighted
// together.

import type { Json } from './api';
import { element } from './dom';

/** The leaves of a payload, each with its path, without indexes in lists. */
export function sayings(json: Json, path = ''): string[] {
  if (json === null || typeof json !== 'object') return [`${path}=${JSON.stringify(json)}`];
  if (Array.isArray(json)) return json.flatMap((item) => sayings(item, `${path}[]`));
  return Object.entries(json).flatMap(([key, value]) => (path === '' && (key === 'schemas' || key === 'meta') ? [] : sayings(value, `${path}.${key}`)));
}

/** The payload's lines. `point` is called with the line under the pointer. */
export function lines(json: Json, point: (says?: string) => void): HTMLElement[] {
  const made: HTMLElement[] = [];
  const add = (depth: number, text: string, says: string) => {
    const isLeaf = says.includes('=');
    const events = isLeaf ? { mouseenter: () => point(says), mouseleave: () => point(), focus: () => point(says), blur: () => point() } : {};
    made.push(element('li', { 'data-says': says, style: `--depth: ${depth}`, tabindex: isLeaf ? 0 : undefined, ...events }, element('code', {}, text)));
  };
  const walk = (value: Json, depth: number, path: string, before: string, after: string) => {
    if (value === null || typeof value !== 'object') return add(depth, `${before}${JSON.stringify(value)}${after}`, `${path}=${JSON.stringify(value)}`);
    const list = Array.isArray(value);
    const entries: [string, Json][] = Object.entries(value);
    add(depth, `${before}${list ? '[' : '{'}`, path);
    entries.forEach(([key, inner], index) => {
      walk(inner, depth + 1, list ? `${path}[]` : `${path}.${key}`, list ? '' : `${JSON.stringify(key)}: `, index < entries.length - 1 ? ',' : '');
    });
    add(depth, `${list ? ']' : '}'}${after}`, path);
  };
  walk(json, 0, '', '', '');
  return made;
}
