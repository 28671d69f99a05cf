// The page as a visitor sees it: in Chromium, from a plain file server. `node browser.js WORDS` runs the tests whose
// names contain the words. Screenshots go to target/playground.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import calm from './scenes/calm.js';
import editing from './scenes/editing.js';
import expression from './scenes/expression.js';
import kept from './scenes/kept.js';
import looks from './scenes/looks.js';
import mapping from './scenes/mapping.js';
import table from './scenes/table.js';
import whole from './scenes/whole.js';
import { serve } from './server.js';
import { EXPRESSION, pictures } from './tools.js';

const server = await serve(0);
const address = `http://localhost:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const tests = [];
const test = (name, run, options = {}) => tests.push({ name, run, options });
let strays = [];

/** A page in a new browser profile. Requests to other hosts, and errors on the page, are recorded. */
async function fresh(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  context.on('request', (request) => { if (!/^(blob:|data:|about:)/.test(request.url()) && !request.url().startsWith(address)) strays.push(request.url()); });
  page.on('pageerror', (error) => strays.push(`error: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') strays.push(`console: ${message.text()}`); });
  return page;
}

for (const scenes of [whole, kept, expression, calm, table, mapping, editing, looks]) scenes(test, { address, fresh });

let failed = 0;
const wanted = process.argv[2] ?? '';
for (const [index, { name, run, options }] of tests.entries()) {
  if (!name.includes(wanted)) continue;
  strays = [];
  const page = await fresh(options);
  const start = Date.now();
  try {
    await page.goto(address);
    await page.locator(EXPRESSION).waitFor();
    await run(page);
    assert.deepEqual(strays, [], 'there are no requests to other hosts and no errors');
    console.log(`ok   ${name} (${Date.now() - start} ms)`);
  } catch (problem) {
    failed += 1;
    await page.screenshot({ path: `${pictures}failed-${index}.png` }).catch(() => {});
    console.log(`FAIL ${name}\n     ${String(problem.message ?? problem).replaceAll('\n', '\n     ')}\n     ${strays.join('\n     ')}`);
  }
  await page.context().close();
}
await browser.close();
server.close();
console.log(failed ? `${failed} failed` : 'all passed');
process.exitCode = failed ? 1 : 0;
