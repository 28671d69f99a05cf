// Runs every table row of the documentation in the engines that are shipped: each result must be the one on the page.
// The library's own tests check the native engine against the same rows.

import { readFileSync } from 'node:fs';
import * as first from '../src/engine/engine.js';
import * as whole from '../../npm/engine/engine.js';

const file = (name) => readFileSync(new URL(name, import.meta.url));
await first.default({ module_or_path: file('../src/engine/engine_bg.wasm') });
await whole.default({ module_or_path: file('../../npm/engine/engine_bg.wasm') });
// Without its resources, a connector would be an empty file with wrong diagnostics.
if (!whole.inspect('{"connector":"workplace"}').includes('are not loaded yet')) throw new Error('a mapping file is read without its resources');
const engines = { 'the first engine': first, 'the whole engine': whole };
for (const engine of Object.values(engines)) engine.install(file('../src/engine/resources.json').toString());

let engine = first;
const ask = (method, request) => JSON.parse(engine[method](JSON.stringify(request)));
const world = {
  now: '2026-01-15T09:30:00Z',
  settings: { DefaultDomain: 'contoso.onmicrosoft.com', DomainFQDN: 'contoso.com' },
  taken: ['taken@contoso.com'],
};

function same(gives, json) {
  try {
    return equal(JSON.parse(gives), json);
  } catch {
    return false;
  }
}

function equal(a, b) {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const keys = Object.keys(a);
  return Array.isArray(a) === Array.isArray(b) && keys.length === Object.keys(b).length && keys.every((key) => equal(a[key], b[key]));
}

function check(row, page) {
  const request = { ...world, expression: row.expression, record: row.record ?? '{}', dialect: row.dialect ?? 'entra' };
  const codes = ask('analyse', request).diagnostics.map((diagnostic) => diagnostic.code);
  const value = ask('evaluate', request);
  if (value.status === 'error') codes.push(value.error.code);
  if (row.raises !== null && row.raises !== undefined) {
    const fine = row.raises === '–' ? (page ? !codes.includes(page) : codes.length === 0) : codes.includes(row.raises);
    return fine ? null : `raises ${codes}, not ${row.raises}`;
  }
  const gives = { absent: 'absent', skip: 'skip', error: value.error?.code }[value.status];
  const fine = value.status === 'value' ? same(row.gives, value.value) : gives === row.gives;
  return fine ? null : `returns ${JSON.stringify(value.value ?? gives ?? value)}, not ${row.gives}`;
}

for (const [title, one] of Object.entries(engines)) {
  engine = one;
  let count = 0;
  const failures = [];
  const all = [
    ...ask('reference', {}).flatMap((item) => item.rows.map((row) => [item.name, row, null])),
    ...ask('registry', {}).flatMap((item) => item.rows.map((row) => [item.code, row, item.code])),
  ];
  for (const [name, row, page] of all) {
    // The first engine checks the language of Entra Connect Sync, and the page asks the whole one to run it.
    if (engine === first && row.dialect === 'connect') continue;
    count += 1;
    const why = check(row, page);
    if (why) failures.push(`${name}: ${row.expression}: ${why}`);
  }
  console.log(`${title}: ${count - failures.length} of ${count} rows have the result on their pages`);
  if (failures.length || count < 500) {
    console.error(failures.join('\n'));
    process.exitCode = 1;
  }
}

// Hostile input must have an answer, and never a trap.
const deep = 'IIF('.repeat(10_000);
for (const expression of [deep, '['.repeat(1_000_000), '"'.repeat(5_000_001), '\u0000\uD800x', '']) {
  const [analysis, value] = [ask('analyse', { expression }), ask('evaluate', { expression })];
  if (analysis.sound || !(value.status === 'refused' || value.request_error)) throw new Error(`hostile input is accepted: ${expression.slice(0, 20)}`);
}
for (const record of ['{', '['.repeat(100_000), 'nonsense', '{"a":'.repeat(50_000)]) {
  if (ask('evaluate', { expression: '[a]', record }).status !== 'record') throw new Error(`not rejected: ${record.slice(0, 20)}`);
}
if (!engine.evaluate('{').includes('request_error')) throw new Error('a request that is not JSON is not an error');
if (ask('map', { name: 'x.json', text: '{"a":' }).status !== 'refused') throw new Error('a broken file is not rejected');
console.log('hostile input is rejected');
