// The picture of the page in the README and on the site: `node picture.js FILE`, after the page is built. The sizes are those of
// a narrow window, so that its text can be read where the picture is shown smaller.

import { chromium } from 'playwright-core';
import { serve } from './server.js';
import { EXPRESSION, RECORD, shows, write } from './tools.js';

const [file] = process.argv.slice(2);
const server = await serve(0);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: 1120, height: 700 }, colorScheme: 'light' });
const page = await context.newPage();
await page.goto(`http://localhost:${server.address().port}/`);
await page.locator(EXPRESSION).waitFor();
await write(page, RECORD, JSON.stringify({ givenName: 'Zoé', surname: 'Petit', country: 'FR' }, null, 2));
await write(page, EXPRESSION, 'Join(".", NormalizeDiacritics([givenName]), Switch([country], "intl", "DE", "de", "FR", "fr"))');
await shows(page, '.expression .result', 'Zoe.fr');
await page.waitForTimeout(500);
await page.evaluate(() => document.activeElement?.blur());
await page.screenshot({ path: file });
await browser.close();
server.close();
