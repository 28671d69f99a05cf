// The mapping mode: exports and connectors, one user mapped by all of a file, two mappings side by side.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { EXPRESSION, OUTPUT, USER, drop, mode, project, shows, write } from '../tools.js';

/** The file that contains the connectors. */
const TEXTS = '**/resources-*.json';

export default (test, { address, fresh }) => {
  test('a connector maps a user, and both sides light up', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    await shows(page, '.payload', '"Whitfield"');
    await page.locator('.mappings .open', { hasText: 'name.familyName' }).hover();
    await shows(page, '.payload .lit', '"familyName": "Whitfield"');
    await page.locator('.payload li', { hasText: '"givenName"' }).hover();
    await shows(page, '.mappings .lit', 'name.givenName');
    await page.getByLabel('Search attribute mappings').fill('familyName');
    await shows(page, '.mapping .summary', '1 of');
    await page.locator('.mappings .open').first().click();
    await page.getByRole('button', { name: 'Open in the expression mode' }).click();
    await shows(page, OUTPUT, 'Whitfield');
    await page.locator('.world summary').click();
    assert.equal(await page.getByLabel('Source schema').inputValue(), '(open)', 'the attributes of its source object are selected');
  });

  test('every connector opens and maps', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    const names = await page.locator('select[aria-label=Connector] option:not([value=""])').allTextContents();
    assert.ok(names.length > 5);
    for (const name of names) {
      await page.getByLabel('Connector', { exact: true }).selectOption(name);
      await page.waitForFunction(() => document.querySelectorAll('.mappings > li').length > 0 && document.querySelector('.verdict strong'));
    }
  });

  test('the payload is in the form that the service sends, and in the other on request', async (page) => {
    await mode(page, 'Mapping');
    const form = page.getByLabel('Wire format of the payload');
    await page.getByLabel('Connector', { exact: true }).selectOption('workplace');
    await shows(page, '.payload', '"resourceType"');
    assert.equal(await form.inputValue(), 'entra');
    await form.selectOption('rfc7644');
    await page.waitForFunction(() => !document.querySelector('.payload').textContent.includes('"resourceType"'));
    await shows(page, '.payload', '"Whitfield"');
    await page.getByLabel('Connector', { exact: true }).selectOption('workplace-from-okta');
    await page.waitForFunction(() => document.querySelector('[aria-label="Wire format of the payload"]').value === 'rfc7644');
    await page.getByLabel('Connector', { exact: true }).selectOption('workgrid');
    await shows(page, '.payload', '"resourceType"');
  });

  test('connectors that come late are waited for', async () => {
    const page = await fresh({ serviceWorkers: 'block' });
    await page.route(TEXTS, (route) => setTimeout(() => route.continue(), 5_000));
    await page.goto(address);
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    await page.context().close();
  });

  test('connectors that did not come are asked for again', async () => {
    const page = await fresh({ serviceWorkers: 'block' });
    await page.route(TEXTS, (route) => route.fulfill({ body: '<html>' }));
    await page.goto(address);
    await mode(page, 'Mapping');
    await shows(page, '.mapping .summary', 'connectors and schemas are not loaded yet');
    await page.unroute(TEXTS);
    await page.getByLabel('Connector', { exact: true }).selectOption('workplace');
    await shows(page, '.verdict', 'In scope');
    await page.context().close();
  });

  test('the scope decides', async (page) => {
    await mode(page, 'Mapping');
    const scoped = "[source]\nobject = 'User'\n[target]\nobject = 'User'\n[[attribute]]\ntarget = 'userName'\nvalue = '[mail]'\nmatch = 1\n[[scope]]\nname = 'Staff'\nclauses = [{ attribute = 'department', operator = 'NOT EQUALS', values = ['Guests'] }]\n";
    await shows(page, '.verdict', 'In scope');
    await drop(page, '.mapping', 'scoped.toml', scoped);
    await shows(page, '.verdict', 'The record matches the scoping filter');
    await write(page, USER, '{"mail": "a@contoso.com", "department": "Guests"}');
    await shows(page, '.verdict', 'Out of scope');
    await shows(page, '.verdict', 'department');
    await write(page, USER, '{"mail": ');
    await shows(page, '.verdict', 'The record cannot be read');
  });

  test('an export is dropped, searched and opened', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    const path = process.env.EXPORT ?? project('tests/data/exports/service.json');
    await drop(page, '.mapping', 'export.json', readFileSync(path, 'utf8'));
    await page.waitForFunction(() => document.querySelectorAll('.mappings > li').length > 0 && !document.querySelector('[aria-label=Connector]').value);
    const count = Number.parseInt(await page.locator('.mapping .summary').first().textContent(), 10);
    assert.ok(count > 0);
    await shows(page, '.mapping .summary', 'export.json');
    await page.locator('.mappings .open').first().click();
    await page.getByRole('button', { name: 'Open in the expression mode' }).click();
    await page.waitForFunction((selector) => document.querySelector(selector)?.textContent.includes('['), EXPRESSION);
  });

  test('what is no mapping file is said to be none', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    const file = page.getByLabel('A mapping file', { exact: true });
    await file.setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 0xff, 0xfe, 1]) });
    await shows(page, '.mapping .summary', 'not a text');
    await file.setInputFiles({ name: 'export.json', mimeType: 'application/json', buffer: Buffer.from('{"synchronizationRules": [') });
    await shows(page, '.mapping .problems', 'error');
    await file.setInputFiles({ name: 'huge.json', mimeType: 'application/json', buffer: Buffer.alloc(33 << 20, 0x20) });
    await shows(page, '.mapping .summary', 'larger than 32 MB');
    await page.getByLabel('Connector', { exact: true }).selectOption({ index: 1 });
    await shows(page, '.verdict', 'In scope');
  });

  test('two mappings are compared in meaning', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    await page.getByRole('tab', { name: 'Compare' }).click();
    const own = await page.getByLabel('Connector', { exact: true }).inputValue();
    await page.getByLabel('Compare with a connector').selectOption(own);
    await shows(page, '.compare .summary', 'have the same meaning');
    await page.getByLabel('Compare with a connector').selectOption('workplace');
    await shows(page, '.compare .summary', 'differences');
    assert.ok(await page.locator('.compare > .changes > li').count() > 2);
    await page.locator('.compare .changes .after').first().waitFor();
    await page.getByRole('button', { name: 'Who changes?' }).click();
    await shows(page, '.compare .who .summary', 'of 4 users change');
    await page.locator('.compare > .changes header button').first().click();
    await page.locator('.row-editor').waitFor();
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByLabel('A mapping file to compare with').setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('{') });
    await shows(page, '.compare .summary.error', 'bad.json');
  });

  test('1,000 mappings stay responsive', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    const many = Array.from({ length: 1000 }, (_, index) => ({ source: { expression: `ToUpper([a${index}])`, name: 'ToUpper', type: 'Function', parameters: [{ key: 'source', value: { expression: `[a${index}]`, name: `a${index}`, type: 'Attribute', parameters: [] } }] }, targetAttributeName: `urn:ietf:params:scim:schemas:extension:x:2.0:User:t${index}`, matchingPriority: index ? 0 : 1 }));
    const schema = { synchronizationRules: [{ name: 'r', objectMappings: [{ name: 'users', enabled: true, sourceObjectName: 'User', targetObjectName: 'User', attributeMappings: many }] }] };
    await write(page, USER, JSON.stringify(Object.fromEntries(many.map((_, index) => [`a${index}`, `value ${index}`]))));
    const start = Date.now();
    await drop(page, '.mapping', 'large.json', JSON.stringify(schema));
    await shows(page, '.mapping .summary', '1000 attribute mappings');
    await shows(page, '.payload', 'VALUE 999');
    const listed = Date.now() - start;
    assert.ok(await page.locator('.mappings > li').count() < 400, 'rows out of sight are not created');
    const began = Date.now();
    await page.getByLabel('Search attribute mappings').fill('t999');
    await shows(page, '.mapping .summary', '1 of 1000');
    const searched = Date.now() - began;
    await page.getByLabel('Search attribute mappings').fill('');
    await page.locator('.mappings .open').nth(3).hover();
    await shows(page, '.payload .lit', 'VALUE 3');
    const longest = await page.evaluate(async () => {
      let last = performance.now();
      let worst = 0;
      const until = last + 1_500;
      const list = document.querySelector('.mappings');
      while (performance.now() < until) {
        document.querySelector('.of-list').scrollBy(0, 400);
        if (list.lastElementChild.getBoundingClientRect().top < innerHeight) document.querySelector('.mapping .more').click();
        await new Promise((done) => requestAnimationFrame(done));
        worst = Math.max(worst, performance.now() - last);
        last = performance.now();
      }
      return worst;
    });
    console.log(`     1,000 mappings are shown after ${listed} ms, searched in ${searched} ms, the longest frame while scrolling is ${Math.round(longest)} ms`);
    assert.ok(listed < 5_000 && searched < 1_000 && longest < 500);
  });
};
