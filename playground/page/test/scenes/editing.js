// The mapping mode for editing: fixes, edits in place, undo, downloads, review, sample users, the service's steps.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { EXPRESSION, USER, drop, mode, paste, project, shows, write } from '../tools.js';

const head = "[source]\nobject = 'User'\n[target]\nobject = 'User'\n";
const attribute = (target, value, more = '') => `[[attribute]]\ntarget = '${target}'\nvalue = '${value}'\n${more}`;

const start = async (page, text, name = 'mine.toml') => {
  await mode(page, 'Mapping');
  await shows(page, '.verdict', 'In scope');
  await drop(page, '.mapping', name, text);
  await shows(page, '.mapping .summary', name);
};

/** The bytes of a download. */
async function downloaded(page, choice) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByLabel('Download', { exact: true }).selectOption(choice)]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Opens a file of these bytes. */
const openBytes = (page, name, buffer) => page.getByLabel('A mapping file', { exact: true }).setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

const visible = (page, selector) => page.evaluate((where) => {
  const lit = document.querySelector(where);
  const { top, bottom, left } = lit.getBoundingClientRect();
  const box = lit.closest('.pane').getBoundingClientRect();
  const hit = document.elementFromPoint(left + 8, (top + bottom) / 2);
  return top >= box.top - 1 && bottom <= box.bottom + 1 && lit.contains(hit);
}, selector);

export default (test) => {
  test('of two object mappings of one name, the chosen one runs', async (page) => {
    const object = (value) => `[[object]]\nname = 'Users'\nsource.object = 'User'\ntarget.object = 'User'\nattribute = [{ target = 'userName', value = '[${value}]', match = 1 }]\n`;
    await start(page, `[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n${object('mail')}${object('userPrincipalName')}`);
    await write(page, USER, '{"mail": "first@contoso.com", "userPrincipalName": "second@contoso.com"}');
    await shows(page, '.payload', 'first@contoso.com');
    await page.getByLabel('Object mapping').selectOption('1');
    await shows(page, '.payload', 'second@contoso.com');
    await page.reload();
    await shows(page, '.payload', 'second@contoso.com');
  });

  test('a failing attribute mapping hides no other, and the steps of the service are shown', async (page) => {
    await start(page, `${head}${attribute('userName', '[mail]', 'match = 1\n')}${attribute('title', 'Nope([a])')}${attribute('active', 'CDate([mail])')}`);
    await write(page, USER, '{"mail": "ada@contoso.com"}');
    await shows(page, '.verdict', 'The record cannot be mapped');
    await shows(page, '.payload', 'ada@contoso.com');
    assert.deepEqual(await page.locator('.verdict li strong').allTextContents(), ['In scope', 'Match', 'The record cannot be mapped']);
    await shows(page, '.verdict', '`userName`'.replaceAll('`', ''));
    assert.equal(await page.locator('.mappings .given.fault').count(), 2);
    await page.getByRole('button', { name: 'Fails', exact: true }).click();
    await shows(page, '.mapping .summary', '2 of 3');
    await page.getByRole('button', { name: 'Has value', exact: true }).click();
    await shows(page, '.mapping .summary', '1 of 3');
    await page.getByRole('button', { name: 'Diagnostics', exact: true }).click();
    await shows(page, '.mapping .summary', '1 of 3');
  });

  test('a fix and all fixes change the file, undo takes them back', async (page) => {
    await start(page, `${head}# kept\r\n${attribute('userName', 'Tolower([mail])', 'match = 1\n')}${attribute('title', 'Toupper([jobTitle])')}`);
    await page.locator('.mappings .fix').first().click();
    await shows(page, '.mappings', 'ToLower([mail])');
    await shows(page, '.mapping .summary', 'mine.toml, changed');
    await page.locator('.fix', { hasText: 'all safe fixes' }).click();
    await shows(page, '.mappings', 'ToUpper([jobTitle])');
    await shows(page, '.mapping .summary', 'no diagnostics');
    await page.getByRole('button', { name: 'Changed', exact: true }).click();
    await shows(page, '.mapping .summary', '2 attribute mappings');
    await page.getByRole('button', { name: 'Undo' }).click();
    await shows(page, '.mapping .summary', '1 of 2');
    await page.getByRole('button', { name: 'Redo' }).click();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    const { bytes } = await downloaded(page, 'same');
    assert.equal(bytes.toString(), `${head}# kept\r\n${attribute('userName', 'ToLower([mail])', 'match = 1\n')}${attribute('title', 'ToUpper([jobTitle])')}`);
  });

  test('an expression is edited in place, with its difference word by word', async (page) => {
    await start(page, `${head}${attribute('userName', '[mail]', 'match = 1\n')}${attribute('title', '[jobTitle]')}`);
    await page.locator('.mappings .open').nth(1).click();
    await write(page, '.row-editor .cm-content', 'ToUpper([jobTitle])');
    await shows(page, '.row-editor .result', 'CHIEF ENGINEER');
    assert.equal(await page.locator('.row-editor .word-diff ins').first().textContent(), 'ToUpper(');
    await page.keyboard.press('Control+Enter');
    await shows(page, '.payload', 'CHIEF ENGINEER');
    await shows(page, '.mappings', 'changed');
    await page.locator('.mappings .open').nth(1).click();
    await page.getByRole('tab', { name: 'Compare' }).click();
    await shows(page, '.compare .summary', '1 difference');
    await shows(page, '.compare .word-diff', 'ToUpper(');
  });

  test('a connector is edited as a copy', async (page) => {
    await mode(page, 'Mapping');
    await page.getByLabel('Connector', { exact: true }).selectOption('workplace');
    await shows(page, '.payload', '"Whitfield"');
    await page.locator('.mappings .open', { hasText: 'displayName' }).first().click();
    await write(page, '.row-editor .cm-content', '"Changed"');
    await page.getByRole('button', { name: 'Apply to the mapping' }).click();
    await shows(page, '.payload', '"Changed"');
    await shows(page, '.mapping .summary', 'workplace.toml, changed');
    const { bytes } = await downloaded(page, 'toml');
    assert.ok(bytes.toString().includes('Changed'));
  });

  test('a file is downloaded byte by byte as it came, and as TOML', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    const text = readFileSync(project('tests/data/exports/service.json'), 'utf8').replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
    const utf16 = (bigEndian) => { const bytes = Buffer.from(`\ufeff${text}`, 'utf16le'); return bigEndian ? bytes.swap16() : bytes; };
    for (const [name, bytes] of [['bom.json', Buffer.from(`\ufeff${text}`)], ['utf16le.json', utf16(false)], ['utf16be.json', utf16(true)], ['plain.json', Buffer.from(text)]]) {
      await openBytes(page, name, bytes);
      await shows(page, '.mapping .summary', name);
      const same = await downloaded(page, 'same');
      assert.equal(same.name, name);
      assert.ok(same.bytes.equals(bytes), `${name} is the same`);
    }
    const { name, bytes } = await downloaded(page, 'toml');
    assert.equal(name, 'plain.toml');
    assert.ok(bytes.toString().includes('[[') && bytes.toString().includes('target'));
  });

  test('sample users come from presets, from the mapping and from Graph, and are edited as a form', async (page) => {
    await start(page, `${head}${attribute('userName', '[mail]', 'match = 1\n')}${attribute('title', 'Switch([country], "none", "FR", "Europe")')}\n[[scope]]\nname = 'Staff'\nclauses = [{ attribute = 'department', operator = 'EQUALS', values = ['Sales'] }]\n`);
    const samples = page.getByLabel('Sample users', { exact: true });
    await samples.selectOption({ label: 'Active Directory user' });
    await shows(page, USER, 'sAMAccountName');
    await samples.selectOption('make');
    await shows(page, '.toast', 'samples were made');
    await shows(page, '.verdict', 'In scope');
    const names = await samples.locator('option').allTextContents();
    assert.ok(names.some((name) => name.startsWith('Out of scope: ')), names.join());
    await samples.selectOption({ label: names.find((name) => name.startsWith('Out of scope: ')) });
    await shows(page, '.verdict', 'Out of scope');
    await paste(page, USER, JSON.stringify({ '@odata.context': 'x', value: [{ displayName: 'Ada', mail: 'ada@contoso.com', department: 'Sales' }, { displayName: 'Bo', mail: 'bo@contoso.com', department: 'Sales', country: 'FR' }] }));
    await shows(page, '.payload', 'ada@contoso.com');
    await page.getByLabel('User of the list').selectOption({ label: 'Bo' });
    await shows(page, '.payload', 'Europe');
    await page.getByRole('tab', { name: 'Form' }).click();
    await page.locator('.user-form').getByLabel('country', { exact: true }).fill('');
    await page.keyboard.press('Tab');
    await shows(page, '.payload', '"none"');
    assert.deepEqual(await page.locator('.user-form > label span').allTextContents().then((all) => all.sort()), ['country', 'department', 'mail'], 'what the mapping reads');
  });

  test('lit lines are in view on both sides', async (page) => {
    await mode(page, 'Mapping');
    await page.getByLabel('Connector', { exact: true }).selectOption('meta-work-accounts');
    await shows(page, '.payload', '"Whitfield"');
    await page.locator('.mappings .open').last().scrollIntoViewIfNeeded();
    await page.locator('.mappings .open').last().hover();
    await page.locator('.payload .lit').first().waitFor();
    assert.ok(await visible(page, '.payload .lit'), 'the line of the payload');
    await page.locator('.payload li', { hasText: '"userName"' }).scrollIntoViewIfNeeded();
    await page.locator('.payload li', { hasText: '"userName"' }).hover();
    await page.locator('.mappings .lit').first().waitFor();
    assert.ok(await visible(page, '.mappings .lit'), 'the attribute mapping');
  });

  test('a phone has a tab for each part', async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await mode(page, 'Mapping');
    await page.locator('.mappings .open').first().waitFor();
    assert.ok(await page.locator('.of-payload').isHidden());
    await page.getByRole('button', { name: 'Payload', exact: true }).click();
    await shows(page, '.payload', '"Whitfield"');
    assert.ok(await page.locator('.of-list').isHidden());
    const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input')].filter((one) => one.checkVisibility()).map((one) => [one.getAttribute('aria-label') ?? one.textContent, one.getBoundingClientRect().height, parseFloat(getComputedStyle(one).fontSize)]).filter(([, height, size]) => height > 1 && (height < 44 || size < 16)));
    assert.deepEqual(small, [], 'targets of 44 px, text of 16 px');
  });

  test('the whole story: an export, its fixes, users, the review, the download, and attrflow check is content', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    const attrflow = (...args) => execFileSync(project('target/debug/attrflow'), args, { encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
    const sound = attrflow('convert', 'workplace', '--to', 'graph');
    const broken = sound.replace('"expression": "Coalesce(', '"expression": "coalesce(');
    assert.notEqual(broken, sound);
    await drop(page, '.mapping', 'export.json', broken);
    await shows(page, '.mapping .summary', '1 error');
    await page.locator('.fix', { hasText: 'all safe fixes' }).click();
    await page.waitForFunction(() => /changed$/.test(document.querySelector('.mapping .summary').textContent) && !/error|warning/.test(document.querySelector('.mapping .summary').textContent));
    await page.locator('.mappings .open', { hasText: 'displayName' }).first().click();
    await write(page, '.row-editor .cm-content', 'Coalesce([displayName], [mail])');
    await page.keyboard.press('Control+Enter');
    await shows(page, '.mappings', 'Coalesce([displayName]');
    await paste(page, USER, JSON.stringify({ value: [{ id: '1', userPrincipalName: 'ada@contoso.com', displayName: 'Ada Secret' }, { id: '2', userPrincipalName: 'bo@contoso.com', mail: 'bo.secret@contoso.com' }] }));
    await shows(page, '.payload', 'Ada Secret');
    await page.getByRole('button', { name: 'Changes for review' }).click();
    await shows(page, 'dialog.review', 'in the mapping');
    await shows(page, 'dialog.review .word-diff', 'displayName');
    await shows(page, 'dialog.review', 'sample users');
    const review = await page.locator('dialog.review').textContent();
    assert.ok(!/Ada Secret|bo\.secret/.test(review), 'values are masked');
    assert.ok(/[1-9]\d* of \d+ sample users/.test(review), review);
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('dialog.review h1').isVisible() && await page.locator('.top').isHidden());
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    const { bytes } = await downloaded(page, 'same');
    const file = `${project('target/playground')}/story.json`;
    writeFileSync(file, bytes);
    assert.ok(attrflow('check', file).includes('no diagnostics'), 'attrflow check is content');
    const all = JSON.parse(bytes).synchronizationRules[0].objectMappings.flatMap((object) => object.attributeMappings);
    const { source } = all.find((item) => item.targetAttributeName === 'displayName');
    assert.deepEqual([source.expression, source.type, source.name, source.parameters.length], ['Coalesce([displayName], [mail])', 'Function', 'Coalesce', 2]);
  });

  test('a large export, a damaged one and a binary file leave the work as it is', async (page) => {
    await start(page, `${head}${attribute('userName', '[mail]', 'match = 1\n')}`);
    await openBytes(page, 'picture.json', Buffer.from([0x89, 0x50, 0, 0xff, 0xfe, 1]));
    await shows(page, '.mapping .summary', 'not a text');
    await page.reload();
    await shows(page, '.mapping .summary', 'mine.toml');
    const many = Array.from({ length: 60_000 }, (_, index) => ({ source: { expression: `ToUpper([a${index % 50}])`, name: 'ToUpper', type: 'Function', parameters: [{ key: 'source', value: { expression: `[a${index % 50}]`, name: `a${index % 50}`, type: 'Attribute', parameters: [] } }] }, targetAttributeName: `urn:ietf:params:scim:schemas:extension:x:2.0:User:t${index}`, matchingPriority: 0 }));
    const text = JSON.stringify({ synchronizationRules: [{ name: 'r', objectMappings: [{ name: 'users', enabled: true, sourceObjectName: 'User', targetObjectName: 'User', attributeMappings: many }] }] });
    assert.ok(text.length > 15e6);
    const began = Date.now();
    await openBytes(page, 'large.json', Buffer.from(text));
    await page.waitForFunction(() => /60000 attribute mappings|stopped|larger/.test(document.querySelector('.mapping .summary').textContent), null, { timeout: 60_000 });
    console.log(`     ${(text.length / 1e6).toFixed(0)} MB: ${await page.locator('.mapping .summary').first().textContent()} after ${Date.now() - began} ms`);
    await page.getByRole('button', { name: 'Saved', exact: true }).click();
    await page.getByLabel(/^Open mine.toml/).first().click();
    await shows(page, '.mapping .summary', 'mine.toml');
    await mode(page, 'Expression');
    await page.locator(EXPRESSION).waitFor();
  });
};
