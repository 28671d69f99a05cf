// Creates elements. Strings are always set as text and never parsed as HTML.

export type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | undefined;
type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
type Attributes = Listeners & { [name: string]: Value | ((event: never) => void) };

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value as EventListener);
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

const live = element('div', { role: 'status', class: 'toast' });

let hiding = 0;

/** Shows a message at the edge of the page, and announces it to screen readers. */
export function say(text: string) {
  if (!live.isConnected) document.body.append(live);
  live.textContent = text;
  live.classList.add('shown');
  clearTimeout(hiding);
  hiding = window.setTimeout(() => live.classList.remove('shown'), 3_500);
}

export async function copy(text: string, what: string) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  } catch {
    say(`${what} could not be copied: the browser does not allow it`);
  }
}
