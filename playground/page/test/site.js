// The documentation site in Chromium, from a disk: what is searched is found, nothing is asked of another host, and no page is
// wider than a phone. `cargo xtask site` builds it.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { project } from './tools.js';

const site = `file://${project('target/site/')}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const strays = [];

async function open(path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  context.on('request', (request) => { if (!request.url().startsWith(site) && !/^(blob:|data:|about:)/.test(request.url())) strays.push(request.url()); });
  page.on('pageerror', (error) => strays.push(`error: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') strays.push(`console: ${message.text()}`); });
  await page.goto(site + path);
  return page;
}

for (const [words, found] of [
  ['last characters', 'The last characters of a value'],
  ['leaver', 'Disabled after the last working day'],
  ['curly quotes', 'curly-quotes'],
  ['ConvertTo-Json', 'export-cut-off'],
]) {
  const page = await open('security.html', { viewport: { width: 1360, height: 900 } });
  const result = page.getByText(found, { exact: true });
  assert.equal(await result.count(), 0, 'the page itself does not say what is to be found');
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await result.first().waitFor();
  console.log(`ok   \`${words}\` finds ${found}`);
  await page.context().close();
}

for (const path of ['index.html', 'export.html', 'powershell.html', 'commands.html', 'functions/replace.html', 'diagnostics/index.html', 'recipes/index.html', 'recipes/digits-only.html']) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(path, { viewport: { width: 390, height: 844 }, colorScheme });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${path} is ${wider} pixels wider than a phone`);
    await page.context().close();
  }
}
console.log('ok   no page is wider than a phone');
assert.deepEqual(strays, [], 'there are no requests to other hosts and no errors');
await browser.close();
