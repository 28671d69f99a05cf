// Makes a link: what it contains, what it does not, and what that means.

import { computed } from '@preact/signals-core';
import { copy, element, say } from './dom';
import { pack } from './link';
import { follow, state } from './store';

/** Some programs cut off longer links. */
const LONG = 8_000;

export function sharing(): { button: HTMLElement; panel: HTMLElement } {
  const records = element('input', { type: 'checkbox' });
  const file = element('input', { type: 'checkbox' });
  const fileName = element('span', {});
  const fileChoice = element('label', { hidden: true }, file, fileName);
  const holds = element('p', {});
  const address = element('input', { readonly: true, 'aria-label': 'The link', class: 'address', hidden: true });
  const panel = element('div', { class: 'sharing', popover: 'auto', id: 'sharing', role: 'dialog', 'aria-label': 'Share a link' },
    element('h2', {}, 'Share a link'),
    holds,
    element('label', {}, records, ' Include the source users'), fileChoice,
    element('p', { class: 'note' }, 'Source users and mapping files may contain personal data, and everyone who has the link can read them. Include only made-up people.'),
    element('button', { class: 'primary', click: () => void share() }, 'Copy link'), address);

  follow(computed(() => state.value.file), (open) => {
    fileChoice.hidden = !open;
    fileName.textContent = open ? ` Include the mapping file ${open.name} (${Math.ceil(open.text.length / 1000)} kB)` : '';
    if (!open) file.checked = false;
  });
  const tell = () => {
    const { file: open } = state.peek();
    const not = [!records.checked && 'the source users', open && !file.checked && `the mapping file ${open.name}`].filter(Boolean);
    holds.textContent = `The mode, the expressions and the run settings are in the part of the link after #, which browsers do not send to servers.${not.length ? ` The link does not hold ${not.join(' or ')}.` : ''}`;
    address.hidden = true;
    address.value = '';
  };
  panel.addEventListener('beforetoggle', tell);
  panel.addEventListener('change', tell);

  async function share() {
    const fragment = await pack(state.peek(), { records: records.checked, file: file.checked });
    address.value = `${location.origin}${location.pathname}${location.search}#${fragment}`;
    address.hidden = false;
    await copy(address.value, 'The link');
    if (address.value.length > LONG) say(`The link is copied. It has ${address.value.length} characters: some programs cut off long links.`);
  }

  return { button: element('button', { popovertarget: 'sharing' }, 'Share'), panel };
}
