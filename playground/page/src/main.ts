// The page: what stands on it, which mode is shown, and what its address says.

import './style.css';
import { element, say } from './dom';
import { ask } from './engine';
import { expressionMode } from './expression';
import { gallery } from './gallery';
import { mappingMode } from './mapping';
import { reference } from './reference';
import { forget, recall, unpack, type Kept } from './share';

const THEMES = ['system', 'light', 'dark'] as const;

function first(): Kept {
  const { expression, record } = gallery[5]!;
  return { expression, record: JSON.stringify(record, null, 2), now: '2026-01-15T09:30:00', seed: 0 };
}

async function begin() {
  const fragment = location.hash.slice(1);
  let kept = recall() ?? first();
  let trouble = '';
  if (/^\d+\./.test(fragment)) {
    try {
      kept = await unpack(fragment);
    } catch (problem) {
      trouble = (problem as Error).message;
    }
  }

  const expression = expressionMode(kept);
  const mapping = mappingMode((text, record) => { show('expression'); expression.show(text, record); expression.focus(); });
  const pages = reference((text, record) => { show('expression'); expression.show(text, record); });
  const modes = { expression: expression.root, mapping: mapping.root };
  const buttons = new Map<string, HTMLElement>();

  function show(mode: keyof typeof modes) {
    for (const [name, root] of Object.entries(modes)) {
      root.hidden = name !== mode;
      buttons.get(name)?.setAttribute('aria-current', String(name === mode));
    }
    if (mode === 'mapping') mapping.start();
  }

  const theme = element('select', { 'aria-label': 'Colours', change: () => dress(theme.value) },
    ...THEMES.map((name) => element('option', { value: name }, name)));
  const dress = (name: string) => {
    document.documentElement.dataset.theme = name;
    try { localStorage.setItem('attrflow-colours', name); } catch { /* It is not kept, then. */ }
  };
  try { theme.value = localStorage.getItem('attrflow-colours') ?? 'system'; } catch { /* As the system has it. */ }
  if (!theme.value) theme.value = 'system';
  dress(theme.value);

  const mode = (name: keyof typeof modes, title: string) => {
    const button = element('button', { click: () => show(name) }, title);
    buttons.set(name, button);
    return button;
  };
  const version = element('span', {});
  const clear = () => {
    forget();
    history.replaceState(null, '', location.pathname + location.search);
    const { expression: text, record } = first();
    expression.show(text, record);
    forget();
    say('what was kept in this browser is gone');
  };
  document.querySelector('#page')!.replaceChildren(
    element('header', { class: 'top' },
      element('h1', {}, 'attrflow'),
      element('nav', { 'aria-label': 'Modes' }, mode('expression', 'Expression'), mode('mapping', 'Mapping')),
      element('div', { class: 'tools' }, element('button', { click: () => (pages.root.hidden ? pages.open() : pages.close()) }, 'Reference'), theme)),
    element('main', {}, element('p', { class: 'trouble', role: 'alert', hidden: !trouble }, trouble), expression.root, mapping.root),
    pages.root,
    element('footer', {},
      element('span', {}, 'Runs in your browser. Nothing you type is sent.'),
      version,
      element('button', { class: 'quiet', click: clear }, 'Clear what is kept here')));
  show('expression');

  const follow = () => {
    const [, kind, name] = /^#(fn|code)=([\w-]+)$/.exec(location.hash) ?? [];
    if (kind && name) pages.open(name);
  };
  addEventListener('hashchange', follow);
  follow();
  ask(['version', {}]).then(([number]) => { version.textContent = `attrflow ${number}`; }).catch(() => {});
  document.documentElement.dataset.ready = 'yes';
}

begin();
