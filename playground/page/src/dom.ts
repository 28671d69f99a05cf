// Creates elements. Strings are always set as text and never parsed as HTML.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | ((event: any) => void) | undefined>;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== undefined && value !== false) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return made;
}

/** A long name with line breaks allowed after its colons, dots and brackets. */
export function breakable(name: string): DocumentFragment {
  const made = document.createDocumentFragment();
  name.split(/(?<=[:.\]])/).forEach((piece, index) => made.append(...(index ? [element('wbr'), piece] : [piece])));
  return made;
}

/** A line of Markdown as nodes, with its inline code. */
export function inline(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  text.split(/(`[^`]+`)/).forEach((piece) => {
    made.append(piece.startsWith('`') && piece.length > 2 ? element('code', {}, piece.slice(1, -1)) : piece);
  });
  return made;
}

/** The paragraphs and lists of a page; the rows of its tables are shown elsewhere. */
export function prose(markdown: string): HTMLElement {
  const blocks = markdown.split(/\n\s*\n/).map((block) => block.trim());
  const made = element('div', { class: 'prose' });
  for (const block of blocks) {
    if (!block || block.startsWith('|')) continue;
    if (block.startsWith('```')) {
      made.append(element('pre', {}, block.replace(/^```\w*\n?|```$/g, '')));
    } else if (/^[*-] /.test(block)) {
      const items = block.split(/\n(?=[*-] )/).map((item) => element('li', {}, inline(item.slice(2).replace(/\s+/g, ' '))));
      made.append(element('ul', {}, ...items));
    } else {
      const heading = /^#+ /.exec(block);
      const text = block.slice(heading?.[0].length ?? 0).replace(/\s+/g, ' ');
      made.append(element(heading ? 'h4' : 'p', {}, inline(text)));
    }
  }
  return made;
}

const live = element('div', { role: 'status', class: 'toast' });

/** Shows a message at the edge of the page, and announces it to screen readers. */
export function say(text: string) {
  if (!live.isConnected) document.body.append(live);
  live.textContent = text;
  live.classList.add('shown');
  setTimeout(() => live.classList.remove('shown'), 3_500);
}

export async function copy(text: string, what: string) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  } catch {
    say(`${what} could not be copied: the browser does not allow it`);
  }
}
