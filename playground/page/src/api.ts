// The requests and answers of the engine, from the one declaration of the package for Node. The engine takes and returns JSON
// strings; a request that it cannot read is answered with `request_error`.

import type * as Api from '../../npm/attrflow';

export type {
  Completion, Connector, Diagnostic, DiagnosticPage, Dialect, Edit, Evaluation, FileDiagnostic, Flavor, FunctionPage, Impact, Inspection, Json,
  KnownAttribute, AttributeMapping, Change, Compared, Made, Mapped, MappingFile, ObjectMapping, Part, Row, SampleRecord, Signature, TableRow, Tally, World,
} from '../../npm/attrflow';

type Functions = Omit<typeof Api, 'init' | 'RequestError'>;
export type Method = keyof Functions;

/** What a method is asked. The page asks with strings only: records as JSON, the time in the engine's format. */
export type Request<M extends Method> = Parameters<Functions[M]> extends [] ? Record<string, never> : NonNullable<Parameters<Functions[M]>[0]>;
export type Answer<M extends Method> = ReturnType<Functions[M]>;
export type Call = { [M in Method]: [M, Request<M>] }[Method];
export type Answers<Calls extends readonly Call[]> = { [I in keyof Calls]: Calls[I] extends readonly [infer M extends Method, unknown] ? Answer<M> : never };

/** The first message to a worker: the first engine, if the page could compile it. */
export interface Begin { module: WebAssembly.Module | null }
/** A request to the worker, and its words back. */
export interface Job { id: number; calls: { method: Method; request: string }[] }
export type Word = { id: number } & ({ begun: true } | { answers: string[] } | { failed: string });
