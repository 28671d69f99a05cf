// What attrflow takes and returns. Offsets count UTF-16 code units, as JavaScript does.

/** The request is invalid: a field of the wrong type, an unknown connector or an unknown dialect. */
export class RequestError extends Error {}

/**
 * Await this before any other call; in Node there is nothing to wait for. For browsers: `source` is the module or its
 * address, `texts` is the address of `attrflow/resources.json`.
 */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module, texts?: string | URL | Request | Response): Promise<void>;

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Dialect = 'entra' | 'cloud-sync' | 'connect';
/** An object, or its JSON string. */
export type Directory = { [attribute: string]: Json } | string;

export interface World {
  /** The expression dialect. */
  dialect?: Dialect;
  /** The current time for `Now()`: a date, or a string such as `2026-01-15T09:30:00Z`. */
  now?: Date | string;
  /** The seed for random values. */
  seed?: number;
  settings?: Record<string, string>;
  /** Values already in use, for `SelectUniqueValue`. */
  taken?: string[];
  /** The source object's attributes, as `inspect` returns them. With them, names and types of attributes are checked. */
  attributes?: KnownAttribute[];
}
export interface KnownAttribute { name: string; type: string; several: boolean; required: boolean }
/** A built-in connector, or a mapping file: its name, whose extension decides between JSON and TOML, and its text. */
export type MappingFile = { connector: string } | { name: string; text: string };

export interface Edit { from: number; to: number; text: string }
export interface Diagnostic {
  code: string;
  severity: string;
  message: string;
  help: string | null;
  from: number;
  to: number;
  related: { from: number; to: number; message: string }[];
  fix: { title: string; safe: boolean; edits: Edit[] } | null;
  value: string | null;
}
/**
 * A diagnostic about a mapping file. If it is about an expression, the offsets are in that expression. Its fix is applied with
 * `edit`.
 */
export type FileDiagnostic = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'help'> & Partial<Omit<Diagnostic, 'fix'>> & {
  location: Location;
  pointer: string | null;
  fix: { title: string; safe: boolean } | null;
};
/** Line and column count from 1. */
export interface Location { line: number; column: number }

export interface Analysis {
  diagnostics: Diagnostic[];
  /** Whether the expression can run. */
  sound: boolean;
  outline: string;
  bytecode: string | null;
  /** The tree that Microsoft Graph stores with an expression. */
  graph: Json;
  attributes: string[];
}
export function analyse(request: { expression: string; dialect?: Dialect; attributes?: KnownAttribute[] }): Analysis;

/** A part of an expression and its value. */
export interface Part {
  from: number;
  to: number;
  given: 'value' | 'absent' | 'skip' | 'hidden' | 'not-run' | 'folded';
  value: Json;
  /** The type to which the value was converted, if it is not its own type. */
  as: Json;
  parts: Part[];
}
export type Result =
  | { status: 'value'; value: Json; type: string }
  | { status: 'absent' | 'skip' | 'clear' }
  | { status: 'error'; error: Diagnostic };
/** `response` is the response of Microsoft Graph's `parseExpression`. */
export type Evaluation =
  | (Result & { trace: Part; response: Json })
  | { status: 'refused'; response: Json }
  | { status: 'record'; error: Diagnostic };
export function evaluate(request: { expression: string; record?: Directory } & World): Evaluation;

/** Records: NDJSON or CSV in one string, or a list. */
export type Records = string | Iterable<Directory>;
export interface Line { line: number; identity?: string | null }
export type UnreadLine = Line & { status: 'record'; message: string };
export interface TableRow extends Line {
  record: Json;
  status: 'value' | 'absent' | 'skip' | 'error' | 'record';
  value: Json;
  code: string | null;
  message: string | null;
  /** The value as it is written in the column `expected`. */
  cell: Json;
  /** The value of the column `expected`, if there is one, and whether the result is equal to it. */
  wanted: Json;
  holds: boolean | null;
}
export function table(
  request: { name?: string; expression: string; records: Records } & World,
): { status: 'refused' } | { status: 'rows'; rows: TableRow[] };
/** The same as a file for `attrflow test`. */
export function write_tests(request: { name: string; expression: string; records: Records } & World): { text: string | null };
/** The tables of a test file that have their own expression. */
export function read_tests(request: { name: string; text: string }): {
  tables: { name: string; expression: string; records: string }[];
  others: number;
  diagnostics: FileDiagnostic[];
  now: Json;
  seed: Json;
  dialect: string | null;
  settings: Record<string, string>;
  taken: string[];
};

export interface AttributeMapping {
  target: string;
  expression: string | null;
  named: string | null;
  kind: string | null;
  default: string | null;
  matching: number | null;
  pointer: string;
}
/** The wire format of payloads and requests; where none is given, it is `rfc7644`. */
export type Flavor = 'rfc7644' | 'entra' | 'entra-2020';
export interface ObjectMapping {
  name: string;
  rule: string;
  /** The expression dialect that what it connects implies. */
  dialect: Dialect;
  /** The form in which `attrflow map` and the page show it: the service's own if its source is Microsoft Entra ID. */
  flavor: Flavor;
  enabled: boolean;
  source: string;
  target: string;
  scoped: boolean;
  attributes: AttributeMapping[];
  /** The source object's attributes, if they are known. */
  known: KnownAttribute[];
}
/** `runs` is the index of the object mapping that runs by default; `settings` are the values of `%Name%` that the file has. */
export interface Inspection {
  name: string;
  objects: ObjectMapping[];
  runs: number | null;
  settings: Record<string, string>;
  diagnostics: FileDiagnostic[];
}
export function inspect(request: MappingFile & { dialect?: Dialect }): Inspection;

export interface AttributeError { attribute: number | null; code: string; message: string; help: string | null }
export interface Mapped {
  status: 'mapped' | 'out-of-scope' | 'failed';
  /** The payload as a JSON string; the order of its keys is the target's. */
  payload: string | null;
  /** The clauses that a record out of scope does not match. */
  clauses: string[];
  errors: AttributeError[];
}
/** The result of one attribute mapping, in the order of the file. */
export interface Made {
  value: Json;
  type: string;
  skipped: boolean;
  absent: boolean;
  /** A payload with only this attribute. */
  alone: Json;
  error: { code: string; message: string; help: string | null; value: string | null } | null;
}
/** The object mapping to run: its name, or its index in the file for names that are not unique. */
export interface Choice { object?: string; index?: number }
export type Refused = { status: 'refused'; diagnostics: FileDiagnostic[] };
export type MapRequest = MappingFile & Choice & { record?: Directory; flavor?: Flavor } & World;
export type MapAnswer = (Mapped & { made: Made[]; reads: string[] }) | Refused | { status: 'record'; error: Diagnostic };
export function map(request: MapRequest): MapAnswer;
/**
 * The same without the attribute mappings that cannot run or fail for the record: they are `errors`, and the payload is what the
 * others make.
 */
export function map_rest(request: MapRequest): MapAnswer;
/**
 * `unread` is what there is to say about all records: attributes that the mapping reads and that no record has a value
 * for, as an error where records have the name in another spelling.
 */
export function payloads(
  request: MappingFile & Choice & { records: Records; flavor?: Flavor } & World,
): { status: 'rows'; reads: string[]; rows: ((Mapped & Line) | UnreadLine)[]; unread: FileDiagnostic[] } | Refused;

/** A request to the target. If the object's id is not known, `filter` finds it: append `/` and the id to `path`. */
export interface TargetRequest {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The path below the server's base, such as `/Users/2819c223`. */
  path: string;
  filter?: string;
  body?: Json;
}
/** An error of a record, or of a line of `previous`. */
export interface RecordError {
  line: number;
  id: string | null;
  attribute: string | null;
  code: string;
  message: string;
  help: string | null;
  /** The part of the mapping that failed; `start` and `end` count the bytes of the expression. */
  location: { file: string; line: number; column: number; expression?: string; start: number; end: number } | null;
}
/** What is to be done about a record's object: a line of `attrflow map --envelope`. */
export interface Envelope {
  id: string | null;
  status: 'created' | 'changed' | 'unchanged' | 'disabled' | 'deleted' | 'held-back' | 'kept' | 'skipped' | 'out-of-scope' | 'error';
  /** What the target has of the object once the requests are done. */
  payload: Json;
  /** The requests to send, in this order. */
  requests?: TargetRequest[];
  /** Why a change is held back. */
  reason?: string;
  skipped: string[];
  deferred?: string[];
  errors: RecordError[];
}
export interface Provisioning {
  records: Records;
  /** What is sent for objects that exist: nothing, PUT requests with whole payloads, PATCH requests with the changes. */
  operation: 'create' | 'replace' | 'patch';
  /**
   * What the target has: payloads, or the envelopes of the last call. If it is not known, `replace` replaces whatever
   * there is. `patch` needs it, empty for the first run; `create` takes none.
   */
  previous?: string | Iterable<Directory | Envelope>;
  flavor?: Flavor;
  /** The target's ids by the source's ids; without it, the records contain the target's ids. */
  references?: Record<string, string>;
  /** How many objects may be deleted: `25`, or `10%` of those that the target has, which is the default. */
  max_deletions?: string;
}
/**
 * The envelopes of the records and then of the objects without a record: they are `deleted`; `held-back`, with a
 * `reason`, if the mapping or its settings do not allow that or there are more than `max_deletions` allows; and `kept` if
 * they may have a record after all: one that failed, or one that fits several objects.
 * `unusable` are the lines of `previous` that cannot be used, `unread` is as for `payloads`.
 */
export function provision(
  request: MappingFile & { object?: string } & Provisioning & Omit<World, 'attributes'>,
): { status: 'envelopes'; envelopes: Envelope[]; unusable: RecordError[]; unread: FileDiagnostic[] } | Refused;

export interface Change {
  object: string;
  target: string;
  topic: string;
  old: string | null;
  new: string | null;
  details: string[];
}
/** Throws if one of the files cannot be read. */
export function diff(request: { old: MappingFile; new: MappingFile }): { old: string; new: string; changes: Change[] };

/**
 * Edits a mapping file; all other bytes stay as they are. With `index` and `attribute`, that attribute mapping gets another
 * expression; with `fixes`, the fixes of these diagnostics of `inspect` are applied, and with `safe` all safe ones. Without any of
 * these it returns the text of the file or the connector.
 */
export function edit(
  request: MappingFile & { dialect?: Dialect } & ({ index: number; attribute: number; expression: string } | { fixes: number[] } | { safe: true } | {}),
): { name: string; text: string };
/** A mapping file in the other format. */
export function convert(request: MappingFile & { to: 'toml' | 'json' }): { status: 'converted'; text: string } | Refused;

/** A record made for a mapping. */
export interface SampleRecord { name: string; record: string; in_scope: boolean }
/** Records in scope, out of scope, and for the branches of expressions; `open` is what no record was found for. */
export function samples(
  request: MappingFile & Choice & World,
): { status: 'samples'; samples: SampleRecord[]; open: { target: string; what: string }[] } | Refused;

export interface Tally {
  /** The target; empty for the whole payload. */
  target: string;
  pattern: string;
  count: number;
  samples: { line: number; old: string | null; new: string | null }[];
}
export interface Impact {
  status: 'compared';
  records: number;
  /** With `show`, `old` and `new` are the values of an expression, or the payloads. */
  changed: (Line & { old?: Json; new?: Json })[];
  unreadable: number;
  /** Whether there are records behind the `count` that was asked for. */
  more: boolean;
  tallies: Tally[];
}
/** A mapping, or one expression. */
export type Compared = (MappingFile & Choice) | { expression: string; dialect?: Dialect };
/**
 * What a changed mapping, or a changed expression, does to records; one with errors has no result for any. Values are masked
 * unless `show` is true. `from` and `count` choose some of the records.
 */
export function impact(
  request: { old: Compared; new: Compared; records: Records; show?: boolean; from?: number; count?: number } & World,
): Impact;
/** Records of CSV with values in a column, by the index of the row; by default in `expected`. */
export function fill(request: { name?: string; records: string; cells: Record<string, string> }): { records: string };

export interface AtCaret {
  expression: string;
  offset: number;
  record?: Directory;
  dialect?: Dialect;
  attributes?: KnownAttribute[];
}
export interface Completion {
  label: string;
  kind: string;
  detail: string;
  documentation: string;
  from: number;
  to: number;
  insert: string;
  /** The position of the caret in the inserted text. */
  caret: number;
}
export function complete(request: AtCaret): Completion[];
export function hover(request: AtCaret): { from: number; to: number; text: string } | null;
export interface Signature {
  label: string;
  documentation: string;
  /** `start` and `end` are offsets in `label`. */
  parameters: { name: string; start: number; end: number; kind: string; documentation: string }[];
  active: number | null;
}
export function signature(request: AtCaret): Signature | null;
export function format(request: { expression: string; multi?: boolean }): { text: string };

export interface Row { expression: string; record: string | null; dialect: string | null; gives: string | null; raises: string | null }
export interface FunctionPage { name: string; signature: string; summary: string; dialects: string[]; page: string; rows: Row[] }
export function reference(): FunctionPage[];
export interface DiagnosticPage { code: string; severity: string; summary: string; page: string; rows: Row[] }
export function registry(): DiagnosticPage[];
export interface Connector { name: string; summary: string }
export function connectors(): Connector[];
export function version(): string;
