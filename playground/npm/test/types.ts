// The code of the README, checked against the types.

import { analyse, convert, diff, edit, evaluate, fill, impact, init, inspect, map, map_rest, payloads, provision, samples, table, type Diagnostic, type TargetRequest } from 'attrflow';

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
const file = { name: 'mapping.toml', text: '' };
const mended: string = edit({ ...file, fixes: inspect(file).diagnostics.flatMap((found, number) => (found.fix?.safe ? [number] : [])) }).text;
edit({ ...file, text: mended, index: 0, attribute: 1, expression: '[mail]' });
const toml = convert({ ...file, to: 'toml' });
if (toml.status === 'converted') toml.text.length;
const made = samples({ ...file, index: 0 });
if (made.status === 'samples') impact({ old: file, new: { expression: '[a]' }, records: made.samples.map((sample) => sample.record) }).tallies.map((tally) => tally.pattern);
const rest = map_rest({ ...file, index: 1 });
if (rest.status === 'failed') rest.errors.map((error) => error.code);
fill({ records: 'a\n1\n', cells: { 0: 'x' } }).records.length;
// @ts-expect-error: a format is one of two
convert({ ...file, to: 'xml' });
// @ts-expect-error: an operation is one of three
provision({ connector: 'workgrid', records: '', operation: 'upsert' });
// @ts-expect-error: an expression is needed
evaluate({ record: {} });
// @ts-expect-error: a mapping file has a text
map({ name: 'mapping.toml' });
