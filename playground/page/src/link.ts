// Links: a state in the part of the address after `#`, which browsers never send. Says what a link does not hold.

import { fresh, shaped, type State } from './state';

const VERSION = 2;
/** A longer fragment was not made by this page. */
const LONGEST = 8_000_000;

export const isLink = (fragment: string) => /^#?\d+\./.test(fragment);

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The part of a link after `#`, with records and with the mapping file only if they are requested. */
export async function pack(state: State, include: { records: boolean; file: boolean }): Promise<string> {
  const { file, record, records, user, ...rest } = state;
  const shared = {
    ...rest, ...(include.records ? { record, records, user } : {}),
    ...(file && include.file ? { file } : {}), missing: file && !include.file ? file.name : '',
  };
  const bytes = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream('deflate-raw'));
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return `${VERSION}.${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}

/**
 * The state of a link. If the link has no records, the result has none either, and not those of the user who opens it.
 * Throws an error with a message for the user.
 */
export async function unpack(fragment: string): Promise<State> {
  const [version, data] = fragment.replace(/^#/, '').split('.', 2);
  if (Number(version) > VERSION) throw new Error('The link was made by a newer version of this page. Reload the page and open the link again.');
  try {
    if (fragment.length > LONGEST) throw new Error();
    const binary = atob((data ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = await through(Uint8Array.from(binary, (character) => character.charCodeAt(0)), new DecompressionStream('deflate-raw'));
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const base = fresh();
    const made = shaped(found, { ...base, record: '{}', records: '', user: base.user });
    if (made) return made;
  } catch {
    // Reported below.
  }
  throw new Error('The link is damaged: part of it is missing. Ask the sender for the complete link.');
}
