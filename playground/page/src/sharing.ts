// Makes a link: what it contains, and what that means.

import { copy, element, say } from './dom';
import { pack, type Kept } from './share';

export function sharing(kept: () => Kept): { button: HTMLElement; panel: HTMLElement } {
  const withRecords = element('input', { type: 'checkbox' });
  const panel = element('div', { class: 'sharing', popover: 'auto', id: 'sharing', role: 'dialog', 'aria-label': 'Share a link' },
    element('h2', {}, 'Share a link'),
    element('p', {}, 'The mode, the expression and the run settings are in the part of the link after #, which browsers do not send to servers. An opened mapping file is not included.'),
    element('label', {}, withRecords, ' Include the records'),
    element('p', { class: 'note' }, 'Records may contain personal data, and everyone who has the link can read them. Include only made-up people.'),
    element('button', { class: 'primary', click: () => void share() }, 'Copy link'));

  async function share() {
    const fragment = await pack(kept(), withRecords.checked);
    history.replaceState(null, '', `#${fragment}`);
    await copy(location.href, 'The link');
    if (location.href.length > 8_000) say(`The link has ${location.href.length} characters: some programs cut off long links.`);
  }

  return { button: element('button', { popovertarget: 'sharing' }, 'Share'), panel };
}
