// The code of the README, checked against the types.

import { analyse, diff, evaluate, init, map, payloads, provision, table, type Diagnostic, type TargetRequest } from 'attrflow';

await init();
const evaluation = evaluate({ expression: 'ToUpper([a])', record: { a: 'x' }, now: new Date(), seed: 7 });
if (evaluation.status === 'value') evaluation.trace.parts.map((part) => part.from);
const diagnostics: Diagnostic[] = analyse({ expression: 'Tolower([mail])' }).diagnostics;
diagnostics[0]?.fix?.edits.map((edit) => edit.text);
const mapped = payloads({ connector: 'workplace', records: [{ id: '1' }, '{"id":"2"}'] });
payloads({ connector: 'workplace', records: [], flavor: 'entra' });
if (mapped.status === 'rows') mapped.rows.map((row) => (row.status === 'record' ? row.message : row.payload));
const one = map({ name: 'mapping.toml', text: '', record: {} });
if (one.status === 'mapped') one.made.map((made) => made.value);
const changes = diff({ old: { connector: 'workplace' }, new: { connector: 'workgrid' } });
changes.changes.map((change) => change.topic);
const rows = table({ expression: '[a]', records: 'a\n1\n' });
if (rows.status === 'rows') rows.rows.map((row) => row.line);
const decided = provision({ connector: 'workgrid', records: [{ userPrincipalName: 'ada@contoso.com' }], operation: 'patch', previous: '' });
if (decided.status === 'envelopes') {
  const requests: TargetRequest[] = decided.envelopes.flatMap((envelope) => envelope.requests ?? []);
  requests.map((request) => request.filter);
  provision({ connector: 'workgrid', records: '', operation: 'patch', previous: decided.envelopes, references: { a: 'b' } });
}
// @ts-expect-error: an operation is one of three
provision({ connector: 'workgrid', records: '', operation: 'upsert' });
// @ts-expect-error: an expression is needed
evaluate({ record: {} });
// @ts-expect-error: a mapping file has a text
map({ name: 'mapping.toml' });
