// Nothing jumps and nothing gets in the way: the expression mode while typing, help that is seen, copies, the first visit.

import assert from 'node:assert/strict';
import { EXPRESSION, OUTPUT, RECORD, RECORDS, mode, shows, write } from '../tools.js';

/** Whether the middle of an element is on top of everything else. */
const onTop = (page, selector) => page.waitForFunction((where) => {
  const found = document.querySelector(where);
  if (!found) return false;
  const { left, top, width, height } = found.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return width > 0 && height > 0 && found.contains(hit);
}, selector, { timeout: 5_000 });

export default (test, { address, fresh }) => {
  test('the result stays where it is while somebody types, and an error waits', async (page) => {
    for (const viewport of [{ width: 1360, height: 900 }, { width: 900, height: 900 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(viewport);
      await write(page, RECORD, '{"mail": "ada@contoso.com"}');
      await write(page, EXPRESSION, ' ');
      await page.keyboard.insertText('ToUpper([mail])');
      await shows(page, OUTPUT, 'ADA@CONTOSO.COM');
      await page.evaluate(() => {
        globalThis.places = new Set();
        globalThis.reds = 0;
        const look = () => {
          const { top, left } = document.querySelector('.expression .result').getBoundingClientRect();
          globalThis.places.add(`${Math.round(left)},${Math.round(top + scrollY)}`);
          globalThis.reds += document.querySelector('.expression .result').matches('.refused, .error') ? 1 : 0;
          globalThis.looking = requestAnimationFrame(look);
        };
        look();
      });
      await page.locator(EXPRESSION).click();
      await page.keyboard.press('Control+End');
      for (const key of ['Backspace', ',', ' ', '"', 'x', 'Backspace', 'Backspace']) { await page.keyboard.press(key); await page.waitForTimeout(60); }
      const seen = await page.evaluate(() => { cancelAnimationFrame(globalThis.looking); return { places: [...globalThis.places], reds: globalThis.reds }; });
      assert.equal(seen.places.length, 1, `the result moves: ${seen.places.join(' ')} at ${viewport.width}`);
      assert.equal(seen.reds, 0, 'no red while typing');
      await page.waitForFunction(() => document.querySelector('.expression .result').matches('.refused'), null, { timeout: 3_000 });
    }
  });

  test('result and trace are in view beside the editor from 1,100 pixels, and the divider moves', async (page) => {
    await page.setViewportSize({ width: 1100, height: 720 });
    await shows(page, OUTPUT, 'Europe');
    const at = (selector) => page.locator(selector).first().boundingBox();
    const [editor, result, trace] = [await at('.of-expression'), await at(OUTPUT), await at('.inline-trace')];
    assert.ok(result.x > editor.x + editor.width && trace.y + trace.height < 720);
    const bar = page.getByLabel('Width of the columns');
    await bar.focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
    assert.ok((await at('.of-expression')).width < editor.width - 30);
    const { x, y } = await bar.boundingBox();
    await page.mouse.move(x + 3, y + 80);
    await page.mouse.down();
    await page.mouse.move(x + 150, y + 80, { steps: 3 });
    await page.mouse.up();
    const width = (await at('.of-expression')).width;
    assert.ok(width > editor.width);
    await page.reload();
    await shows(page, OUTPUT, 'Europe');
    assert.ok(Math.abs((await at('.of-expression')).width - width) < 8, 'the divider is kept');
  });

  test('the documentation of a completion and of a function under the pointer is on top', async (page) => {
    await write(page, EXPRESSION, ' ');
    await page.keyboard.type('ToUp', { delay: 20 });
    await page.locator('.cm-tooltip-autocomplete li[aria-selected]').waitFor();
    await onTop(page, '.cm-tooltip-autocomplete li[aria-selected]');
    await onTop(page, '.cm-completionInfo .prose p');
    await page.keyboard.press('Escape');
    await write(page, EXPRESSION, 'NormalizeDiacritics([mail])');
    await page.locator('.expression .cm-line span', { hasText: 'NormalizeDiacritics' }).first().hover();
    await onTop(page, '.cm-tooltip-hover .prose p');
  });

  test('nothing is completed where no operand can stand', async (page) => {
    await write(page, RECORD, '{"country": "FR"}');
    await write(page, EXPRESSION, ' ');
    await page.keyboard.type('Append([country], "x"', { delay: 25 });
    await page.waitForTimeout(400);
    assert.equal(await page.locator('.cm-tooltip-autocomplete').count(), 0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Space');
    await page.waitForTimeout(300);
    assert.equal(await page.locator('.cm-tooltip-autocomplete').count(), 0, 'not even on request');
    assert.equal(await page.locator('.expression .of-expression .cm-line').count(), 2, 'Enter behind a closing quote is a new line');
    await page.keyboard.insertText(')');
    await shows(page, OUTPUT, 'FRx');
    await write(page, EXPRESSION, 'ToUpper(');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li').first().waitFor();
  });

  test('values stand behind their text and are whole after a click', async (page) => {
    const long = 'x'.repeat(300);
    await write(page, RECORD, JSON.stringify({ a: long }));
    await write(page, EXPRESSION, 'ToUpper([a])');
    await shows(page, OUTPUT, 'XXX');
    const [code, value] = [await page.locator('.trace .line code').first().boundingBox(), await page.locator('.trace .line .value').first().boundingBox()];
    assert.ok(value.x - (code.x + code.width) < 40);
    await page.locator('.trace .cut').first().click();
    await shows(page, '.trace .cut[aria-expanded=true]', long.toUpperCase());
  });

  test('a result is copied in each form, and commands have only the options that they need', async (page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await write(page, RECORD, '{"a": "it\'s"}');
    await write(page, EXPRESSION, 'ToUpper([a])');
    await shows(page, OUTPUT, "IT'S");
    const copied = async (form) => {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.getByLabel('Copy', { exact: true }).selectOption({ label: form });
      await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== '');
      return page.evaluate(() => navigator.clipboard.readText());
    };
    assert.equal(await copied('Value'), "IT'S");
    assert.equal(await copied('Command for bash'), `echo '{"a":"it'\\''s"}' | attrflow eval 'ToUpper([a])' -`);
    assert.equal(await copied('Command for PowerShell'), `'{"a":"it''s"}' | attrflow eval 'ToUpper([a])' -`);
    assert.ok((await copied('Markdown')).includes("Result: `IT'S`"));
    await write(page, EXPRESSION, 'Append([a], "x\\y")');
    assert.equal(await copied('Expression for Graph (JSON)'), JSON.stringify('Append([a], "x\\y")'));
    await write(page, EXPRESSION, 'Append(Now(), %DefaultDomain%)');
    await page.locator('.result.value').waitFor();
    const command = await copied('Command for bash');
    assert.ok(command.includes('--now 2026-01-15T09:30:00Z') && command.includes('--set'), command);
    assert.ok(!command.includes('--seed') && !command.includes('DomainFQDN') && !command.includes('--taken'), command);
  });

  test('one button sets the clock', async (page) => {
    await page.locator('.world summary').click();
    await page.getByRole('button', { name: 'Now', exact: true }).click();
    const value = await page.getByLabel('Now (UTC)').inputValue();
    assert.ok(Math.abs(Date.parse(`${value}Z`) - Date.now()) < 60_000, value);
  });

  test('problems are rows of one line, and a click shows the rest', async (page) => {
    await write(page, EXPRESSION, 'Tolower([mail])');
    await page.locator('.expression .problems > li').first().waitFor();
    assert.ok((await page.locator('.expression .problems > li').first().boundingBox()).height < 45);
    await page.locator('.expression .problems .jump').first().click();
    await shows(page, '.expression .problems .help', 'case-sensitive');
  });

  test('a sheet has the shortcuts, and they work', async (page) => {
    await shows(page, OUTPUT, 'Europe');
    await page.keyboard.press('?');
    await shows(page, '#shortcuts', 'Ctrl+Space');
    assert.ok(await page.locator('#shortcuts').isVisible());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+2');
    await page.locator('.table .summary').first().waitFor();
    await page.keyboard.press('Alt+r');
    await page.locator('.reference').waitFor();
  });

  test('the first visit says what it is and has three starts', async (page) => {
    await shows(page, '.welcome', 'Microsoft Entra provisioning mappings');
    await page.getByRole('button', { name: 'Paste my users' }).click();
    await page.waitForFunction((where) => document.activeElement?.matches(where), RECORDS);
    await page.goBack();
    await page.getByRole('button', { name: 'Try an example' }).click();
    await page.locator('.reference .example').first().waitFor();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open my export' }).click()]);
    assert.ok(chooser);
    await mode(page, 'Expression');
    await write(page, EXPRESSION, '"work"');
    await page.locator('.welcome').waitFor({ state: 'hidden' });
    assert.ok((await page.locator('footer a').first().getAttribute('href')).startsWith('https://'));
  });

  test('the heading is painted before the engine is there, and the engine is preloaded', async () => {
    const page = await fresh({ serviceWorkers: 'block' });
    await page.route('**/*.{js,wasm}', () => {});
    await page.goto(address, { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'attrflow' }).waitFor();
    assert.equal(await page.locator('link[rel=preload][as=fetch]').count(), 1);
    await page.context().close();
  });

  test('addresses lead to a mapping with its target, and to a page without frame', async () => {
    const page = await fresh();
    await page.goto(`${address}#mapping=workplace&target=userName`);
    await page.locator('.row-editor').waitFor();
    assert.equal(await page.getByLabel('Connector', { exact: true }).inputValue(), 'workplace');
    await shows(page, '.mappings li:has(.row-editor) .target', 'userName');
    await page.goto(`${address}?embed#task=digits-only`);
    await shows(page, EXPRESSION, '[telephoneNumber]');
    await shows(page, OUTPUT, '+4402079460018');
    assert.ok(await page.locator('.top').isHidden() && await page.locator(OUTPUT).isVisible());
    await page.context().close();
  });
};
