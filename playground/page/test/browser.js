// The page as a visitor has it: in Chromium, from a plain file server, in light and dark, wide and on a phone.
// Pictures of everything go to target/playground.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.js';

const pictures = fileURLToPath(new URL('../../../target/playground/', import.meta.url));
mkdirSync(pictures, { recursive: true });
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const server = await serve(0);
const address = `http://localhost:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const tests = [];
const test = (name, run, options = {}) => tests.push({ name, run, options });
const EXPRESSION = '.expression .pane:first-child .cm-content';
const RECORD = '.expression .pane:nth-child(2) .cm-content';
const output = '.expression .result';

/** Puts a text into an editor as a paste does. */
async function write(page, editor, text) {
  await page.locator(editor).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

const shows = (page, selector, text) => page.waitForFunction(
  ([selector, text]) => document.querySelector(selector)?.textContent?.includes(text), [selector, text], { timeout: 15_000 });

async function accessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  assert.deepEqual(found, [], `${what} is open to everybody`);
}

test('a result as one types, soon', async (page) => {
  const cold = await page.evaluate(() => new Promise((done) => {
    const look = () => (document.querySelector('.result.value') ? done(performance.now()) : setTimeout(look, 5));
    look();
  }));
  console.log(`     first result after ${Math.round(cold)} ms`);
  await shows(page, output, 'Europe');
  await write(page, RECORD, '{"givenName": "Ada", "surname": "Whitfield"}');
  await write(page, EXPRESSION, 'Join(".", ToLower([givenName]), ToLower([surname]))');
  await shows(page, output, 'ada.whitfield');
});

test('keystrokes are answered at once', async (page) => {
  await shows(page, output, 'Europe');
  const long = `Join(" ", ${Array.from({ length: 14 }, () => 'ToUpper([givenName])').join(', ')}, "`;
  await write(page, EXPRESSION, `${long}")`);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const times = [];
  for (let index = 0; index < 40; index += 1) {
    const before = Number(await page.evaluate(() => document.documentElement.dataset.round));
    await page.evaluate(() => {
      globalThis.timed = new Promise((done) => {
        addEventListener('keydown', () => {
          const start = performance.now();
          const rounds = document.documentElement.dataset.round;
          new MutationObserver((_, observer) => {
            if (document.documentElement.dataset.round === rounds) return;
            observer.disconnect();
            done(performance.now() - start);
          }).observe(document.documentElement, { attributes: true });
        }, { once: true, capture: true });
      });
    });
    await page.keyboard.press('x');
    times.push(await page.evaluate(() => globalThis.timed));
    assert.ok(before >= 0);
  }
  times.sort((a, b) => a - b);
  console.log(`     keystroke to result: median ${times[20].toFixed(1)} ms, 95 of 100 within ${times[38].toFixed(1)} ms`);
});

test('a finding is underlined, and its fix mends it', async (page) => {
  await write(page, RECORD, '{"mail": "ADA@contoso.com"}');
  await write(page, EXPRESSION, 'Tolower([mail])');
  await page.locator('.cm-lintRange-error').first().waitFor();
  await shows(page, '.problems', 'there is no function');
  await page.locator('.problems .fix').click();
  await shows(page, output, 'ada@contoso.com');
});

test('functions and attributes of the record are completed', async (page) => {
  await write(page, RECORD, '{"nickName": "Ada"}');
  await page.locator(EXPRESSION).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.type('ToUp', { delay: 20 });
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'ToUpper' }).click();
  await page.keyboard.type('[nick', { delay: 20 });
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'nickName' }).click();
  await shows(page, output, 'ADA');
});

test('the trace lights the arm that was taken', async (page) => {
  await write(page, RECORD, '{"country": "FR"}');
  await write(page, EXPRESSION, 'IIF([country]="FR", ToLower("Oui"), ToUpper([country]))');
  await shows(page, output, 'oui');
  await page.locator('.trace li.not-run', { hasText: 'ToUpper([country])' }).waitFor();
  assert.equal(await page.locator('.mark-dead').first().textContent(), 'ToUpper([country])');
});

test('the trace shows what was compared', async (page) => {
  await write(page, RECORD, '{"country": "FR"}');
  await write(page, EXPRESSION, 'Switch([country], "Global", "FR", "Europe")');
  await shows(page, output, 'Europe');
  assert.deepEqual(await page.locator('.trace span.value').allTextContents(), ['"Europe"', '"FR"', 'not run', '"FR"', '"Europe"']);
});

test('tabs go by arrow keys', async (page) => {
  await page.getByRole('tab', { name: 'Trace' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await shows(page, '[role=tabpanel]:not([hidden])', 'return');
  assert.equal(await page.getByRole('tab', { name: 'Bytecode' }).getAttribute('aria-selected'), 'true');
});

test('every example of the gallery gives a value', async (page) => {
  const names = await page.locator('select[aria-label=Examples] option:not([value=""])').allTextContents();
  assert.ok(names.length >= 8);
  for (const name of names) {
    await page.getByLabel('Examples').selectOption({ label: name });
    await page.waitForFunction(() => document.querySelector('.expression .result')?.classList.contains('value'), null, { timeout: 10_000 });
    await page.waitForTimeout(120);
    assert.equal(await page.locator('.expression .problems > li.error').count(), 0, name);
    assert.ok(await page.locator('.expression .result.value').count(), name);
  }
});

test('the reference is searched and its examples run', async (page) => {
  await page.getByRole('button', { name: 'Reference' }).click();
  await page.getByLabel('Search functions and findings').fill('NormalizeDiacritics');
  await page.locator('.reference summary', { hasText: 'NormalizeDiacritics' }).first().waitFor();
  const first = page.locator('.reference details').first();
  if (!(await first.evaluate((node) => node.open))) await first.locator('summary').click();
  await first.locator('.example').first().click();
  await shows(page, EXPRESSION, 'NormalizeDiacritics');
  await page.keyboard.press('Escape');
});

test('a link brings the expression back, the record only when wanted', async (page) => {
  await write(page, RECORD, '{"secret": "Ada"}');
  await write(page, EXPRESSION, 'ToUpper([secret])');
  await shows(page, output, 'ADA');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForFunction(() => location.hash.startsWith('#1.'));
  const without = page.url();
  await page.getByLabel('with the record').check();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForFunction((before) => location.href !== before, without);
  const link = page.url();
  for (const [url, expected] of [[link, 'ADA'], [without, 'No value']]) {
    await page.goto('about:blank');
    await page.goto(url);
    await shows(page, EXPRESSION, 'ToUpper([secret])');
    await shows(page, output, expected);
  }
  for (const broken of [link.slice(0, -12), `${address}#9.abc`, `${address}#1.`, `${address}#1.%%%`]) {
    await page.goto('about:blank');
    await page.goto(broken);
    await shows(page, '[role=alert]', 'the link');
    await page.locator(EXPRESSION).waitFor();
  }
});

test('bad input gets a message', async (page) => {
  await shows(page, output, 'Europe');
  for (const [text, expected] of [['IIF('.repeat(10_000), 'No result'], ['x'.repeat(5_000_000), 'too large']]) {
    await page.evaluate(([selector, text]) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const editor = document.querySelector(selector);
      editor.focus();
      document.execCommand('selectAll');
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, [EXPRESSION, text]);
    await shows(page, 'body', expected);
  }
  await page.getByLabel('Examples').selectOption({ index: 1 });
  await write(page, RECORD, '{"givenName": ');
  await shows(page, output, 'The record cannot be read');
});

test('a connector maps a user, and both sides light up', async (page) => {
  await page.getByRole('button', { name: 'Mapping' }).click();
  await shows(page, '.verdict', 'In scope');
  await shows(page, '.payload', '"Whitfield"');
  await page.locator('.mappings .open', { hasText: 'name.familyName' }).hover();
  await shows(page, '.payload .lit', '"familyName": "Whitfield"');
  await page.locator('.payload li', { hasText: '"givenName"' }).hover();
  await shows(page, '.mappings .lit', 'name.givenName');
  await page.getByLabel('Search attribute mappings').fill('familyName');
  await shows(page, '.summary', '1 of');
  await page.locator('.mappings .open').first().click();
  await shows(page, output, 'Whitfield');
});

test('an export is opened, and what is none is said to be none', async (page) => {
  await page.getByRole('button', { name: 'Mapping' }).click();
  await shows(page, '.verdict', 'In scope');
  const file = page.getByLabel('A mapping file');
  await file.setInputFiles(fileURLToPath(new URL('../../../tests/data/exports/service.json', import.meta.url)));
  await page.waitForFunction(() => document.querySelectorAll('.mappings > li').length > 0 && !document.querySelector('[aria-label=Connector]').value);
  await file.setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 0xff, 0xfe, 1]) });
  await shows(page, '.summary', 'not a text');
  await file.setInputFiles({ name: 'export.json', mimeType: 'application/json', buffer: Buffer.from('{"synchronizationRules": [') });
  await shows(page, '.mapping .problems', 'error');
  const many = Array.from({ length: 1000 }, (_, index) => ({ source: { expression: `ToUpper([a${index}])`, name: 'ToUpper', type: 'Function', parameters: [] }, targetAttributeName: `urn:x:User:t${index}` }));
  const export_ = { synchronizationRules: [{ name: 'r', objectMappings: [{ name: 'users', enabled: true, sourceObjectName: 'User', targetObjectName: 'User', attributeMappings: many }] }] };
  const start = Date.now();
  await file.setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(export_)) });
  await shows(page, '.summary', 'of 1000');
  console.log(`     1,000 mappings are listed after ${Date.now() - start} ms`);
});

for (const scheme of ['light', 'dark']) {
  for (const [size, viewport] of [['wide', { width: 1360, height: 900 }], ['phone', { width: 390, height: 844 }]]) {
    test(`${scheme} and ${size}: open to everybody, pictures taken`, async (page) => {
      await shows(page, output, 'Europe');
      await page.screenshot({ path: `${pictures}expression-${scheme}-${size}.png`, fullPage: true });
      await accessible(page, 'the expression mode');
      await write(page, EXPRESSION, 'Switch([Country], "Global", "FR", Tolower("Europe"), "JP", "Asia")');
      await shows(page, '.problems', 'there is no function');
      await page.screenshot({ path: `${pictures}problem-${scheme}-${size}.png`, fullPage: true });
      await accessible(page, 'a problem');
      await page.getByRole('button', { name: 'Reference' }).click();
      await page.locator('.reference details').first().waitFor();
      await page.locator('.reference summary').first().click();
      await page.screenshot({ path: `${pictures}reference-${scheme}-${size}.png` });
      await accessible(page, 'the reference');
      await page.getByRole('button', { name: 'Close the reference' }).click();
      await page.getByRole('button', { name: 'Mapping' }).click();
      await shows(page, '.payload', '"Whitfield"');
      await page.screenshot({ path: `${pictures}mapping-${scheme}-${size}.png`, fullPage: true });
      await accessible(page, 'the mapping mode');
      const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(spill <= 0, `nothing stands out of the page, but ${spill} pixels do`);
    }, { viewport, colorScheme: scheme });
  }
}

let failed = 0;
const wanted = process.argv[2] ?? '';
for (const { name, run, options } of tests.filter(({ name }) => name.includes(wanted))) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  const strays = [];
  page.setDefaultTimeout(15_000);
  page.on('request', (request) => { if (!/^(blob:|data:)/.test(request.url()) && !request.url().startsWith(address)) strays.push(request.url()); });
  page.on('pageerror', (error) => strays.push(`error: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') strays.push(`console: ${message.text()}`); });
  const start = Date.now();
  try {
    await page.goto(address);
    await page.locator(EXPRESSION).waitFor();
    await run(page);
    assert.deepEqual(strays.filter((stray) => stray !== 'about:blank'), [], 'nothing is asked of others and nothing breaks');
    console.log(`ok   ${name} (${Date.now() - start} ms)`);
  } catch (problem) {
    failed += 1;
    await page.screenshot({ path: `${pictures}failed-${tests.findIndex((known) => known.name === name)}.png` }).catch(() => {});
    console.log(`FAIL ${name}\n     ${String(problem.message ?? problem).replaceAll('\n', '\n     ')}\n     ${strays.join('\n     ')}`);
  }
  await context.close();
}
await browser.close();
server.close();
console.log(failed ? `${failed} failed` : 'all passed');
process.exitCode = failed ? 1 : 0;
