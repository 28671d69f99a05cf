// Writes expected values into records. The engine writes CSV, which it alone reads; JSON becomes one object per line.

import type { Json, TableRow } from './api';
import { ask } from './engine';

const cellOf = (value: Json) => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));

export const isJson = (records: string) => /^\s*[{[]/.test(records);

/** The records with the expected values in `cells`, by the index of the row; the other rows stay unchanged. */
export async function withExpected(records: string, rows: readonly TableRow[], cells: ReadonlyMap<number, Json>): Promise<string> {
  if (!isJson(records)) {
    const written = Object.fromEntries([...cells].map(([row, value]) => [String(row), cellOf(value)]));
    const [answer] = await ask(['fill', { records, cells: written }]);
    return answer.records;
  }
  const lines = records.split('\n');
  return rows.map((row, index) => {
    const { record } = row;
    if (!record || typeof record !== 'object' || Array.isArray(record)) return lines[row.line - 1] ?? '';
    const wanted = cells.has(index) ? cells.get(index) : row.wanted;
    return JSON.stringify(wanted === null || wanted === undefined || wanted === '' ? record : { ...record, expected: wanted });
  }).join('\n');
}

/** The records with their results, in the format that they came in: a column of CSV, or a key of JSON. */
export async function withResults(records: string, rows: readonly TableRow[], resultOf: (row: TableRow) => string): Promise<string> {
  if (!isJson(records)) {
    const cells = Object.fromEntries(rows.map((row, index) => [String(index), resultOf(row)]));
    const [answer] = await ask(['fill', { records, name: 'result', cells }]);
    return answer.records;
  }
  return `${rows.map((row) => JSON.stringify({ line: row.line, record: row.record, status: row.status, result: row.value, expected: row.wanted, pass: row.holds })).join('\n')}\n`;
}
