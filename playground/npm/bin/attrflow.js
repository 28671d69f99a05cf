#!/usr/bin/env node
// `npx attrflow`: runs the program for this system, which is a package of its own. npm installs the one that fits.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';

const { platform, arch } = process;
const name = `@attrflow/cli-${platform}-${arch}`;
const file = platform === 'win32' ? 'attrflow.exe' : 'attrflow';

let program;
try {
  program = createRequire(import.meta.url).resolve(`${name}/${file}`);
} catch {
  console.error(`error: the package \`${name}\`, which has the program for this system, is not installed`);
  console.error('  help: install without `--omit=optional` or `--no-optional`; the library works without it. Systems that have no');
  console.error('        such package build the program with Rust: cargo install attrflow --profile dist --locked');
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// A terminal sends Ctrl-C to both; the program decides what becomes of it. Other signals come here only.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`error: \`${program}\` cannot be run: ${error.message}`);
  process.exit(2);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
