// The page: its parts, the mode that is shown, and the effect of its address.

import './style.css';
import { element, say } from './dom';
import { ask } from './engine';
import { expressionMode } from './expression';
import { gallery } from './gallery';
import { mappingMode } from './mapping';
import { keepOffline } from './offline';
import { reference } from './reference';
import { sample } from './sample';
import { forget, recall, remember, unpack, type Kept, type Mode } from './share';
import { sharing } from './sharing';
import { surroundings } from './surroundings';
import { SAMPLE, tableMode } from './table';

const THEMES = ['system', 'light', 'dark'] as const;
const COLOURS = 'attrflow-colours';

function fresh(): Kept {
  const { expression, record } = gallery.find((item) => item.name === 'region-from-country')!;
  return {
    mode: 'expression', expression, record: JSON.stringify(record, null, 2), records: SAMPLE, user: JSON.stringify(sample, null, 2), connector: '',
    dialect: 'entra', schema: '', now: '2026-01-15T09:30:00', seed: 0, settings: 'DefaultDomain=contoso.onmicrosoft.com, DomainFQDN=contoso.com', taken: 'taken@contoso.com',
  };
}

async function begin() {
  const fragment = location.hash.slice(1);
  let kept = recall(fresh());
  let trouble = '';
  if (/^\d+\./.test(fragment)) {
    try {
      kept = await unpack(fragment, fresh());
    } catch (problem) {
      trouble = (problem as Error).message;
    }
  }

  let mode: Mode = kept.mode;
  let ready = false;
  const everything = (): Kept => ({
    mode, ...world.kept(), ...mapping.kept(), ...(mode === 'table' ? table.kept() : { ...expression.kept(), records: table.kept().records }), record: expression.kept().record,
  });
  const keep = () => { if (ready) remember(everything()); };
  const refresh = () => {
    if (!ready) return;
    keep();
    ({ expression, table, mapping })[mode].refresh();
  };

  const world = surroundings(kept, refresh);
  const expression = expressionMode(kept, world.request, keep);
  const table = tableMode(kept, world.request, (found) => { world.set(found); refresh(); }, keep);
  const mapping = mappingMode(kept, world.request, (opened) => {
    world.take(opened.name, opened.known);
    show('expression');
    expression.show(opened.expression, opened.record);
    expression.refresh();
    expression.focus();
  }, keep);
  const pages = reference((what) => {
    world.set({ dialect: what.dialect, schema: '' });
    show('expression');
    expression.show(what.expression, what.record);
    expression.refresh();
  });
  const modes = { expression: expression.root, table: table.root, mapping: mapping.root };
  const buttons = new Map<string, HTMLElement>();

  function show(next: Mode) {
    // Both modes show the same expression.
    if (mode === 'table' && next === 'expression') expression.show(table.kept().expression);
    if (mode === 'expression' && next === 'table') table.show(expression.kept().expression);
    mode = next;
    for (const [name, root] of Object.entries(modes)) {
      root.hidden = name !== mode;
      buttons.get(name)!.setAttribute('aria-current', String(name === mode));
    }
    if (mode === 'mapping') mapping.start();
    refresh();
  }

  const theme = element('select', { 'aria-label': 'Colours', change: () => dress(theme.value) },
    ...THEMES.map((name) => element('option', { value: name }, name)));
  const dress = (name: string) => {
    document.documentElement.dataset.theme = name;
    try { localStorage.setItem(COLOURS, name); } catch { /* Then it is not saved. */ }
  };
  try { theme.value = localStorage.getItem(COLOURS) ?? 'system'; } catch { /* Use the default. */ }
  if (!theme.value) theme.value = 'system';
  dress(theme.value);

  const tab = (name: Mode, title: string) => {
    const button = element('button', { click: () => show(name) }, title);
    buttons.set(name, button);
    return button;
  };
  const version = element('span', { class: 'version' });
  const offline = element('span', { hidden: true }, 'Works offline.');
  const open = (found: Kept) => {
    world.set(found);
    expression.show(found.expression, found.record);
    table.show(found.expression, found.records);
    mapping.show(found);
    show(found.mode);
  };
  const clear = () => {
    history.replaceState(null, '', location.pathname + location.search);
    open(fresh());
    forget();
    say('The data saved in this browser was erased.');
  };
  const { button: share, panel } = sharing(everything);
  const alarm = element('p', { class: 'trouble', role: 'alert', hidden: !trouble }, trouble);
  document.querySelector('#page')!.replaceChildren(
    element('a', { class: 'skip', href: '#main', click: (event: Event) => { event.preventDefault(); main.focus(); } }, 'Skip to the content'),
    element('header', { class: 'top' },
      element('h1', {}, 'attrflow'),
      element('nav', { 'aria-label': 'Modes' }, tab('expression', 'Expression'), tab('table', 'Table'), tab('mapping', 'Mapping')),
      element('div', { class: 'tools' }, element('button', { click: () => (pages.root.hidden ? pages.open() : pages.close()) }, 'Reference'), share, theme)),
    element('main', { id: 'main', tabindex: -1 }, alarm, world.root, expression.root, table.root, mapping.root),
    pages.root, panel,
    element('footer', {},
      element('span', {}, 'Runs in your browser. Nothing you type is sent anywhere. ', offline),
      version,
      element('button', { class: 'quiet', click: clear }, 'Erase saved data')));
  const main = document.querySelector('main')!;
  ready = true;
  show(mode);

  /** Shows what the address links to: a page of the reference, an example, or a shared link opened in an open page. */
  const follow = async () => {
    const [, kind, name] = /^#(fn|code|task)=([\w-]+)$/.exec(location.hash) ?? [];
    if (kind === 'task') {
      const task = gallery.find((item) => item.name === name);
      if (task) { show('expression'); expression.show(task.expression, JSON.stringify(task.record, null, 2)); }
    } else if (kind && name) pages.open(kind === 'fn' ? 'Functions' : 'Diagnostics', name);
    else if (/^#\d+\./.test(location.hash)) {
      try {
        open(await unpack(location.hash.slice(1), fresh()));
        alarm.hidden = true;
      } catch (problem) {
        alarm.textContent = (problem as Error).message;
        alarm.hidden = false;
      }
    }
  };
  addEventListener('hashchange', () => void follow());
  if (!/^\d+\./.test(fragment)) void follow();
  ask(['version', {}]).then(([number]) => { version.textContent = `attrflow ${number}`; }).catch(() => {});
  void keepOffline(() => { offline.hidden = false; });
  document.documentElement.dataset.ready = 'yes';
}

begin();
