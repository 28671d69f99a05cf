// What is kept in this browser: drafts, opened files, earlier steps. Each is opened, renamed or deleted here.

import { computed, signal } from '@preact/signals-core';
import * as archive from './archive';
import { element, say } from './dom';
import { useFile } from './mapping-file';
import { go } from './navigation';
import { currentDraft, erase, flush, newDraft, openDraft, record } from './session';
import { fresh, shaped } from './state';
import { follow, restore } from './store';

const TITLES: [archive.Kind, string][] = [['draft', 'Drafts'], ['file', 'Opened files'], ['history', 'Earlier steps']];

export function saved(): { button: HTMLElement; panel: HTMLElement } {
  const open = signal(false);
  const body = element('div', {});
  const sure = element('button', { class: 'danger', hidden: true, click: () => void all() }, 'Erase everything');
  const ask = element('button', { click: () => { sure.hidden = !sure.hidden; } }, 'Erase saved data');
  const panel = element('div', { class: 'sharing saved', popover: 'auto', id: 'saved', role: 'dialog', 'aria-label': 'Saved in this browser' },
    element('header', {}, element('h2', {}, 'Saved in this browser'), element('button', { click: () => void begin() }, 'New draft')),
    element('p', {}, 'Drafts, opened files and earlier steps stay in this browser until you delete them. Nothing is sent anywhere.'),
    body, element('footer', {}, ask, sure));
  panel.addEventListener('toggle', (event) => { open.value = (event as ToggleEvent).newState === 'open'; sure.hidden = true; });

  async function begin() {
    await newDraft();
    panel.hidePopover();
  }

  async function all() {
    await erase();
    panel.hidePopover();
    say('The data saved in this browser was erased.');
  }

  async function bring(item: archive.Item) {
    if (item.kind === 'draft') await openDraft(item.id);
    else {
      const found = await archive.get(item.id);
      if (item.kind === 'file') {
        const made = shaped({ ...fresh(), file: found }, fresh());
        if (made?.file) { go({ mode: 'mapping' }); useFile(made.file); }
      } else {
        const made = shaped(found, fresh());
        if (made) { record('Before an earlier step'); restore(made); }
      }
    }
    panel.hidePopover();
  }

  function row(item: archive.Item): HTMLElement {
    const name = element('input', { value: item.name, 'aria-label': `Name of ${item.name}`, change: () => void archive.rename(item.id, name.value) });
    const isOpen = item.id === currentDraft();
    return element('li', {}, name, element('small', {}, `${new Date(item.time).toLocaleString()} · ${Math.ceil(item.size / 1000)} kB${isOpen ? ' · open' : ''}`),
      element('div', {}, element('button', { click: () => void bring(item), disabled: isOpen, 'aria-label': `Open ${item.name}` }, 'Open'),
        element('button', { click: () => void archive.remove(item.id), disabled: isOpen, 'aria-label': `Delete ${item.name}` }, 'Delete')));
  }

  async function list() {
    await flush();
    const items = await archive.list();
    body.replaceChildren(...TITLES.map(([kind, title]) => {
      const own = items.filter((item) => item.kind === kind);
      return element('section', {}, element('h3', {}, `${title} (${own.length})`), own.length ? element('ul', {}, ...own.map(row)) : element('p', { class: 'nothing' }, 'None yet.'));
    }));
  }

  follow(computed(() => [open.value, archive.changes.value]), ([isOpen]) => { if (isOpen) void list(); });
  return { button: element('button', { popovertarget: 'saved' }, 'Saved'), panel };
}
