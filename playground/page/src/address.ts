// What an address links to: a page of the reference, an example, a mapping with a target. Links that hold a state are in link.ts.

import { say } from './dom';
import { showExpression } from './expression';
import { gallery } from './gallery';
import { openConnector } from './mapping-file';
import { go } from './navigation';
import { change, follow, inspection, shownObject, state } from './store';
import { computed } from '@preact/signals-core';

/** The fields of a fragment such as `#mapping=workplace&target=userName`. */
const fieldsOf = (fragment: string) => new URLSearchParams(fragment.replace(/^#/, ''));

/** Goes where the address leads; returns whether it leads anywhere. */
export function goToAddress(keepBefore: boolean): boolean {
  const fields = fieldsOf(location.hash);
  const [fn, code, task, mapping] = ['fn', 'code', 'task', 'mapping'].map((name) => fields.get(name) ?? '');
  if (fn) go({ reference: { section: 'Functions', name: fn } }, keepBefore);
  else if (code) go({ reference: { section: 'Diagnostics', name: code } }, keepBefore);
  else if (task) {
    const found = gallery.find((item) => item.name === task);
    if (!found) return false;
    go({ mode: 'expression' }, keepBefore);
    showExpression(found.expression, JSON.stringify(found.record, null, 2));
  } else if (mapping) {
    go({ mode: 'mapping' }, keepBefore);
    if (state.peek().connector !== mapping || state.peek().file) openConnector(mapping);
    openTarget(fields.get('target') ?? '', mapping);
  } else return false;
  return true;
}

/** Opens the attribute mapping of a target once the mapping was read. */
function openTarget(target: string, mapping: string) {
  if (!target) return;
  change({ object: -1 });
  let done = false;
  follow(computed(() => [inspection.value, shownObject.value]), () => {
    const shown = shownObject.peek();
    if (done || !shown || state.peek().connector !== mapping || inspection.peek()?.name.replace(/\.toml$/, '') !== mapping) return;
    done = true;
    const index = shown.object.attributes.findIndex((item) => item.target.toLowerCase() === target.toLowerCase());
    if (index < 0) say(`${mapping} maps no attribute ${target}.`);
    else queueMicrotask(() => go({ row: index }, false));
  });
}
