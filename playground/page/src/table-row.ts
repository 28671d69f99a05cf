// A row of the table mode: a user with the result, the expected value, and whether they agree.

import type { Json, TableRow } from './api';
import { element } from './dom';

const WORDS: Record<string, string> = { absent: 'no value', skip: 'skipped' };

const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));

/** The result in words. */
export function resultOf(row: TableRow): string {
  if (row.status === 'value') return row.value === '' ? '(empty string)' : text(row.value);
  return WORDS[row.status] ?? row.message ?? '';
}

/** Input that is a JSON array is an array; everything else is a string. */
function valueOf(input: string): Json {
  if (!/^\s*\[/.test(input)) return input;
  try { return JSON.parse(input) as Json; } catch { return input; }
}

function short(value: Json): string {
  const shown = text(value);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}

export function tableRow(row: TableRow, reads: readonly string[], expect: (value: Json) => void): HTMLElement {
  const { record } = row;
  const values = typeof record === 'object' && record !== null && !Array.isArray(record) ? record : {};
  const shown = reads.filter((name) => values[name] !== undefined).map((name) => `${name}: ${short(values[name]!)}`).join(', ');
  const [kind, verdict] = row.holds === null ? ['open', '–'] : row.holds ? ['pass', '✓ pass'] : ['fail', '✗ fail'];
  const field = element('input', {
    value: row.wanted === null ? '' : text(row.wanted), 'aria-label': `Expected on line ${row.line}`, spellcheck: 'false', disabled: !record, change: () => expect(valueOf(field.value)),
  });
  return element('tr', { class: kind, role: 'row' },
    element('td', { role: 'cell' }, String(row.line)),
    element('td', { role: 'cell' }, row.identity && !shown.includes(row.identity) ? element('strong', {}, row.identity, ' ') : null, shown || '–'),
    element('td', { role: 'cell', class: `given ${row.status}` }, resultOf(row)),
    element('td', { role: 'cell' }, field),
    element('td', { role: 'cell', class: 'verdict-word' }, verdict!));
}
