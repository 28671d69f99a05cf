// Files that users open or drop, and files that they download.

import { element } from './dom';
import type { OpenFile } from './state';

/** The largest file that the page reads. */
const LARGEST = 32 << 20;

/** A file's text and how it was written, so that it can be written in the same way. Throws an error with a message for the user. */
export async function read(file: File, kind: string): Promise<Pick<OpenFile, 'text' | 'encoding' | 'mark'>> {
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than ${LARGEST >> 20} MB: use the command line`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second, third] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const mark = encoding !== 'utf-8' || (first === 0xef && second === 0xbb && third === 0xbf);
  let text = '\0';
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Reported below.
  }
  if (text.includes('\0')) throw new Error(`${file.name} is not a text file: ${kind}`);
  return { text, encoding, mark };
}

/** The bytes of a file in the encoding that it came in. */
function written({ text, encoding, mark }: Pick<OpenFile, 'text' | 'encoding' | 'mark'>): Uint8Array<ArrayBuffer> {
  const whole = mark ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  const made = new DataView(new ArrayBuffer(whole.length * 2));
  for (let at = 0; at < whole.length; at += 1) made.setUint16(at * 2, whole.charCodeAt(at), encoding === 'utf-16le');
  return new Uint8Array(made.buffer);
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

export function download(name: string, text: string, how: Pick<OpenFile, 'encoding' | 'mark'> = { encoding: 'utf-8', mark: false }) {
  const address = URL.createObjectURL(new Blob([written({ text, ...how })], { type: 'application/octet-stream' }));
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
