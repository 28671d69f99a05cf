// Users as NDJSON on standard input, payloads as NDJSON on standard output:
//
//   node example.js workplace < users.ndjson
//
// The argument is a built-in connector or a mapping file. Records without a payload are reported on standard error.

import { readFileSync } from 'node:fs';
import { connectors, payloads } from 'attrflow';

const mapping = process.argv[2] ?? 'meta-work-accounts';
const isConnector = connectors().some((connector) => connector.name === mapping);
const file = isConnector ? { connector: mapping } : { name: mapping, text: readFileSync(mapping, 'utf8') };

const answer = payloads({ ...file, records: readFileSync(0, 'utf8') });
if (answer.status === 'refused') {
  for (const { location, message } of answer.diagnostics) console.error(`${mapping}:${location.line}:${location.column}: ${message}`);
  process.exit(1);
}
for (const row of answer.rows) {
  if (row.status === 'mapped') console.log(row.payload);
  else console.error(`line ${row.line}: ${row.message ?? (row.errors[0]?.message || row.status)}`);
}
