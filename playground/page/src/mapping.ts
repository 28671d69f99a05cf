// The mapping mode: a whole mapping file with its findings, and one record through all of it. Which mapping made which
// line of the payload lights up on both sides.

import type { EditorView } from '@codemirror/view';
import { element, inline } from './dom';
import { recordEditor } from './editor';
import { ask } from './engine';
import { sample } from './sample';

/** The largest file that is read. */
const LARGEST = 16 << 20;
/** How many mappings are listed at once; the rest is found by searching. */
const LISTED = 300;

export function mappingMode(openExpression: (expression: string, record: string) => void): { root: HTMLElement; start(): void } {
  const connector = element('select', { 'aria-label': 'Connector', change: () => connector.value && take({ connector: connector.value }) });
  const file = element('input', { type: 'file', accept: '.json,.toml', class: 'hidden', 'aria-label': 'A mapping file', change: () => file.files?.[0] && read(file.files[0]) });
  const object = element('select', { 'aria-label': 'Object mapping', change: () => { shown = Number(object.value); list(); run(); } });
  const search = element('input', { type: 'search', placeholder: 'Search targets and expressions', 'aria-label': 'Search attribute mappings', input: () => list() });
  const summary = element('p', { class: 'summary', role: 'status' });
  const verdict = element('div', { class: 'verdict', role: 'status' });
  const rows = element('ul', { class: 'mappings', 'aria-label': 'Attribute mappings' });
  const findings = element('ul', { class: 'problems', 'aria-label': 'Findings about the file' });
  const payload = element('ol', { class: 'payload', 'aria-label': 'SCIM payload' });
  const recordBox = element('div', { class: 'box editor' });
  const root = element('section', { class: 'mode mapping', 'aria-label': 'Mapping', hidden: true },
    element('div', { class: 'pane' },
      element('header', {}, element('h2', {}, 'Mapping'), connector, element('button', { click: () => file.click() }, 'Open a file…'), file),
      element('div', { class: 'filters' }, object, search), summary, findings, rows),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'Record')), recordBox),
    element('div', { class: 'pane' }, element('header', {}, element('h2', {}, 'SCIM payload')), verdict, payload));

  let record: EditorView | undefined;
  let chosen: object = {};
  let file_: any;
  let shown = 0;
  let made: any[] = [];
  let round = 0;

  root.addEventListener('dragover', (event) => { event.preventDefault(); root.classList.add('dropping'); });
  root.addEventListener('dragleave', () => root.classList.remove('dropping'));
  root.addEventListener('drop', (event) => {
    event.preventDefault();
    root.classList.remove('dropping');
    const dropped = event.dataTransfer?.files[0];
    if (dropped) read(dropped);
  });

  async function start() {
    if (record) return;
    record = recordEditor(recordBox, 'Record, JSON', JSON.stringify(sample, null, 2), () => run());
    const [all] = await ask(['connectors', {}]).catch((problem) => { fail(String(problem.message)); return [[]]; });
    connector.replaceChildren(element('option', { value: '' }, 'Connectors…'),
      ...all.map((item: any) => element('option', { value: item.name, title: item.summary }, item.name)));
    if (all[0]) { connector.value = all[0].name; take({ connector: all[0].name }); }
  }

  async function read(from: File) {
    connector.value = '';
    if (from.size > LARGEST) return fail(`${from.name} is larger than ${LARGEST >> 20} MB: use the command line for it`);
    const bytes = new Uint8Array(await from.arrayBuffer());
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (text.includes('\0')) throw new Error();
      await take({ name: from.name, text });
    } catch {
      fail(`${from.name} is not a text: a mapping file is JSON or TOML`);
    }
  }

  function fail(why: string) {
    file_ = undefined;
    made = [];
    summary.textContent = why;
    summary.className = 'summary fault';
    for (const list of [rows, findings, payload, verdict, object]) list.replaceChildren();
  }

  async function take(request: object) {
    chosen = request;
    try {
      const [answer] = await ask(['inspect', request]);
      if (answer.error) return fail(answer.error);
      file_ = answer;
      shown = answer.runs ?? 0;
      object.replaceChildren(...answer.objects.map((item: any, index: number) =>
        element('option', { value: index, selected: index === shown }, `${item.name} (${item.attributes.length})`)));
      list();
      await run();
    } catch (problem) {
      fail((problem as Error).message);
    }
  }

  function list() {
    if (!file_) return;
    const count = (severity: string) => file_.findings.filter((finding: any) => finding.severity === severity).length;
    const counts = [['error', 'errors'], ['warning', 'warnings'], ['info', 'remarks']].map(([severity, plural]) => [count(severity!), plural] as const);
    const said = counts.filter(([number]) => number).map(([number, plural]) => `${number} ${number === 1 ? plural.replace(/s$/, '') : plural}`);
    const attributes: any[] = file_.objects[shown]?.attributes ?? [];
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (item: any) => `${item.target} ${item.expression ?? item.named ?? ''}`.toLowerCase();
    const matching = attributes.map((item, index) => ({ item, index })).filter(({ item }) => words.every((word) => text(item).includes(word)));
    summary.className = 'summary';
    summary.textContent = `${matching.length} of ${attributes.length} attribute mappings · ${said.length ? said.join(', ') : 'no findings'}`
      + (matching.length > LISTED ? ` · the first ${LISTED} are listed, search for others` : '');
    const pointers = new Set(attributes.map((item) => item.pointer));
    const elsewhere = file_.findings.filter((finding: any) => !pointers.has(finding.pointer));
    findings.replaceChildren(...elsewhere.slice(0, 50).map(describe));
    rows.replaceChildren(...matching.slice(0, LISTED).map(({ item, index }) => row(item, index)));
    light(undefined);
  }

  function describe(finding: any): HTMLElement {
    return element('li', { class: finding.severity }, element('div', {}, element('span', { class: 'word' }, finding.severity), ' ', inline(finding.message)),
      finding.help && element('p', {}, inline(finding.help)),
      element('small', {}, `line ${finding.place.line} `), element('a', { class: 'code', href: `#code=${finding.code}` }, finding.code));
  }

  function row(item: any, index: number): HTMLElement {
    const own = file_.findings.filter((finding: any) => finding.pointer === item.pointer && finding.pointer);
    const worst = ['error', 'warning', 'info'].find((severity) => own.some((finding: any) => finding.severity === severity));
    const source = item.expression ?? (item.kind === 'attribute' ? `[${item.named}]` : item.named !== undefined && item.named !== null ? JSON.stringify(item.named) : '');
    const events = { mouseenter: () => light(index), mouseleave: () => light(undefined), focus: () => light(index), blur: () => light(undefined) };
    return element('li', { 'data-index': index, class: worst },
      element('button', { class: 'open', ...events, title: 'Open in the expression mode', click: () => openExpression(source, record!.state.doc.toString()) },
        element('span', { class: 'target' }, item.target, item.matching > 0 && element('span', { class: 'badge' }, 'matching')),
        element('code', {}, source || (item.default !== null ? `default ${JSON.stringify(item.default)}` : 'nothing')),
        element('span', { class: 'given' })),
      own.length > 0 && element('ul', { class: 'problems' }, ...own.map(describe)));
  }

  async function run() {
    if (!file_ || !record) return;
    const mine = ++round;
    const name = file_.objects[shown]?.name;
    try {
      const [answer] = await ask(['map', { ...chosen, object: name, record: record.state.doc.toString(), now: new Date().toISOString() }]);
      if (mine === round) tell(answer);
    } catch (problem) {
      if (mine === round) verdictIs('faulty', 'No payload', (problem as Error).message);
    }
  }

  function verdictIs(kind: string, title: string, ...why: (string | Node)[]) {
    verdict.className = `verdict ${kind}`;
    verdict.replaceChildren(element('strong', {}, title), ...why.map((reason) => element('p', {}, typeof reason === 'string' ? inline(reason) : reason)));
    if (kind !== 'mapped') payload.replaceChildren();
  }

  function tell(answer: any) {
    made = answer.made ?? [];
    if (answer.error) verdictIs('faulty', 'No payload', answer.error);
    else if (answer.status === 'refused') verdictIs('faulty', 'The mapping has errors', ...answer.findings.slice(0, 5).map((finding: any) => finding.message));
    else if (answer.status === 'record') verdictIs('faulty', 'The record cannot be read', answer.fault.message);
    else if (answer.status === 'out-of-scope') verdictIs('out', 'Out of scope', ...answer.clauses);
    else if (answer.status === 'faulty') {
      verdictIs('faulty', 'The record cannot be mapped', ...answer.faults.slice(0, 20).map((fault: any) => {
        const target = file_.objects[shown]?.attributes[fault.attribute]?.target;
        return `${target ? `\`${target}\`: ` : ''}${fault.message}`;
      }));
    } else {
      verdictIs('mapped', 'In scope', 'the record is mapped');
      payload.replaceChildren(...lines(JSON.parse(answer.payload)));
    }
    given();
  }

  /** What each mapping gave, beside it. */
  function given() {
    for (const line of rows.querySelectorAll<HTMLElement>('li[data-index]')) {
      const of = made[Number(line.dataset.index)];
      const place = line.querySelector('.given')!;
      place.className = `given ${of?.fault ? 'fault' : ''}`;
      place.textContent = !of ? '' : of.fault ? of.fault.message : of.skipped ? 'skipped' : of.absent ? 'no value' : JSON.stringify(of.value);
    }
  }

  /** The payload line by line, each knowing what it says, so that it can be lit. */
  function lines(json: any): HTMLElement[] {
    const made: HTMLElement[] = [];
    const add = (depth: number, text: string, says: string) => {
      const line = element('li', { 'data-says': says, style: `--depth: ${depth}`, mouseenter: () => lightLine(says), mouseleave: () => light(undefined) }, element('code', {}, text));
      made.push(line);
    };
    const walk = (value: any, depth: number, path: string, before: string, after: string) => {
      if (value === null || typeof value !== 'object') return add(depth, `${before}${JSON.stringify(value)}${after}`, `${path}=${JSON.stringify(value)}`);
      const list = Array.isArray(value);
      add(depth, `${before}${list ? '[' : '{'}`, path);
      const entries = Object.entries(value);
      entries.forEach(([key, inner], index) => {
        walk(inner, depth + 1, list ? `${path}[]` : `${path}.${key}`, list ? '' : `${JSON.stringify(key)}: `, index < entries.length - 1 ? ',' : '');
      });
      add(depth, `${list ? ']' : '}'}${after}`, path);
    };
    walk(json, 0, '', '', '');
    return made;
  }

  /** What a payload says: each leaf with its path, places in lists left out. */
  function sayings(json: any, path = ''): string[] {
    if (json === null || typeof json !== 'object') return [`${path}=${JSON.stringify(json)}`];
    if (Array.isArray(json)) return json.flatMap((item) => sayings(item, `${path}[]`));
    return Object.entries(json).flatMap(([key, value]) => (path === '' && (key === 'schemas' || key === 'meta') ? [] : sayings(value, `${path}.${key}`)));
  }

  function light(index: number | undefined) {
    const says = new Set(index === undefined || !made[index]?.alone ? [] : sayings(made[index].alone));
    for (const line of payload.children) line.classList.toggle('lit', says.has((line as HTMLElement).dataset.says!));
    for (const line of rows.children) line.classList.remove('lit');
  }

  function lightLine(says: string) {
    for (const line of payload.children) line.classList.toggle('lit', (line as HTMLElement).dataset.says === says && says.includes('='));
    for (const line of rows.querySelectorAll<HTMLElement>('li[data-index]')) {
      const alone = made[Number(line.dataset.index)]?.alone;
      line.classList.toggle('lit', Boolean(alone) && sayings(alone).includes(says));
    }
  }

  return { root, start: () => void start() };
}

