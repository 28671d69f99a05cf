// The run settings: dialect, source schema, current time, seed, job variables, values already in use. All modes share
// them.

import { element } from './dom';
import { ask } from './engine';
import type { Kept } from './share';

type World = Pick<Kept, 'dialect' | 'schema' | 'now' | 'seed' | 'settings' | 'taken'>;

/** The value of the schema field that means the open mapping file. */
const OPEN = '(open)';

export interface Surroundings {
  root: HTMLElement;
  kept(): World;
  set(world: Partial<World>): void;
  /** The fields of a request. */
  request(): Record<string, unknown>;
  /** Adds the attributes of the open mapping as a schema, and selects it. */
  take(name: string, attributes: object[]): void;
}

export function surroundings(begin: World, changed: () => void): Surroundings {
  const dialect = element('select', { change: () => changed() }, ...['entra', 'cloud-sync', 'connect'].map((name) => element('option', { value: name }, name)));
  const schema = element('select', { change: () => void know().then(changed) }, element('option', { value: '' }, 'None'));
  const now = element('input', { type: 'datetime-local', step: 1, input: () => changed() });
  const seed = element('input', { type: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, input: () => changed() });
  const settings = element('input', { placeholder: 'Name=value, Name=value', spellcheck: 'false', input: () => changed() });
  const taken = element('input', { placeholder: 'a@contoso.com, b@contoso.com', spellcheck: 'false', input: () => changed() });
  const field = (title: string, input: HTMLElement, hint?: string) => element('label', { title: hint }, element('span', {}, title), input);
  const root = element('details', { class: 'world' },
    element('summary', {}, 'Run settings', element('span', { class: 'said' })),
    element('div', { class: 'fields' },
      field('Dialect', dialect, 'The expression dialect'),
      field('Source schema', schema, 'The attributes that are offered and checked'),
      field('Now (UTC)', now, 'The current time for Now()'),
      field('Seed', seed, 'The same seed results in the same random values'),
      field('Job variables (%Name%)', settings, 'Values of the provisioning job for %Name%'),
      field('Values already in use', taken, 'Values that the target already has, for SelectUniqueValue')));
  const said = root.querySelector('.said')!;
  const known = new Map<string, object[]>();
  let attributes: object[] = [];
  let wanted = begin.schema;

  const list = (text: string) => text.split(',').map((piece) => piece.trim()).filter(Boolean);

  function kept(): World {
    return { dialect: dialect.value, schema: schema.value || wanted, now: now.value, seed: Math.max(0, Math.trunc(Number(seed.value) || 0)), settings: settings.value, taken: taken.value };
  }

  function set(world: Partial<World>) {
    if (world.dialect !== undefined) dialect.value = world.dialect;
    if (!dialect.value) dialect.value = 'entra';
    if (world.now !== undefined) now.value = world.now;
    if (world.seed !== undefined) seed.value = String(world.seed);
    if (world.settings !== undefined) settings.value = world.settings;
    if (world.taken !== undefined) taken.value = world.taken;
    if (world.schema !== undefined) { wanted = world.schema; schema.value = world.schema; void know(); }
    tell();
  }

  function tell() {
    const { dialect: name, now: present, seed: chance } = kept();
    said.textContent = `${name}${schema.value ? ` · ${schema.selectedOptions[0]!.textContent}` : ''} · ${present ? `${present.replace('T', ' ')} UTC` : '1970'} · seed ${chance}`;
  }

  /** Fetches the attributes of the chosen schema. */
  async function know() {
    wanted = schema.value;
    const name = wanted;
    if (name && !known.has(name)) {
      const [answer] = await ask(['inspect', { connector: name }]).catch(() => [{}]);
      if (answer.objects) known.set(name, answer.objects[answer.runs ?? 0]?.known ?? []);
    }
    if (wanted === name) attributes = known.get(name) ?? [];
    tell();
  }

  root.addEventListener('input', tell);
  root.addEventListener('change', tell);
  set(begin);
  ask(['connectors', {}]).then(async ([all]) => {
    schema.append(...all.map((item: any) => element('option', { value: item.name }, item.name)));
    if (!wanted || wanted === OPEN) return;
    schema.value = wanted;
    await know();
    changed();
  }).catch(() => {});

  return {
    root, kept, set,
    request() {
      const world = kept();
      const pairs = list(world.settings).map((pair) => pair.split(/=(.*)/s)).filter(([name]) => name);
      return {
        dialect: world.dialect, seed: world.seed, now: world.now ? `${world.now}Z` : undefined, attributes,
        settings: Object.fromEntries(pairs.map(([name, value]) => [name!.trim().replace(/^%|%$/g, ''), (value ?? '').trim()])),
        taken: list(world.taken),
      };
    },
    take(name, found) {
      known.set(OPEN, found);
      let option = schema.querySelector<HTMLOptionElement>(`option[value="${OPEN}"]`);
      if (!option) schema.append((option = element('option', { value: OPEN })));
      option.textContent = `Open mapping: ${name}`;
      schema.value = found.length ? OPEN : '';
      void know();
    },
  };
}
