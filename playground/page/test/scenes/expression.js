// The expression mode: typing, diagnostics, help while typing, the trace and the tabs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { EXPRESSION, OUTPUT, RECORD, pictures, project, shows, write } from '../tools.js';

export default (test) => {
  test('a result as one types', async (page) => {
    await shows(page, OUTPUT, 'Europe');
    await write(page, RECORD, '{"givenName": "Ada", "surname": "Whitfield"}');
    await write(page, EXPRESSION, 'Join(".", ToLower([givenName]), ToLower([surname]))');
    await shows(page, OUTPUT, 'ada.whitfield');
  });

  test('a diagnostic is underlined, and its fix mends it', async (page) => {
    await write(page, RECORD, '{"mail": "ADA@contoso.com"}');
    await write(page, EXPRESSION, 'Tolower([mail])');
    await page.locator('.cm-lintRange-error').first().waitFor();
    await shows(page, '.problems', 'there is no function');
    await page.locator('.problems .fix').click();
    await shows(page, OUTPUT, 'ada@contoso.com');
  });

  test('functions and attributes of the record are completed', async (page) => {
    await write(page, RECORD, '{"nickName": "Ada"}');
    await write(page, EXPRESSION, ' ');
    await page.keyboard.type('ToUp', { delay: 20 });
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'ToUpper' }).click();
    await page.keyboard.type('[nick', { delay: 20 });
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'nickName' }).click();
    await shows(page, OUTPUT, 'ADA');
  });

  test('keys of Switch are completed from the record', async (page) => {
    await write(page, RECORD, '{"country": "Liechtenstein"}');
    await write(page, EXPRESSION, 'Switch([country], "none", ');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'Liechtenstein' }).first().waitFor();
  });

  test('attributes of the source schema are completed and held against', async (page) => {
    await page.locator('.world summary').click();
    await page.getByLabel('Source schema').selectOption('meta-work-accounts');
    await write(page, RECORD, '{}');
    await write(page, EXPRESSION, 'ToUpper([employeeH');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'employeeHireDate' }).first().click();
    await shows(page, EXPRESSION, '[employeeHireDate]');
    await write(page, EXPRESSION, 'ToUpper([emplyeeHireDate])');
    await shows(page, '.expression .problems', 'emplyeeHireDate');
  });

  test('the dialect decides which functions there are', async (page) => {
    await write(page, EXPRESSION, 'IIF([a] = "x" && [b] = "y", "p", "q")');
    await page.locator('.expression .problems > li.error').first().waitFor();
    await page.locator('.world summary').click();
    await page.getByLabel('Dialect').selectOption('connect');
    await page.waitForFunction(() => !document.querySelector('.expression .problems > li.error'));
  });

  test('the signature stands by the caret, the page of a function under the pointer', async (page) => {
    await write(page, EXPRESSION, 'Mid([mail], ');
    await shows(page, '.signature code', 'Mid(');
    assert.equal(await page.locator('.signature strong').textContent(), 'start');
    await page.keyboard.insertText('1, ');
    await page.waitForFunction(() => document.querySelector('.signature strong')?.textContent === 'length');
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
    await page.locator('.signature').waitFor({ state: 'detached' });
    await write(page, EXPRESSION, 'NormalizeDiacritics([mail])');
    await page.locator('.expression .cm-line span', { hasText: 'NormalizeDiacritics' }).first().hover();
    await shows(page, '.cm-tooltip-hover', 'NormalizeDiacritics');
  });

  test('an expression is laid out', async (page) => {
    await write(page, EXPRESSION, `Join(" ",${Array.from({ length: 12 }, () => 'ToUpper( [givenName] )').join(',')})`);
    await page.getByRole('button', { name: 'Format' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.expression .pane:first-child .cm-line').length > 5);
  });

  test('the trace lights the arm that was taken, dims the others and marks nothing and what was read as something else', async (page) => {
    await write(page, RECORD, '{"country": "FR", "count": "2"}');
    await write(page, EXPRESSION, 'IIF([country]="FR", Append(Left("Oui", [count]), Coalesce([none], "!")), ToUpper([country]))');
    await shows(page, OUTPUT, 'Ou!');
    await page.locator('.trace li.not-run', { hasText: 'ToUpper([country])' }).waitFor();
    assert.equal(await page.locator('.mark-dead').first().textContent(), 'ToUpper([country])');
    assert.ok((await page.locator('.mark-lit').first().textContent()).startsWith('Append('));
    await page.locator('.trace li.taken', { hasText: 'Append(' }).first().waitFor();
    assert.equal(await page.locator('.trace .coerced').first().textContent(), 'read as integer');
    assert.equal(await page.locator('.inline-trace .chip.coerced').first().textContent(), '"2" as integer');
    assert.equal(await page.locator('.inline-trace .chip.absent').first().textContent(), 'no value');
    assert.equal(await page.locator('.inline-trace .dead').first().textContent(), 'ToUpper([country])');
    await page.locator('.trace .line', { hasText: 'Left(' }).last().hover();
    await page.locator('.mark-pointed').first().waitFor();
  });

  test('the trace shows what was compared', async (page) => {
    await write(page, RECORD, '{"country": "FR"}');
    await write(page, EXPRESSION, 'Switch([country], "Global", "FR", "Europe")');
    await shows(page, OUTPUT, 'Europe');
    assert.deepEqual(await page.locator('.trace span.value').allTextContents(), ['"Europe"', '"FR"', 'not run', '"FR"', '"Europe"']);
  });

  test('tabs go by arrow keys and show tree, bytecode, Graph JSON, response and command', async (page) => {
    await write(page, RECORD, '{"preferredLanguage": "EN-US"}');
    await write(page, EXPRESSION, 'Replace([preferredLanguage], "-", , , "_", , )');
    await shows(page, OUTPUT, 'EN_US');
    await page.getByRole('tab', { name: 'Trace' }).focus();
    const panel = '.expression [role=tabpanel]:not([hidden])';
    for (const [name, text] of [['Tree', '[preferredLanguage]'], ['Bytecode', 'return'], ['Graph JSON', '"parameters"'], ['parseExpression', '"parsingSucceeded": true'], ['Command line', 'attrflow eval']]) {
      await page.keyboard.press('ArrowRight');
      await shows(page, panel, text);
      assert.equal(await page.getByRole('tab', { name }).getAttribute('aria-selected'), 'true');
    }
    await page.getByRole('tab', { name: 'parseExpression' }).click();
    const response = JSON.parse(await page.locator(`${panel} pre`).textContent());
    assert.deepEqual(Object.keys(response).sort(), ['error', 'evaluationResult', 'evaluationSucceeded', 'parsedExpression', 'parsingSucceeded']);
    assert.deepEqual(response.evaluationResult, ['EN_US']);
    assert.deepEqual(response.parsedExpression.parameters.map(({ key }) => key), ['source', 'Find', 'Replacement']);
  });

  test('the command line gives what the page gives', async (page) => {
    await write(page, RECORD, '{"a": "it\'s \\"so\\" $HOME"}');
    await write(page, EXPRESSION, 'Append([a], "\'$(x)")');
    await shows(page, OUTPUT, "it's \"so\" $HOME'$(x)");
    await page.getByRole('tab', { name: 'Command line' }).click();
    const command = await page.locator('.expression [role=tabpanel]:not([hidden]) pre').textContent();
    const path = `${project('target/debug')}:${process.env.PATH}`;
    const printed = execFileSync('sh', ['-c', command], { encoding: 'utf8', cwd: pictures, env: { ...process.env, PATH: path } });
    assert.equal(printed.trimEnd().split('\n').at(-1), "it's \"so\" $HOME'$(x)");
  });
};
