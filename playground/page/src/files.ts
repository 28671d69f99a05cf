// Files that users open or drop, and files that they download.

import { element } from './dom';

/** The largest file that the page reads. */
const LARGEST = 16 << 20;

/** A file's text. Throws an error with a message for the user. */
export async function textOf(file: File, kind: string): Promise<string> {
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than ${LARGEST >> 20} MB: use the command line`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  let text = '\0';
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Reported below.
  }
  if (text.includes('\0')) throw new Error(`${file.name} is not a text file: ${kind}`);
  return text;
}

/** A button that opens a file; a file can also be dropped on `area`. */
export function opener(title: string, label: string, accept: string, area: HTMLElement | undefined, take: (file: File) => void): HTMLElement {
  const input = element('input', { type: 'file', accept, class: 'hidden', tabindex: -1, 'aria-label': label, change: () => {
    const [chosen] = input.files ?? [];
    if (chosen) take(chosen);
    input.value = '';
  } });
  area?.addEventListener('dragover', (event) => { event.preventDefault(); area.classList.add('dropping'); });
  area?.addEventListener('dragleave', (event) => { if (!area.contains(event.relatedTarget as Node | null)) area.classList.remove('dropping'); });
  area?.addEventListener('drop', (event) => {
    event.preventDefault();
    area.classList.remove('dropping');
    const dropped = event.dataTransfer?.files[0];
    if (dropped) take(dropped);
  });
  return element('span', { class: 'opener' }, element('button', { click: () => input.click() }, title), input);
}

export function download(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
