// The open mapping: a connector or a file, what the engine says about it, and its edits with undo. The engine edits the file; the
// page only keeps its texts.

import { computed, signal } from '@preact/signals-core';
import type { Connector, Inspection, MappingFile, Request } from './api';
import * as archive from './archive';
import { say } from './dom';
import { ask, why } from './engine';
import { download, read } from './files';
import { go } from './navigation';
import { record as keepStep } from './session';
import type { OpenFile } from './state';
import { change, field, follow, inspection, state } from './store';

/** How many texts undo keeps, and how many characters in all. */
const STEPS = 100;
const ROOM = 60_000_000;

export const connectors = signal<readonly Connector[]>([]);
/** Why there is no mapping, for the user. */
export const trouble = signal('');
const past = signal<readonly string[]>([]);
const future = signal<readonly string[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

/** The mapping of requests; nothing while none is chosen. */
export const chosen = computed<MappingFile | undefined>(() => {
  const { file, connector } = state.value;
  return file ? { name: file.name, text: file.text } : connector ? { connector } : undefined;
});
export const isChanged = computed(() => { const { file } = state.value; return file !== null && file.text !== file.original; });
/** The mapping as it was opened, where it is another now. */
export const original = computed<MappingFile | undefined>(() => {
  const { file } = state.value;
  return file && file.text !== file.original ? { name: file.name, text: file.original } : undefined;
});
/** What the engine says about the mapping as it was opened; only while it is another now. */
export const before = signal<Inspection | undefined>(undefined);

export async function openFile(file: File) {
  try {
    const { text, encoding, mark } = await read(file, 'a mapping file is JSON or TOML');
    const opened: OpenFile = { name: file.name, text, original: text, encoding, mark };
    useFile(opened);
    void archive.put({ id: `file ${file.name} ${text.length}`, kind: 'file', name: file.name }, opened);
  } catch (problem) {
    trouble.value = why(problem);
  }
}

export function useFile(file: OpenFile) {
  if (state.peek().file) keepStep('Before another file');
  forget();
  go({ row: null }, false);
  change({ file, connector: '', object: -1, missing: '' });
}

export function openConnector(name: string) {
  if (!name) return;
  if (state.peek().file) keepStep('Before a connector');
  forget();
  go({ row: null }, false);
  change({ file: null, connector: name, object: -1, missing: '' });
}

function forget() {
  past.value = [];
  future.value = [];
}

/** The open file; of a connector, which cannot be edited itself, a copy. */
async function own(): Promise<OpenFile> {
  const { file, connector } = state.peek();
  if (file) return file;
  const [{ text }] = await ask(['edit', { connector }]);
  return { name: `${connector}.toml`, text, original: text, encoding: 'utf-8', mark: false };
}

type Change = { index: number; attribute: number; expression: string } | { fixes: number[] } | { safe: true };

/** Edits the file; returns whether that was possible. The dialect is that of the diagnostics whose fixes are applied. */
export async function edit(what: Change): Promise<boolean> {
  try {
    const file = await own();
    const { dialect } = state.peek();
    const request: Request<'edit'> = { name: file.name, text: file.text, ...(dialect ? { dialect } : {}), ...what };
    const [{ text }] = await ask(['edit', request]);
    if (text !== file.text) set(file, text);
    return true;
  } catch (problem) {
    say(why(problem));
    return false;
  }
}

function set(file: OpenFile, text: string) {
  const texts = [...past.peek(), file.text].slice(-STEPS);
  while (texts.length > 1 && texts.reduce((sum, one) => sum + one.length, 0) > ROOM) texts.shift();
  past.value = texts;
  future.value = [];
  change({ file: { ...file, text }, connector: '' });
}

function step(from: typeof past, to: typeof past) {
  const { file } = state.peek();
  const text = from.peek().at(-1);
  if (!file || text === undefined) return;
  from.value = from.peek().slice(0, -1);
  to.value = [...to.peek(), file.text];
  change({ file: { ...file, text } });
}

export const undo = () => step(past, future);
export const redo = () => step(future, past);

export function backToOriginal() {
  const { file } = state.peek();
  if (file && file.text !== file.original) set(file, file.original);
}

/** Downloads the file in the encoding that it came in. */
export async function downloadFile() {
  try {
    const file = await own();
    download(file.name, file.text, file);
  } catch (problem) {
    say(why(problem));
  }
}

export async function downloadAs(to: 'toml' | 'json') {
  const mapping = chosen.peek();
  if (!mapping) return;
  try {
    const [answer] = await ask(['convert', { ...mapping, to }]);
    if (answer.status === 'refused') return say(answer.diagnostics[0]?.message ?? 'The mapping has errors.');
    const name = 'name' in mapping ? mapping.name : mapping.connector;
    download(`${name.replace(/\.(json|toml)$/i, '')}.${to}`, answer.text);
  } catch (problem) {
    say(why(problem));
  }
}

/** Keeps what the engine says about the open mapping, and about it as it was opened. */
export function keepInspection() {
  const dialect = field('dialect');
  const asked = computed(() => {
    const mapping = state.value.mode === 'mapping' || state.value.file ? chosen.value : undefined;
    return mapping && JSON.stringify({ ...mapping, ...(dialect.value ? { dialect: dialect.value } : {}) });
  });
  let round = 0;
  follow(asked, async (request) => {
    const mine = ++round;
    if (!request) return;
    try {
      const [answer] = await ask(['inspect', JSON.parse(request) as Request<'inspect'>]);
      if (mine !== round) return;
      inspection.value = answer;
      trouble.value = '';
    } catch (problem) {
      if (mine !== round) return;
      inspection.value = undefined;
      trouble.value = why(problem);
    }
  });
  follow(computed(() => state.value.file?.original !== state.value.file?.text ? state.value.file?.original : undefined), async () => {
    const mapping = original.peek();
    before.value = undefined;
    if (!mapping) return;
    const [answer] = await ask(['inspect', mapping]).catch(() => [undefined] as const);
    if (original.peek()) before.value = answer;
  });
  // A file of another draft has other steps.
  let name: string | undefined;
  follow(computed(() => state.value.file?.original), (now) => { if (name !== undefined && now !== name) forget(); name = now; });
}

/** The first connector, where nothing else is open. */
export async function start() {
  if (!connectors.peek().length) {
    try {
      const [all] = await ask(['connectors', {}]);
      connectors.value = all;
    } catch (problem) {
      trouble.value = why(problem);
      return;
    }
  }
  const { file, connector, missing } = state.peek();
  const [first] = connectors.peek();
  if (!file && !connector && !missing && first) change({ connector: first.name });
}
