// The page: its parts, and the mode that is shown.

import './style.css';
import { goToAddress } from './address';
import * as archive from './archive';
import { element } from './dom';
import { ask } from './engine';
import { expressionMode, showExpression } from './expression';
import { mappingMode } from './mapping';
import * as navigation from './navigation';
import { keepOffline } from './offline';
import { reference } from './reference';
import { runSettings } from './run-settings';
import { saved } from './saved';
import { besideMine, begin, decide, linkTrouble, openLink } from './session';
import { sharing } from './sharing';
import { shortcuts } from './shortcuts';
import { MODES, isTouched, type Mode } from './state';
import { change, field, follow, state } from './store';
import { tableMode } from './table';
import { theme } from './theme';

const { go, view } = navigation;
const TITLES: Record<Mode, string> = { expression: 'Expression', table: 'Table', mapping: 'Mapping' };

function banners(): HTMLElement[] {
  const alarm = (source: typeof linkTrouble) => {
    const made = element('p', { class: 'trouble', role: 'alert', hidden: true });
    follow(source, (text) => { made.textContent = text; made.hidden = !text; });
    return made;
  };
  const beside = element('div', { class: 'trouble beside', role: 'status', hidden: true },
    element('span', {}, 'Opened from a link. Your own work is kept.'),
    element('button', { click: () => void decide(true) }, 'Keep mine'), element('button', { class: 'primary', click: () => void decide(false) }, 'Use this'));
  follow(besideMine, (is) => { beside.hidden = !is; });
  return [beside, alarm(linkTrouble), alarm(archive.trouble)];
}

/** What a first visitor sees above the modes; gone once there is work. */
function welcome(pickUsers: () => void, pickExport: () => void): HTMLElement {
  const root = element('div', { class: 'welcome', hidden: true },
    element('p', {}, 'Run, check and preview Microsoft Entra provisioning mappings before they reach your tenant. Start with:'),
    element('div', {},
      element('button', { click: () => go({ reference: { section: 'Examples', name: '' } }) }, 'Try an example'),
      element('button', { click: () => { go({ mode: 'table' }); pickUsers(); } }, 'Paste my users'),
      element('button', { click: () => { go({ mode: 'mapping' }); pickExport(); } }, 'Open my export')));
  follow(state, (now) => { if (isTouched(now)) root.hidden = true; });
  root.hidden = isTouched(state.peek());
  return root;
}

function keys(event: KeyboardEvent) {
  const mode = event.altKey && !event.ctrlKey ? MODES[Number(event.key) - 1] : undefined;
  const isWriting = event.target instanceof HTMLElement && event.target.closest('input, select, textarea, [contenteditable]');
  if (mode) go({ mode });
  else if (event.altKey && event.key.toLowerCase() === 'r') go({ reference: view.peek().reference ? null : { section: '', name: '' } });
  else if (event.key === '?' && !isWriting) document.querySelector<HTMLElement>('#shortcuts')?.togglePopover();
  else return;
  event.preventDefault();
}

async function start() {
  document.documentElement.classList.toggle('embedded', new URLSearchParams(location.search).has('embed'));
  await begin();
  const expression = expressionMode();
  const table = tableMode();
  const mapping = mappingMode();
  const pages = reference((what) => {
    change({ dialect: what.dialect, schema: '' });
    go({ mode: 'expression' });
    showExpression(what.expression, what.record);
  });
  const modes = { expression: expression.root, table: table.root, mapping: mapping.root };
  const buttons = MODES.map((name) => element('button', { click: () => go({ mode: name }) }, TITLES[name]));
  const { button: share, panel: sharePanel } = sharing();
  const { button: keep, panel: keepPanel } = saved();
  const { button: help, panel: helpPanel } = shortcuts();
  const version = element('span', { class: 'version' });
  const offline = element('span', { hidden: true }, 'Works offline.');
  const main = element('main', { id: 'main', tabindex: -1 }, ...banners(), welcome(() => document.querySelector<HTMLElement>('.table .cm-content[aria-label^="Source users"]')?.focus(), mapping.pick),
    runSettings(), expression.root, table.root, mapping.root);
  document.querySelector('#page')!.replaceChildren(
    element('a', { class: 'skip', href: '#main', click: (event) => { event.preventDefault(); main.focus(); } }, 'Skip to the content'),
    element('header', { class: 'top' },
      element('h1', {}, 'attrflow'),
      element('nav', { 'aria-label': 'Modes' }, ...buttons),
      element('div', { class: 'tools' },
        element('button', { click: () => go({ reference: view.peek().reference ? null : { section: '', name: '' } }) }, 'Reference'), keep, share, help, theme())),
    main, pages, sharePanel, keepPanel, helpPanel, mapping.dialog,
    element('footer', {},
      element('span', {}, 'Runs in your browser. Nothing you type is sent anywhere. ', offline),
      element('nav', { 'aria-label': 'attrflow' }, element('a', { href: __REPOSITORY__ }, 'Source'), ' · ', element('a', { href: `${__REPOSITORY__}#readme` }, 'Documentation')),
      version));

  follow(field('mode'), (mode) => {
    if (view.peek().mode !== mode) view.value = { ...view.peek(), mode, row: null };
    for (const [index, name] of MODES.entries()) {
      modes[name].hidden = name !== mode;
      buttons[index]!.setAttribute('aria-current', String(name === mode));
    }
  });
  navigation.follow();
  goToAddress(false);
  addEventListener('hashchange', () => void openLink().then((was) => was || goToAddress(true)));
  addEventListener('keydown', keys);
  ask(['version', {}]).then(([number]) => { version.textContent = `attrflow ${number}`; }).catch(() => {});
  void keepOffline(() => { offline.hidden = false; });
  document.documentElement.dataset.ready = 'yes';
}

void start();
