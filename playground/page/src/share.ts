// What the page remembers: in this browser, and in a link. A link's data stands behind `#`, which browsers never send.

export interface Kept {
  expression: string;
  record: string;
  now: string;
  seed: number;
}

const PLACE = 'attrflow-playground';
const VERSION = '1';

export function remember(kept: Kept) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing is no reason not to work.
  }
}

export function recall(): Kept | undefined {
  try {
    return shaped(JSON.parse(localStorage.getItem(PLACE) ?? 'null'));
  } catch {
    return undefined;
  }
}

export function forget() {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // There is nothing to forget then.
  }
}

function shaped(found: any): Kept | undefined {
  if (typeof found?.expression !== 'string') return undefined;
  return {
    expression: found.expression,
    record: typeof found.record === 'string' ? found.record : '{}',
    now: typeof found.now === 'string' ? found.now : '',
    seed: Number.isSafeInteger(found.seed) && found.seed >= 0 ? found.seed : 0,
  };
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The part of a link behind `#`. The record's values stay out unless they are wanted in. */
export async function pack(kept: Kept, withRecord: boolean): Promise<string> {
  const shared = withRecord ? kept : { ...kept, record: undefined };
  const bytes = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream('deflate-raw'));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return `${VERSION}.${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}

/** What a link says. Throws with a message for people. */
export async function unpack(fragment: string): Promise<Kept> {
  const [version, data] = fragment.split('.', 2);
  if (version !== VERSION) throw new Error('the link was made by a newer version of this page: reload it and try again');
  try {
    const binary = atob((data ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = await through(Uint8Array.from(binary, (character) => character.charCodeAt(0)), new DecompressionStream('deflate-raw'));
    const kept = shaped(JSON.parse(new TextDecoder().decode(bytes)));
    if (kept) return kept;
  } catch {
    // Said below.
  }
  throw new Error('the link is damaged: part of it is missing');
}
