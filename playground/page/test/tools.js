// Helpers for the tests of the page.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of the project. */
export const project = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export const pictures = project('target/playground/');
mkdirSync(pictures, { recursive: true });
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export const EXPRESSION = '.expression .cm-content[aria-label="Expression"]';
export const RECORD = '.expression .cm-content[aria-label="Source user (JSON)"]';
export const OUTPUT = '.expression .result';
export const TABLE_EXPRESSION = '.table .cm-content[aria-label="Expression"]';
export const RECORDS = '.table .cm-content[aria-label^="Source users"]';

/** Inserts text into an editor as a paste does. */
export async function write(page, editor, text) {
  await page.locator(editor).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Replaces the content of an editor with pasted text of any size. */
export async function paste(page, editor, text) {
  await page.evaluate(([selector, pasted]) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const content = document.querySelector(selector);
    content.focus();
    document.execCommand('selectAll');
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [editor, text]);
}

/** The sample user of the mapping mode. */
export const USER = '.mapping .cm-content[aria-label="Source user (JSON)"]';

export const shows = (page, selector, text) => page.waitForFunction(
  ([where, wanted]) => document.querySelector(where)?.textContent?.includes(wanted), [selector, text], { timeout: 20_000 });

export const mode = (page, name) => page.getByRole('navigation', { name: 'Modes' }).getByRole('button', { name, exact: true }).click();

/** Drops a file on an element as a file manager does. */
export async function drop(page, selector, name, text) {
  await page.evaluate(([where, fileName, content]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], fileName));
    document.querySelector(where).dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, [selector, name, text]);
}

export async function accessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  assert.deepEqual(found, [], `${what} is accessible`);
}
