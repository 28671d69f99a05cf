// Making a link: what goes into it, and what that means.

import { copy, element, say } from './dom';
import { pack, type Kept } from './share';

export function sharing(kept: () => Kept): { button: HTMLElement; panel: HTMLElement } {
  const withRecords = element('input', { type: 'checkbox' });
  const panel = element('div', { class: 'sharing', popover: 'auto', id: 'sharing', role: 'dialog', 'aria-label': 'Share a link' },
    element('h2', {}, 'Share a link'),
    element('p', {}, 'Mode, expression, dialect and surroundings travel in the part of the link behind #, which browsers do not send to servers. A mapping file that was opened stays here.'),
    element('label', {}, withRecords, ' with the records'),
    element('p', { class: 'note' }, 'Records may hold personal data. Whoever has the link can read them: include made-up people only.'),
    element('button', { class: 'primary', click: () => void share() }, 'Copy link'));

  async function share() {
    const fragment = await pack(kept(), withRecords.checked);
    history.replaceState(null, '', `#${fragment}`);
    await copy(location.href, 'The link');
    if (location.href.length > 8_000) say(`The link has ${location.href.length} characters: some programs cut such links`);
  }

  return { button: element('button', { popovertarget: 'sharing' }, 'Share'), panel };
}
