// No work is lost: reloads, links, tabs, the browser's Back, what is kept in the browser, and erasing it.

import assert from 'node:assert/strict';
import { EXPRESSION, OUTPUT, RECORD, TABLE_EXPRESSION, USER, drop, mode, shows, write } from '../tools.js';

const MAPPING = "[source]\nobject = 'User'\n[target]\nobject = 'User'\n[[attribute]]\ntarget = 'userName'\nvalue = '[mail]'\nmatch = 1\n";

/** The link that the page copies. */
export async function linkOf(page, { records = false, file = false } = {}) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByLabel('Include the source users').setChecked(records);
  const choice = page.getByLabel(/Include the mapping file/);
  if (await choice.isVisible()) await choice.setChecked(file);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForFunction(() => document.querySelector('.sharing .address')?.value.includes('#2.'));
  const link = await page.getByLabel('The link').inputValue();
  const said = await page.locator('#sharing').textContent();
  await page.keyboard.press('Escape');
  return { link, said };
}

/** Until the draft is in the archive. */
const settled = (page) => page.waitForTimeout(900);

export default (test, { address, fresh }) => {
  test('a link opens beside a draft, never over it', async (page) => {
    await write(page, EXPRESSION, 'ToUpper("theirs")');
    await shows(page, OUTPUT, 'THEIRS');
    const { link } = await linkOf(page);
    const other = await fresh();
    await other.goto(address);
    await shows(other, OUTPUT, 'Europe');
    await write(other, EXPRESSION, 'ToUpper("mine")');
    await shows(other, OUTPUT, 'MINE');
    await other.goto(link);
    await shows(other, OUTPUT, 'THEIRS');
    await shows(other, '.beside', 'Opened from a link');
    assert.ok(!other.url().includes('#'), 'the fragment is consumed');
    await other.reload();
    await shows(other, OUTPUT, 'THEIRS');
    await other.getByRole('button', { name: 'Keep mine' }).click();
    await shows(other, OUTPUT, 'MINE');
    assert.ok(await other.locator('.beside').isHidden());
    await other.evaluate((url) => { location.href = url; }, link);
    await shows(other, OUTPUT, 'THEIRS');
    await other.getByRole('button', { name: 'Use this' }).click();
    await write(other, EXPRESSION, 'ToUpper("theirs, edited")');
    await shows(other, OUTPUT, 'EDITED');
    await other.reload();
    await shows(other, OUTPUT, 'EDITED');
    await other.getByRole('button', { name: 'Saved', exact: true }).click();
    await other.getByLabel('Open ToUpper("mine")').click();
    await shows(other, OUTPUT, 'MINE');
    await other.context().close();
  });

  test('edits survive a reload after Share, in every mode', async (page) => {
    await write(page, EXPRESSION, 'ToUpper("one")');
    await linkOf(page);
    await write(page, EXPRESSION, 'ToUpper("two")');
    await page.reload();
    await shows(page, OUTPUT, 'TWO');
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToLower([surname])');
    await page.reload();
    await shows(page, TABLE_EXPRESSION, 'ToLower([surname])');
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    await drop(page, '.mapping', 'mine.toml', MAPPING);
    await shows(page, '.mapping .summary', 'mine.toml');
    await write(page, USER, '{"mail": "kept@contoso.com"}');
    await page.reload();
    await shows(page, '.payload', 'kept@contoso.com');
    await shows(page, '.mapping .summary', 'mine.toml');
  });

  test('two tabs do not overwrite each other', async (page) => {
    await write(page, EXPRESSION, 'ToUpper("first tab")');
    await settled(page);
    const second = await page.context().newPage();
    await second.goto(address);
    await write(second, EXPRESSION, 'ToUpper("second tab")');
    await shows(second, OUTPUT, 'SECOND TAB');
    await settled(second);
    await page.reload();
    await shows(page, OUTPUT, 'FIRST TAB');
    await second.reload();
    await shows(second, OUTPUT, 'SECOND TAB');
    await second.getByRole('button', { name: 'Saved', exact: true }).click();
    await second.getByLabel('Open ToUpper("first tab")').waitFor();
    // A tab that was duplicated has the storage of its original.
    const storage = await page.evaluate(() => JSON.stringify(sessionStorage));
    const copy = await page.context().newPage();
    await copy.addInitScript((all) => { if (!sessionStorage.length) for (const [key, value] of Object.entries(JSON.parse(all))) sessionStorage.setItem(key, value); }, storage);
    await copy.goto(address);
    await shows(copy, OUTPUT, 'FIRST TAB');
    await write(copy, EXPRESSION, 'ToUpper("copy")');
    await shows(copy, OUTPUT, 'COPY');
    await settled(copy);
    await page.reload();
    await shows(page, OUTPUT, 'FIRST TAB');
  });

  test('Back goes back: mode, row, reference', async (page) => {
    await mode(page, 'Table');
    await mode(page, 'Mapping');
    await shows(page, '.payload', '"Whitfield"');
    await page.locator('.mappings .open').first().click();
    await page.locator('.row-editor').waitFor();
    await page.getByRole('button', { name: 'Reference', exact: true }).click();
    await page.locator('.reference .example').first().waitFor();
    await page.goBack();
    await page.locator('.reference').waitFor({ state: 'hidden' });
    assert.equal(await page.locator('.row-editor').count(), 1);
    await page.goBack();
    await page.locator('.row-editor').waitFor({ state: 'detached' });
    await page.goBack();
    await page.locator('.table .summary').first().waitFor();
    await page.goForward();
    await page.locator('.mapping').waitFor();
  });

  test('opened files, drafts and earlier steps are listed, renamed, opened and deleted', async (page) => {
    await write(page, EXPRESSION, 'ToUpper("before")');
    await page.locator('select[aria-label=Examples]').selectOption({ label: 'A user name from the first and the last name' });
    await shows(page, OUTPUT, 'jose');
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    await drop(page, '.mapping', 'mine.toml', MAPPING);
    await shows(page, '.mapping .summary', 'mine.toml');
    await page.getByRole('button', { name: 'Saved', exact: true }).click();
    await shows(page, '#saved', 'Opened files (1)');
    await shows(page, '#saved', 'Drafts (1)');
    await page.getByLabel('Open Before an example: ToUpper("before")').click();
    await shows(page, EXPRESSION, 'ToUpper("before")');
    await page.getByRole('button', { name: 'Saved', exact: true }).click();
    await page.locator('#saved').getByLabel('Name of mine.toml').last().fill('the one of May');
    await page.keyboard.press('Enter');
    await page.getByLabel('Open the one of May').click();
    await shows(page, '.mapping .summary', 'mine.toml');
    await page.getByRole('button', { name: 'Saved', exact: true }).click();
    await page.getByLabel('Delete the one of May').click();
    await shows(page, '#saved', 'Opened files (0)');
  });

  test('erasing takes ours, only ours, and what is on screen', async (page) => {
    await page.evaluate(() => new Promise((done, fail) => {
      localStorage.setItem('of-another-page', 'stays');
      const open = indexedDB.open('of-another-page', 1);
      open.onupgradeneeded = () => open.result.createObjectStore('x');
      open.onsuccess = () => { open.result.close(); done(); };
      open.onerror = fail;
    }));
    await write(page, EXPRESSION, 'ToUpper("secret")');
    await shows(page, OUTPUT, 'SECRET');
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    await drop(page, '.mapping', 'secret.toml', MAPPING);
    await shows(page, '.mapping .summary', 'secret.toml');
    await write(page, USER, '{"mail": "secret@contoso.com"}');
    await shows(page, '.payload', 'secret@contoso.com');
    await settled(page);
    await page.getByRole('button', { name: 'Saved', exact: true }).click();
    await page.getByRole('button', { name: 'Erase saved data' }).click();
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await shows(page, OUTPUT, 'Europe');
    assert.ok(!(await page.evaluate(() => document.body.innerHTML)).includes('secret'), 'nothing of it is on screen');
    const kept = await page.evaluate(async () => {
      const open = await new Promise((done) => { const request = indexedDB.open('attrflow'); request.onsuccess = () => done(request.result); });
      const all = (name) => new Promise((done) => { const request = open.transaction(name).objectStore(name).getAll(); request.onsuccess = () => done(request.result); });
      const ours = JSON.stringify([await all('index'), await all('values'), { ...localStorage }, { ...sessionStorage }]);
      open.close();
      return { ours, others: localStorage.getItem('of-another-page'), databases: (await indexedDB.databases()).map(({ name }) => name) };
    });
    assert.ok(!kept.ours.includes('secret'), kept.ours.slice(0, 300));
    assert.equal(kept.others, 'stays');
    assert.ok(kept.databases.includes('of-another-page'));
    await page.reload();
    await shows(page, OUTPUT, 'Europe');
  });

  test('a link says what it does not hold, and holds the mapping when it is chosen', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    await drop(page, '.mapping', 'mine.toml', MAPPING);
    await write(page, USER, '{"mail": "ada@contoso.com"}');
    await shows(page, '.payload', 'ada@contoso.com');
    const without = await linkOf(page);
    assert.ok(without.said.includes('does not hold the source users or the mapping file mine.toml'), without.said);
    const whole = await linkOf(page, { records: true, file: true });
    assert.ok(!whole.said.includes('does not hold'), whole.said);
    const other = await fresh();
    await other.goto(without.link);
    await shows(other, '.mapping .trouble', 'does not hold the mapping file mine.toml');
    await other.goto(whole.link);
    await shows(other, '.payload', 'ada@contoso.com');
    await shows(other, '.mapping .summary', 'mine.toml');
    await other.context().close();
  });

  test('modes agree on dialect, schema and settings', async (page) => {
    await mode(page, 'Mapping');
    await shows(page, '.verdict', 'In scope');
    const text = "[settings]\nTown = 'Bonn'\n[source]\ndirectory = 'Active Directory'\nobject = 'user'\n[target]\ndirectory = 'Badge Office'\nobject = 'User'\n[[attribute]]\ntarget = 'userName'\nvalue = 'Append([mail], %Town%)'\nmatch = 1\n";
    await drop(page, '.mapping', 'settings.toml', text);
    await write(page, USER, '{"mail": "ada@"}');
    await shows(page, '.mapping .summary', 'settings.toml');
    await shows(page, '.mappings .given', 'ada@Bonn');
    await page.locator('.mappings .open').first().click();
    await shows(page, '.row-editor .result', 'ada@Bonn');
    await page.getByRole('button', { name: 'Open in the expression mode' }).click();
    await page.locator('.world summary').click();
    await page.getByLabel('Dialect').selectOption('cloud-sync');
    await write(page, RECORD, '{"mail": "ada@"}');
    await write(page, EXPRESSION, 'IIF([a] = "x" && [b] = "y", "p", "q")');
    await page.locator('.expression .problems > li.error').first().waitFor();
    await mode(page, 'Mapping');
    await page.waitForFunction(() => document.querySelector('.world .said').textContent.startsWith('cloud-sync'));
    await page.getByLabel('Dialect').selectOption('connect');
    await mode(page, 'Expression');
    await page.waitForFunction(() => !document.querySelector('.expression .problems > li.error'));
  });

  test('without storage the page works and says that nothing is kept', async () => {
    const page = await fresh();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', { value: { open: () => { throw new DOMException('denied', 'SecurityError'); } } });
      for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: () => { throw new DOMException('denied', 'SecurityError'); } });
    });
    await page.goto(address);
    await write(page, EXPRESSION, 'ToUpper("works")');
    await shows(page, OUTPUT, 'WORKS');
    await page.locator('[role=alert]', { hasText: 'does not let the page keep anything' }).waitFor();
    await page.context().close();
  });
};
