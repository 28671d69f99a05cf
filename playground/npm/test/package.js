// The package as it would be published: packed, installed into an empty folder, and its example run there.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(repository, 'target/npm');
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'user'), { recursive: true });

const run = (program, args, options) => execFileSync(program, args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'], ...options });
const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: here }));
assert.deepEqual(packed.files.map((file) => file.path).sort(), [
  'README.md', 'attrflow.d.ts', 'attrflow.js', 'bin/attrflow.js', 'browser.js', 'engine/engine.js', 'engine/engine_bg.wasm', 'engine/resources.json', 'example.js', 'node.js', 'package.json',
].sort());

const user = join(folder, 'user');
writeFileSync(join(user, 'package.json'), '{"private": true, "type": "module"}\n');
run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)], { cwd: user });

// The example, compared with the native payloads.
const users = readFileSync(join(repository, 'examples/users.ndjson'), 'utf8');
const printed = run('node', ['node_modules/attrflow/example.js', 'workplace'], { cwd: user, input: users });
let native;
for await (const line of createInterface({ input: createReadStream(join(repository, 'target/tmp/answers.ndjson')) })) {
  const { method, request, answer } = JSON.parse(line);
  if (method === 'payloads' && JSON.parse(request).connector === 'workplace') native = JSON.parse(answer);
}
const payloads = native.rows.filter((row) => row.status === 'mapped').map((row) => `${row.payload}\n`);
assert.ok(payloads.length > 2);
assert.equal(printed, payloads.join(''));

// The code of the README, and the interface: objects go in, invalid requests throw.
writeFileSync(join(user, 'use.js'), `
import assert from 'node:assert/strict';
import * as attrflow from 'attrflow';
await attrflow.init();
const { value } = attrflow.evaluate({ expression: 'Join("@", ToLower([alias]), "contoso.com")', record: { alias: 'Ada' } });
assert.equal(value, 'ada@contoso.com');
assert.equal(attrflow.analyse({ expression: 'Tolower([mail])' }).diagnostics[0].message, 'there is no function \`Tolower\`, but there is \`ToLower\`');
// What fails for a record is an answer, not an invalid request.
assert.equal(attrflow.evaluate({ expression: 'CDate([a])', record: { a: 'never' } }).status, 'error');
assert.equal(attrflow.evaluate({ expression: '[a]', record: '{' }).status, 'record');
assert.equal(attrflow.map({ connector: 'workplace', record: '{' }).status, 'record');
const { rows } = attrflow.payloads({ connector: 'workplace', records: [{ userPrincipalName: 'ada@contoso.com' }, '{'] });
assert.equal(rows[1].status, 'record');
const users = [{ userPrincipalName: 'ada@contoso.com', jobTitle: 'Chief' }];
const once = (previous) => attrflow.provision({ connector: 'workgrid', records: users, operation: 'patch', previous });
const { envelopes } = once([]);
assert.deepEqual(envelopes[0].requests.map(({ method, path }) => [method, path]), [['POST', '/Users']]);
assert.equal(once(envelopes).envelopes[0].status, 'unchanged');
assert.equal(once(envelopes.map((envelope) => JSON.stringify(envelope)).join('\\n')).envelopes[0].status, 'unchanged');
assert.throws(() => once(undefined), /needs the state of the target/);
const changes = attrflow.diff({ old: { connector: 'workplace' }, new: { connector: 'workgrid' } }).changes;
assert.ok(changes.length > 0);
const broken = { name: 'm.toml', text: "[source]\\nobject = 'User'\\n[target]\\nobject = 'User'\\n[[attribute]]\\ntarget = 'userName'\\nvalue = 'Tolower([mail])'\\n" };
assert.ok(attrflow.edit({ ...broken, safe: true }).text.includes("'ToLower([mail])'"));
assert.equal(attrflow.map_rest({ ...broken, record: {} }).status, 'failed');
assert.equal(attrflow.impact({ old: { expression: '[a]' }, new: { expression: 'ToUpper([a])' }, records: [{ a: 'x' }] }).changed.length, 1);
assert.ok(attrflow.samples({ connector: 'workplace' }).samples.length > 3);
assert.equal(attrflow.convert({ connector: 'workplace', to: 'json' }).status, 'converted');
assert.equal(attrflow.fill({ records: 'a\\n1\\n', cells: { 0: 'x' } }).records, 'a,expected\\n1,x\\n');
assert.equal(attrflow.hover({ expression: 'ToLower([a])', offset: 2 }).to, 7);
assert.equal(attrflow.complete({ expression: 'ToLo', offset: 4 })[0].label, 'ToLower');
assert.equal(attrflow.signature({ expression: 'Mid([a], ', offset: 9 }).active, 1);
assert.equal(attrflow.format({ expression: 'ToLower( [a] )', multi: true }).text, 'ToLower([a])');
const year = (now) => attrflow.evaluate({ expression: 'Now()', now }).value;
assert.match(year(new Date('2031-05-06T07:08:09.123Z')), /2031/);
assert.match(year(), new RegExp(String(new Date().getUTCFullYear())));
assert.throws(() => attrflow.inspect({ connector: 'nobody' }), attrflow.RequestError);
assert.throws(() => attrflow.analyse({ expression: 7 }), /cannot be read/);
assert.equal(attrflow.version(), '${JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).version}');
`);
run('node', ['use.js'], { cwd: user });

// The command: without the program for this system it says so; with one, it hands over arguments, exit code and signals.
const command = (...args) => spawnSync('npx', ['--no-install', 'attrflow', ...args], { cwd: user, encoding: 'utf8' });
const without = command('--version');
assert.equal(without.status, 2);
assert.match(without.stderr, new RegExp(`the package \`@attrflow/cli-${process.platform}-${process.arch}\`.* is not installed`));
const program = join(user, `node_modules/@attrflow/cli-${process.platform}-${process.arch}`);
mkdirSync(program, { recursive: true });
writeFileSync(join(program, 'package.json'), '{"name": "program", "version": "0.0.0"}\n');
writeFileSync(join(program, 'attrflow'), '#!/bin/sh\n[ "$1" != stop ] || kill -TERM $$\nprintf "<%s>" "$@"\nexit 3\n', { mode: 0o755 });
const called = command('check', 'my mappings', '*');
assert.deepEqual([called.status, called.stdout], [3, '<check><my mappings><*>']);
assert.equal(command('stop').status, 143);
console.log(`${packed.filename}: ${packed.files.length} files, ${(packed.size / 1000).toFixed(0)} kB packed; installs and runs`);
