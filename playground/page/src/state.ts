// What the page works on: all that a reload, a link or a saved draft brings back. Plain data; who changes it is in store.ts.

import type { Dialect } from './api';
import { sample } from './presets';

export type Mode = 'expression' | 'table' | 'mapping';

/** An opened mapping file. It is downloaded in the encoding that it came in. */
export interface OpenFile {
  name: string;
  text: string;
  /** The text as it was opened. */
  original: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Whether it began with a byte order mark. */
  mark: boolean;
}

export interface State {
  mode: Mode;
  expression: string;
  /** The record of the expression mode, JSON. */
  record: string;
  tableExpression: string;
  /** The expression that the one of the table is compared with; empty for none. */
  oldExpression: string;
  /** The records of the table mode, CSV or NDJSON. */
  records: string;
  /** The sample user of the mapping mode: JSON, or a list of users of which one is chosen. */
  user: string;
  userIndex: number;
  connector: string;
  /** The opened file, which comes before the connector. */
  file: OpenFile | null;
  /** The name of a file that was open where a link was made and that the link does not hold. */
  missing: string;
  /** The index of the object mapping; -1 for the one that runs by default. */
  object: number;
  /** Empty for the one that the mapping implies. */
  dialect: Dialect | '';
  schema: string;
  /** The current time in the format of the browser's input field: UTC, without its zone. */
  now: string;
  seed: number;
  settings: string;
  taken: string;
}

/** The value of `schema` that means the open mapping's source object. */
export const OPEN_MAPPING = '(open)';

export const MODES: readonly Mode[] = ['expression', 'table', 'mapping'];
const DIALECTS = ['', 'entra', 'cloud-sync', 'connect'];

export const TABLE_SAMPLE = {
  expression: 'Join("@", NormalizeDiacritics(StripSpaces(Join(".", ToLower([givenName]), ToLower([surname])))), "contoso.com")',
  records: `givenName,surname,country,expected
Ada,Whitfield,GB,ada.whitfield@contoso.com
José,García Löwe,ES,jose.garcialowe@contoso.com
Zoë,van Dam,NL,zoe.vandam@contoso.com
Plato,,GR,plato@contoso.com
`,
};

export function fresh(): State {
  return {
    mode: 'expression',
    expression: 'Switch([country], "Global", "DE", "Europe", "FR", "Europe", "US", "Americas", "JP", "Asia")',
    record: '{\n  "country": "FR"\n}',
    tableExpression: TABLE_SAMPLE.expression, oldExpression: '', records: TABLE_SAMPLE.records,
    user: JSON.stringify(sample, null, 2), userIndex: 0, connector: '', file: null, missing: '', object: -1,
    dialect: '', schema: '', now: '2026-01-15T09:30:00', seed: 0,
    settings: 'DefaultDomain=contoso.onmicrosoft.com, DomainFQDN=contoso.com', taken: 'taken@contoso.com',
  };
}

const isObject = (found: unknown): found is Record<string, unknown> => typeof found === 'object' && found !== null && !Array.isArray(found);

function fileOf(found: unknown): OpenFile | null {
  if (!isObject(found) || typeof found.name !== 'string' || typeof found.text !== 'string') return null;
  const encoding = found.encoding === 'utf-16le' || found.encoding === 'utf-16be' ? found.encoding : 'utf-8';
  return { name: found.name, text: found.text, original: typeof found.original === 'string' ? found.original : found.text, encoding, mark: found.mark === true };
}

/** Saved data as a state; fields that are missing or have a wrong type are those of `base`. Nothing for other data. */
export function shaped(found: unknown, base: State): State | undefined {
  if (!isObject(found) || typeof found.expression !== 'string') return undefined;
  const own = Object.entries(base).map(([key, value]) => [key, typeof found[key] === typeof value ? found[key] : value]);
  const made: State = { ...Object.fromEntries(own), file: fileOf(found.file) };
  // Both modes had one expression once.
  if (typeof found.tableExpression !== 'string' && typeof found.records === 'string' && found.mode === 'table') made.tableExpression = made.expression;
  if (!MODES.includes(made.mode)) made.mode = 'expression';
  if (!DIALECTS.includes(made.dialect)) made.dialect = '';
  if (!Number.isSafeInteger(made.seed) || made.seed < 0) made.seed = 0;
  if (!Number.isSafeInteger(made.object) || made.object < -1) made.object = -1;
  if (!Number.isSafeInteger(made.userIndex) || made.userIndex < 0) made.userIndex = 0;
  return made;
}

/** Whether somebody has worked on it: it differs from a fresh one in more than what is shown. */
export function isTouched(state: State): boolean {
  const plain = { ...fresh(), mode: state.mode, object: state.object, userIndex: state.userIndex };
  return JSON.stringify(state) !== JSON.stringify({ ...plain, connector: state.file ? '' : state.connector });
}

/** A short name for a list. */
export function nameOf(state: State): string {
  const short = (text: string) => { const line = text.replace(/\s+/g, ' ').trim(); return line.length > 60 ? `${line.slice(0, 60)}…` : line || '(empty)'; };
  if (state.mode === 'mapping') return state.file?.name ?? (state.connector || 'A connector');
  return short(state.mode === 'table' ? state.tableExpression : state.expression);
}
