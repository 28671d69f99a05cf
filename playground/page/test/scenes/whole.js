// The whole page: speed, links, saved data, the side panel, the keyboard, no network, bad input.

import assert from 'node:assert/strict';
import { EXPRESSION, OUTPUT, RECORD, RECORDS, TABLE_EXPRESSION, mode, paste, shows, write } from '../tools.js';
import { linkOf } from './kept.js';

/** Replaces the engine's `evaluate` with a trap: a module that contains only `unreachable`. */
const BREAKING = `{
  const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11);
  const trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f;
  const load = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...from) => {
    const instance = await load.apply(WebAssembly, from);
    return { instance: { exports: { ...instance.exports, evaluate: trap } }, module: from[0] };
  };
}
`;

/** Measures again if the computer may have been busy: only the time that the page needs matters. */
async function within(budget, measure) {
  let best = Infinity;
  for (let round = 0; round < 4 && best > budget; round += 1) best = Math.min(best, await measure());
  assert.ok(best <= budget, `${Math.round(best)} ms; the limit is ${budget} ms`);
  return best;
}

export default (test, { address, fresh }) => {
  test('the first result is there soon', async () => {
    const cold = await within(1_500, async () => {
      const page = await fresh();
      await page.goto(address);
      const time = await page.evaluate(() => new Promise((done) => {
        const look = () => (document.querySelector('.result.value') ? done(performance.now()) : setTimeout(look, 5));
        look();
      }));
      await page.context().close();
      return time;
    });
    console.log(`     first result after ${Math.round(cold)} ms`);
  });

  test('keystrokes are answered at once', async (page) => {
    await shows(page, OUTPUT, 'Europe');
    const long = `Join(" ", ${Array.from({ length: 13 }, () => 'ToUpper([givenName])').join(', ')}, "`;
    assert.ok(long.length > 290);
    await write(page, EXPRESSION, `${long}")`);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    const worst = await within(50, async () => {
      const times = [];
      for (let index = 0; index < 40; index += 1) {
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
      }
      times.sort((a, b) => a - b);
      return times[37];
    });
    console.log(`     keystroke to result: 95 of 100 within ${worst.toFixed(1)} ms`);
  });

  test('every task of the gallery gives a value', async (page) => {
    const names = await page.locator('select[aria-label=Examples] option:not([value=""])').allTextContents();
    assert.ok(names.length >= 12);
    for (const name of names) {
      const before = await page.evaluate(() => document.documentElement.dataset.round);
      await page.locator('select[aria-label=Examples]').selectOption({ label: name });
      await page.waitForFunction((round) => document.documentElement.dataset.round !== round, before);
      await page.waitForFunction(() => document.querySelector('.expression .result')?.classList.contains('value'), null, { timeout: 10_000 });
      assert.equal(await page.locator('.expression .problems > li.error').count(), 0, name);
    }
  });

  test('the reference is searched, and the first example of every function gives what it says', async (page) => {
    await page.getByRole('button', { name: 'Reference', exact: true }).click();
    await page.getByRole('tab', { name: 'Functions' }).click();
    const search = page.getByLabel('Search examples, functions and diagnostics');
    await search.fill('remove accents zzz');
    await shows(page, '.reference .count', '0 of');
    await search.fill('NormalizeDiacritics');
    await page.locator('.reference summary', { hasText: 'NormalizeDiacritics' }).first().waitFor();
    await search.fill('');
    await page.waitForFunction(() => document.querySelectorAll('.reference details').length > 40);
    const count = await page.locator('.reference details').count();
    for (let index = 0; index < count; index += 1) {
      const entry = page.locator('.reference details').nth(index);
      await entry.locator('summary').click();
      const example = entry.locator('.example').first();
      const [expression, gives] = await Promise.all([example.locator('code').first().textContent(), example.locator('span code').textContent()]);
      await example.click();
      let wanted = { absent: 'No value', skip: 'Skipped' }[gives];
      try { wanted ??= JSON.parse(gives); } catch { wanted = gives.includes('-') ? 'fails' : ''; }
      if (typeof wanted !== 'string') wanted = JSON.stringify(wanted, null, 2);
      await shows(page, EXPRESSION, expression.slice(0, 10));
      await page.waitForFunction(([selector, text]) => {
        const { textContent } = document.querySelector(selector);
        return textContent.includes(text) || (text === '' && textContent.includes('(empty string)')) || (text === 'fails' && /fails|No result/.test(textContent));
      }, [OUTPUT, wanted], { timeout: 5_000 }).catch(() => assert.fail(`${expression} does not return ${gives}`));
      await entry.locator('summary').click();
    }
    await page.getByRole('tab', { name: 'Diagnostics' }).click();
    await search.fill('wrong-case-function');
    await page.locator('.reference .example').first().click();
    await page.locator('.expression .problems > li').first().waitFor();
    await page.keyboard.press('Escape');
  });

  test('links lead to a function, a diagnostic, a task', async (page) => {
    await page.goto(`${address}#fn=Switch`);
    await page.reload();
    await shows(page, '.reference details[open] summary', 'Switch(');
    await page.evaluate(() => { location.hash = '#code=wrong-case-function'; });
    await shows(page, '.reference details[open] summary', 'wrong-case-function');
    await page.evaluate(() => { location.hash = '#task=digits-only'; });
    await shows(page, EXPRESSION, '[telephoneNumber]');
  });

  test('a link brings everything back, records only when wanted', async (page) => {
    await page.locator('.world summary').click();
    await page.getByLabel('Seed').fill('7');
    await page.getByLabel('Dialect').selectOption('cloud-sync');
    await write(page, RECORD, '{"secret": "Ada"}');
    await write(page, EXPRESSION, 'ToUpper([secret])');
    await shows(page, OUTPUT, 'ADA');
    const { link: without, said } = await linkOf(page);
    assert.ok(said.includes('personal data'));
    const { link } = await linkOf(page, { records: true });
    for (const [url, expected] of [[link, 'ADA'], [without, 'No value']]) {
      const other = await fresh();
      await other.goto(url);
      await shows(other, EXPRESSION, 'ToUpper([secret])');
      await shows(other, OUTPUT, expected);
      await shows(other, '.world .said', 'cloud-sync');
      await shows(other, '.world .said', 'seed 7');
      await other.context().close();
    }
    for (const [broken, why] of [[link.slice(0, -12), 'damaged'], [link.slice(0, (link.length + link.indexOf('#')) / 2), 'damaged'], [`${address}#9.abc`, 'newer version'], [`${address}#1.`, 'damaged'], [`${address}#2.%%%`, 'damaged']]) {
      const other = await fresh();
      await other.goto(broken);
      await shows(other, '[role=alert]', why);
      await shows(other, OUTPUT, 'Europe');
      await other.context().close();
    }
    await page.evaluate(() => { location.hash = '#9.later'; });
    await shows(page, '[role=alert]', 'newer version');
  });

  test('a table travels in a link too', async (page) => {
    await mode(page, 'Table');
    await write(page, TABLE_EXPRESSION, 'ToLower([x])');
    await write(page, RECORDS, 'x,expected\nA,a\n');
    await shows(page, '.table .summary', '1 pass');
    const { link } = await linkOf(page, { records: true });
    const other = await fresh();
    await other.goto(link);
    await shows(other, '.table .summary', '1 record · 1 pass');
    await other.context().close();
  });

  test('what was written is there again, until it is cleared', async (page) => {
    await write(page, RECORD, '{"a": "kept"}');
    await write(page, EXPRESSION, 'Append([a], "!")');
    await shows(page, OUTPUT, 'kept!');
    await page.reload();
    await shows(page, OUTPUT, 'kept!');
    await page.getByRole('button', { name: 'Saved', exact: true }).click();
    await page.getByRole('button', { name: 'Erase saved data' }).click();
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await shows(page, OUTPUT, 'Europe');
    assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes('kept!'));
    await page.reload();
    await shows(page, OUTPUT, 'Europe');
  });

  test('the clock stands and chance repeats', async (page) => {
    await page.locator('.world summary').click();
    await write(page, EXPRESSION, 'Now()');
    await shows(page, OUTPUT, '1/15/2026 9:30:00 AM');
    await page.getByLabel('Now (UTC)').fill('2027-03-04T05:06:07');
    await shows(page, OUTPUT, '3/4/2027 5:06:07 AM');
    await write(page, EXPRESSION, 'Guid()');
    await page.locator('.result.value').waitFor();
    await page.waitForFunction(() => document.querySelector('.result output')?.textContent.length === 36);
    const guid = () => page.locator('.result output').textContent();
    const first = await guid();
    await page.getByLabel('Seed').fill('5');
    await page.waitForFunction((before) => document.querySelector('.result output').textContent !== before, first);
    await page.getByLabel('Seed').fill('0');
    await page.waitForFunction((before) => document.querySelector('.result output').textContent === before, first);
  });

  test('light, dark or as the system has it', async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const colours = page.getByLabel('Colours');
    await colours.selectOption('dark');
    const dark = await paper();
    await colours.selectOption('light');
    assert.notEqual(await paper(), dark);
    await colours.selectOption('system');
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await paper(), dark);
  });

  test('after the first visit it works without a network', async (page) => {
    await page.getByText('Works offline.').waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await shows(page, OUTPUT, 'Europe');
    await write(page, EXPRESSION, 'ToUpper("offline")');
    await shows(page, OUTPUT, 'OFFLINE');
    await mode(page, 'Mapping');
    await shows(page, '.payload', '"Whitfield"');
    await page.context().setOffline(false);
  });

  test('everything is reached by the keyboard', async (page) => {
    await shows(page, OUTPUT, 'Europe');
    const around = async (wanted) => {
      await page.evaluate(() => document.activeElement.blur());
      const seen = new Set();
      for (let step = 0; step < 220 && !wanted.every((name) => [...seen].some((known) => known.startsWith(name))); step += 1) {
        await page.keyboard.press('Tab');
        seen.add(await page.evaluate(() => {
          const at = document.activeElement;
          return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent.trim() ?? at.textContent.trim().slice(0, 30);
        }));
      }
      for (const name of wanted) assert.ok([...seen].some((known) => known.startsWith(name)), `${name} is not among ${[...seen].join(', ')}`);
    };
    const all = ['Skip to', 'Expression', 'Table', 'Mapping', 'Reference', 'Share', 'Colours', 'Run settings', 'Saved', 'Shortcuts'];
    await around([...all, 'Examples', 'Format', 'Source user (JSON)', 'Trace']);
    await mode(page, 'Table');
    await shows(page, '.table .summary', '4 records');
    await around([...all, 'Import a test file', 'Source users (CSV', 'Use results as expected', 'Export tests', 'Expected on line 2']);
    await mode(page, 'Mapping');
    await shows(page, '.payload', '"Whitfield"');
    await around([...all.slice(0, 8), 'Connector', 'Open a file', 'Download', 'Attribute mappings', 'Search attribute mappings']);
  });

  test('an engine that breaks says so, and the next one answers', async () => {
    const page = await fresh({ serviceWorkers: 'block' });
    await page.route('**/worker-*.js', async (route) => {
      const worker = await route.fetch();
      await route.fulfill({ response: worker, body: BREAKING + await worker.text() });
    });
    await page.goto(address);
    await shows(page, OUTPUT, 'The engine stopped');
    await page.unroute('**/worker-*.js');
    await write(page, EXPRESSION, 'ToUpper("again")');
    await shows(page, OUTPUT, 'AGAIN');
    await page.context().close();
  });

  test('the whole engine is fetched for what needs it, and asked for again where that failed', async () => {
    const page = await fresh({ serviceWorkers: 'block' });
    const fetched = [];
    let broken = true;
    await page.route('**/engine_bg-*.wasm', async (route) => {
      fetched.push(route.request().url());
      // The second engine, while the network is down.
      await (broken && new Set(fetched).size > 1 ? route.fulfill({ status: 503, body: '' }) : route.continue());
    });
    await page.goto(address);
    await shows(page, OUTPUT, 'Europe');
    assert.equal(new Set(fetched).size, 1, 'one engine is enough for an expression');
    await mode(page, 'Mapping');
    await page.locator('.mapping [role=alert], .mapping .summary.error').first().waitFor();
    broken = false;
    await page.getByLabel('Connector', { exact: true }).selectOption('workgrid');
    await shows(page, '.payload', '"Whitfield"');
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByLabel('Compare with a connector').selectOption('workplace');
    await shows(page, '.compare .summary', 'differences');
    await page.context().close();
  });

  test('bad input gets a message', async (page) => {
    await shows(page, OUTPUT, 'Europe');
    await paste(page, EXPRESSION, 'IIF('.repeat(10_000));
    await shows(page, OUTPUT, 'No result');
    await page.locator('.expression .problems > li.error').first().waitFor();
    await paste(page, EXPRESSION, 'x'.repeat(5_000_000));
    await shows(page, 'body', 'This is too large for this page');
    await page.locator('select[aria-label=Examples]').selectOption({ label: 'A user name from the first and the last name' });
    await shows(page, OUTPUT, 'jose');
    await write(page, RECORD, '{"givenName": ');
    await shows(page, OUTPUT, 'The record cannot be read');
    await paste(page, RECORD, `{"a": "${'x'.repeat(5_000_000)}"}`);
    await shows(page, '.toast', 'too large');
    await mode(page, 'Table');
    await paste(page, RECORDS, `a\n${'x'.repeat(12_000_000)}\n`);
    await shows(page, '.toast', '10 MB');
    await write(page, RECORDS, '{"a": \n[');
    await page.locator('.rows .given.record').first().waitFor();
  });
};
