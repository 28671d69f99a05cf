// The table mode: many users, expected values, and test files that the command line runs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OUTPUT, RECORDS, TABLE_EXPRESSION, drop, mode, paste, project, shows, write } from '../tools.js';

const summary = '.table .summary';

/** The output of `attrflow test` for a file, and its exit code. */
function run(file) {
  try {
    return [execFileSync(project('target/debug/attrflow'), ['test', file], { encoding: 'utf8' }), 0];
  } catch (failed) {
    return [failed.stdout, failed.status];
  }
}

async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export tests' }).click()]);
  const folder = mkdtempSync(join(tmpdir(), 'attrflow-'));
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return { file, text: readFileSync(file, 'utf8'), gone: () => rmSync(folder, { recursive: true }) };
}

export default (test) => {
  test('the first view of the table is green', async (page) => {
    await mode(page, 'Table');
    await shows(page, summary, '4 records · 4 pass · 0 fail');
  });

  test('files of users are opened and dropped; quoted names and cells stay as they are', async (page) => {
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToUpper([last, first])');
    const text = '\ufeff"last, first";Note;EXPECTED\r\n"whitfield ""ada""";"a;b";X\r\nbo; kept ;BO\r\n';
    await drop(page, '.table', 'users.csv', text);
    await shows(page, summary, '2 records · 1 pass · 1 fail');
    await page.getByLabel('Expected on line 2').fill('WHITFIELD "ADA"');
    await page.keyboard.press('Enter');
    await shows(page, summary, '2 pass · 0 fail');
    const now = await page.evaluate((where) => document.querySelector(where).cmTile?.view?.state.doc.toString() ?? [...document.querySelectorAll(`${where} .cm-line`)].map((line) => line.textContent).join('\n'), RECORDS);
    assert.equal(now, '"last, first";Note;EXPECTED\n"whitfield ""ada""";"a;b";"WHITFIELD ""ADA"""\nbo; kept ;BO\n');
    await page.getByLabel('A file of users').setInputFiles({ name: 'users.ndjson', mimeType: 'text/plain', buffer: Buffer.from('{"last, first": "x", "Expected": "X"}\n{"last, first": "y", "expected": "Z"}\n') });
    await shows(page, summary, '2 records · 1 pass · 1 fail');
  });

  test('only failing rows are shown, and results are downloaded', async (page) => {
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToUpper([a])');
    await write(page, RECORDS, 'a,expected\nx,X\n"y, z",nope\n');
    await shows(page, summary, '1 pass · 1 fail');
    await page.getByLabel('Failing only').check();
    assert.equal(await page.locator('.rows tbody tr').count(), 1);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download results' }).click()]);
    assert.equal(file.suggestedFilename(), 'results.csv');
    assert.equal(readFileSync(await file.path(), 'utf8'), 'a,expected,result\nx,X,X\n"y, z",nope,"Y, Z"\n');
  });

  test('who changes between two expressions: counted by pattern, filtered, downloaded, cancelled', async (page) => {
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToLower([mail])');
    await write(page, '.table .cm-content[aria-label="Expression before"]', 'Coalesce([mail], [upn])');
    await drop(page, '.table', 'many.csv', `id,mail,upn\n${Array.from({ length: 50_000 }, (_, index) => (index % 10 === 0 ? `${index},,u${index}@contoso.com` : `${index},${index % 10 === 1 ? 'A' : 'a'}${index}@contoso.com,`)).join('\n')}\n`);
    await shows(page, summary, '50000 records');
    const began = Date.now();
    await page.getByRole('button', { name: 'Who changes?' }).click();
    await shows(page, '.who .summary', '10000 of 50000 users change · 5000 values lost');
    console.log(`     50,000 users are compared after ${Date.now() - began} ms`);
    assert.deepEqual((await page.locator('.who .badge').allTextContents()).sort(), ['case only: 5000', 'value lost: 5000']);
    await page.locator('.who .chips button', { hasText: 'value lost' }).click();
    assert.equal(await page.locator('.who .badge').count(), 1);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the changes' }).click()]);
    const lines = readFileSync(await file.path(), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual([lines.length, lines[0]], [10_000, { line: 2, identity: '0', old: 'u0@contoso.com', new: '(no value)' }]);
    await page.getByRole('button', { name: 'Who changes?' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await shows(page, '.who .summary', 'cancelled');
    await page.getByRole('button', { name: 'Who changes?' }).click();
    await shows(page, '.who .summary', '10000 of 50000 users change · 5000 values lost');
  });

  test('50,000 ragged rows are rows with their errors', async (page) => {
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToUpper([a])');
    const began = Date.now();
    await drop(page, '.table', 'ragged.csv', `a,b\n${Array.from({ length: 50_000 }, (_, index) => (index % 2 ? `x${index},y` : `x${index}`)).join('\n')}\n`);
    await shows(page, summary, '50000 records');
    console.log(`     50,000 ragged rows after ${Date.now() - began} ms`);
    assert.ok(await page.locator('.rows .given.record').count() > 10);
  });

  test('users are pasted, each has its result and its verdict', async (page) => {
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToUpper([country])');
    await write(page, RECORDS, 'id,country,expected\n1,fr,FR\n2,de,DK\n3,,(no value)\n4,"it",\n');
    await shows(page, summary, '4 records · 2 pass · 1 fail · 1 without expected value');
    assert.deepEqual(await page.locator('.rows .given').allTextContents(), ['FR', 'DE', 'no value', 'IT']);
    assert.deepEqual(await page.locator('.rows .verdict-word').allTextContents(), ['✓ pass', '✗ fail', '✓ pass', '–']);
    await page.getByLabel('Expected on line 3').fill('DE');
    await page.keyboard.press('Enter');
    await shows(page, summary, '3 pass · 0 fail');
    await shows(page, RECORDS, '2,de,DE');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Expected on line 3', 'the focus stays in the field');
    await write(page, RECORDS, '{"id": 7, "country": "fr", "expected": "FR"}\n{"country": \n{"country": ["x", "y"], "expected": ["X", "Y"]}');
    await shows(page, summary, '3 records');
    assert.equal(await page.locator('.rows .given.record').count(), 1, 'a broken record is a row with its error');
  });

  test('what is exported is what attrflow test runs, and comes back when it is imported', async (page) => {
    await mode(page, 'Table');
    await shows(page, summary, '4 records');
    await write(page, TABLE_EXPRESSION, 'Join("-", Left([name], 2), [number], RandomString(4,0,0,0,4))');
    await write(page, RECORDS, '{"name": "A\\"da\\\\", "number": 7}\n{"name": "\'\'\'Zoë", "number": true, "more": {"a.b": [1.5, null]}}\n{}\n');
    await shows(page, summary, '3 without expected value');
    await page.getByRole('button', { name: 'Use results as expected' }).click();
    await shows(page, summary, '3 pass · 0 fail');
    const good = await exported(page);
    assert.deepEqual([run(good.file)[1], run(good.file)[0].trimEnd().split('\n').at(-1)], [0, '3 passed'], good.text);
    await page.getByLabel('Expected on line 3').fill('something else');
    await page.keyboard.press('Enter');
    await shows(page, summary, '1 fail');
    const bad = await exported(page);
    const [said, code] = run(bad.file);
    assert.equal(code, 1, 'a test that fails on the page fails there');
    assert.ok(said.includes('2 passed, 1 failed'), said);
    await write(page, TABLE_EXPRESSION, '[x]');
    await write(page, RECORDS, 'x\n1\n');
    await page.getByLabel('A test file').setInputFiles(good.file);
    await shows(page, summary, '3 pass · 0 fail');
    await shows(page, TABLE_EXPRESSION, 'RandomString');
    good.gone();
    bad.gone();
  });

  test('test files of others are imported, wrong ones are said to be wrong', async (page) => {
    await mode(page, 'Table');
    const file = page.getByLabel('A test file');
    const text = '[[expression]]\nname = "one"\ntext = \'ToUpper([a])\'\ntable = """\na,expected\nx,X\n"""\n\n[[expression]]\nname = "two"\ntext = \'ToLower([a])\'\ntable = [{ a = "Y", expected = "y" }]\n';
    await file.setInputFiles({ name: 'two.test.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await shows(page, summary, '1 record · 1 pass');
    await page.getByLabel('Tables of the test file').selectOption({ label: 'two' });
    await shows(page, TABLE_EXPRESSION, 'ToLower([a])');
    await shows(page, summary, '1 record · 1 pass');
    await file.setInputFiles({ name: 'broken.test.toml', mimeType: 'text/plain', buffer: Buffer.from('[[expression]]\ntext = \n') });
    await shows(page, summary, 'broken.test.toml, line 2');
    await file.setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 0xff, 0xfe, 1]) });
    await shows(page, summary, 'not a text');
    await file.setInputFiles({ name: 'mapped.test.toml', mimeType: 'text/plain', buffer: Buffer.from('mapping = "x.toml"\n[[case]]\nname = "c"\nrecord = {}\nexpect.a = 1\n') });
    await shows(page, summary, 'no table with its own expression');
  });

  test('thousands of users stay responsive', async (page) => {
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToUpper([name])');
    const many = `name,expected\n${Array.from({ length: 3000 }, (_, index) => `user${index},USER${index}`).join('\n')}\n`;
    const start = Date.now();
    await paste(page, RECORDS, many);
    await shows(page, summary, '3000 records · 3000 pass');
    console.log(`     3,000 users have results after ${Date.now() - start} ms`);
    assert.ok(await page.locator('.rows tbody tr').count() < 400, 'rows out of sight are not created');
    await page.locator('.table .more:visible').scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelectorAll('.rows tbody tr').length > 120);
  });

  test('an engine that does not come to an end is stopped, and the next one answers', async (page) => {
    await mode(page, 'Table');
    await shows(page, summary, '4 records');
    await write(page, TABLE_EXPRESSION, 'Replace([a], , "^(a+)+\\\\1b$", , "x", , )');
    const text = `a${'a'.repeat(60)}`;
    await paste(page, RECORDS, `a\n${Array.from({ length: 20_000 }, () => text).join('\n')}\n`);
    await shows(page, summary, 'and was stopped');
    await paste(page, RECORDS, 'a\nb\n');
    await shows(page, summary, '1 record');
    await mode(page, 'Expression');
    await shows(page, OUTPUT, 'Europe');
  });
};
