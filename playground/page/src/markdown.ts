// The Markdown of the library's pages as nodes: paragraphs, headings, lists, tables, code. Strings are never parsed as HTML.

import { element } from './dom';

/** A line of Markdown: code, bold, and links, of which those to other hosts are shown as text with their address. */
export function inline(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  for (const piece of text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/)) {
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(piece);
    if (piece.startsWith('`') && piece.length > 2) made.append(element('code', {}, piece.slice(1, -1)));
    else if (piece.startsWith('**') && piece.length > 4) made.append(element('strong', {}, piece.slice(2, -2)));
    else if (link && /^https:/.test(link[2]!)) made.append(element('a', { href: link[2], rel: 'noreferrer', target: '_blank' }, link[1]!));
    else made.append(link ? link[1]! : piece);
  }
  return made;
}

/** The blocks of a page. The rows of tables that are shown elsewhere as examples can be left out. */
export function prose(markdown: string, tables = true): HTMLElement {
  const made = element('div', { class: 'prose' });
  // A fenced block may hold blank lines.
  for (const part of markdown.split(/(^```[\s\S]*?^```\s*$)/m)) {
    if (part.startsWith('```')) made.append(element('pre', {}, part.replace(/^```.*\n?|\n?```\s*$/g, '')));
    else for (const block of part.split(/\n\s*\n/)) add(made, block.trim(), tables);
  }
  return made;
}

function add(made: HTMLElement, block: string, tables: boolean) {
  if (!block) return;
  if (block.startsWith('|')) { if (tables) made.append(table(block)); return; }
  if (/^([*-]|\d+\.) /.test(block)) {
    const items = block.split(/\n(?=(?:[*-]|\d+\.) )/).map((item) => element('li', {}, inline(item.replace(/^\S+ /, '').replace(/\s+/g, ' '))));
    made.append(element(/^\d/.test(block) ? 'ol' : 'ul', {}, ...items));
    return;
  }
  const heading = /^#+ /.exec(block);
  made.append(element(heading ? 'h4' : 'p', {}, inline(block.slice(heading?.[0].length ?? 0).replace(/\s+/g, ' '))));
}

function table(block: string): HTMLElement {
  const cells = (line: string) => line.replace(/^\||\|\s*$/g, '').split(/(?<!\\)\|/).map((cell) => cell.replace(/\\\|/g, '|').trim());
  const [head, , ...rows] = block.split('\n');
  return element('div', { class: 'scroll', tabindex: 0 }, element('table', {},
    element('thead', {}, element('tr', {}, ...cells(head ?? '').map((cell) => element('th', {}, inline(cell))))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row).map((cell) => element('td', {}, inline(cell))))))));
}
