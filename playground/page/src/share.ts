// What the page saves: in this browser, and in a link. The data of a link is after `#`, which browsers never send.

export type Mode = 'expression' | 'table' | 'mapping';

export interface Kept {
  mode: Mode;
  expression: string;
  /** The record of the expression mode, JSON. */
  record: string;
  /** The records of the table mode, CSV or NDJSON. */
  records: string;
  /** The record of the mapping mode, JSON. */
  user: string;
  connector: string;
  dialect: string;
  schema: string;
  /** The current time in the format of the browser's input field: UTC, without its zone. */
  now: string;
  seed: number;
  settings: string;
  taken: string;
}

const PLACE = 'attrflow-playground';
const VERSION = 1;
/** A longer fragment was not made by this page. */
const LONGEST = 2_000_000;

export function remember(kept: Kept) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // The page works without storage.
  }
}

export function recall(fresh: Kept): Kept {
  try {
    return shaped(JSON.parse(localStorage.getItem(PLACE) ?? 'null'), fresh) ?? fresh;
  } catch {
    return fresh;
  }
}

export function forget() {
  try {
    localStorage.clear();
  } catch {
    // Then nothing is saved.
  }
}

/** The saved data; fields that are missing or have a wrong type are taken from `fresh`. */
function shaped(found: any, fresh: Kept): Kept | undefined {
  if (typeof found?.expression !== 'string') return undefined;
  const kept: any = { ...fresh };
  for (const [key, own] of Object.entries(fresh)) {
    if (typeof found[key] === typeof own) kept[key] = found[key];
  }
  if (!['expression', 'table', 'mapping'].includes(kept.mode)) kept.mode = 'expression';
  if (!Number.isSafeInteger(kept.seed) || kept.seed < 0) kept.seed = 0;
  return kept;
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The part of a link after `#`, without records unless they are requested. */
export async function pack(kept: Kept, withRecords: boolean): Promise<string> {
  const shared = withRecords ? kept : { ...kept, record: undefined, records: undefined, user: undefined };
  const bytes = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream('deflate-raw'));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return `${VERSION}.${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}

/**
 * The data of a link. If the link has no records, the result has none either, and not those of the user who opens it.
 * Throws an error with a message for the user.
 */
export async function unpack(fragment: string, fresh: Kept): Promise<Kept> {
  const [version, data] = fragment.split('.', 2);
  if (Number(version) > VERSION) throw new Error('The link was made by a newer version of this page. Reload the page and open the link again.');
  try {
    if (fragment.length > LONGEST) throw new Error();
    const binary = atob((data ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = await through(Uint8Array.from(binary, (character) => character.charCodeAt(0)), new DecompressionStream('deflate-raw'));
    const kept = shaped(JSON.parse(new TextDecoder().decode(bytes)), { ...fresh, record: '{}', records: '' });
    if (kept) return kept;
  } catch {
    // Reported below.
  }
  throw new Error('The link is damaged: part of it is missing. Ask the sender for the complete link.');
}
