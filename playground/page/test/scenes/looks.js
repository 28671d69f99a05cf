// Appearance and accessibility: each mode in light and dark, on a wide screen and on a phone. The screenshots are for
// visual review.

import assert from 'node:assert/strict';
import { EXPRESSION, OUTPUT, RECORD, accessible, drop, mode, pictures, shows, write } from '../tools.js';

/** One error that has a fix, and one attribute mapping that fails for the sample user. */
const MAPPING = `[source]
object = 'User'
[target]
object = 'User'
[[attribute]]
target = 'userName'
value = 'Tolower([userPrincipalName])'
match = 1
[[attribute]]
target = 'displayName'
value = 'Join(" ", [givenName], [surname])'
[[attribute]]
target = 'title'
value = 'CDate([jobTitle])'
`;

export default (test) => {
  for (const scheme of ['light', 'dark']) {
    for (const [size, viewport] of [['wide', { width: 1600, height: 1000 }], ['laptop', { width: 1280, height: 720 }], ['phone', { width: 390, height: 844 }]]) {
      test(`${scheme} and ${size}: open to everybody, pictures taken`, async (page) => {
        const look = async (name, whole = true) => {
          await page.mouse.move(0, 0);
          await page.screenshot({ path: `${pictures}${name}-${scheme}-${size}.png`, fullPage: whole });
          await accessible(page, name);
          const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(spill <= 0, `${name} is ${spill} pixels wider than the page`);
        };
        await shows(page, OUTPUT, 'Europe');
        await page.getByText('Works offline.').waitFor();
        await look('expression');
        await write(page, RECORD, '{"country": "FR", "number": "2"}');
        await write(page, EXPRESSION, 'IIF([country] = "FR", Append(Left("Oui", [number]), Coalesce([none], "!")), ToUpper([country]))');
        await shows(page, OUTPUT, 'Ou!');
        await look('trace');
        await write(page, EXPRESSION, 'Switch([Country], "Global", "FR", Tolower("Europe"), "JP", "Asia")');
        await shows(page, '.problems', 'there is no function');
        await look('problem');
        await write(page, EXPRESSION, 'Mid([country], ');
        await shows(page, '.signature code', 'Mid(');
        await look('signature', false);
        await page.locator('.world summary').click();
        await look('run-settings');
        await page.locator('.world summary').click();
        await page.getByRole('button', { name: 'Reference', exact: true }).click();
        await page.locator('.reference .example').first().waitFor();
        await look('examples', false);
        await page.getByRole('tab', { name: 'Functions' }).click();
        await page.locator('.reference details').first().waitFor();
        await page.locator('.reference summary').first().click();
        await look('reference', false);
        await page.getByRole('button', { name: 'Close the reference' }).click();
        await page.getByRole('button', { name: 'Share', exact: true }).click();
        await look('share', false);
        await page.keyboard.press('Escape');
        await page.locator('select[aria-label=Examples]').selectOption({ label: 'A user name from the first and the last name' });
        await shows(page, OUTPUT, 'jose');
        await mode(page, 'Table');
        await shows(page, '.table .summary', '4 records');
        await look('table');
        await mode(page, 'Mapping');
        await shows(page, '.payload', '"Whitfield"');
        await look('mapping');
        if (size === 'phone') {
          await page.getByRole('button', { name: 'Payload', exact: true }).click();
          await look('payload');
          await page.getByRole('button', { name: 'User', exact: true }).click();
        }
        await page.getByRole('tab', { name: 'Form' }).click();
        await look('form');
        if (size === 'phone') await page.getByRole('button', { name: 'Mapping', exact: true }).last().click();
        await drop(page, '.mapping', 'mine.toml', MAPPING);
        await shows(page, '.mapping .summary', '1 error');
        await page.locator('.mappings .open').first().click();
        await page.locator('.row-editor .result').waitFor();
        await page.waitForTimeout(800);
        await look('editing');
        await page.locator('.mappings .fix').first().click();
        await shows(page, '.mapping .summary', 'changed');
        await page.getByRole('button', { name: 'Changes for review' }).click();
        await page.locator('dialog.review table').waitFor();
        await look('review', false);
        await page.getByRole('button', { name: 'Close', exact: true }).click();
        await page.getByRole('button', { name: 'Saved', exact: true }).click();
        await page.locator('#saved li').first().waitFor();
        await look('saved', false);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Shortcuts' }).click();
        await look('shortcuts', false);
        await page.keyboard.press('Escape');
        await page.getByRole('tab', { name: 'Compare' }).click();
        await page.getByLabel('Compare with a connector').selectOption('workplace');
        await shows(page, '.compare .summary', 'differences');
        await look('compare');
      }, { viewport, colorScheme: scheme });
    }
  }
};
