// Where one is in the page: the mode, the open attribute mapping, the open page of the reference. The browser's Back goes to where
// one was before.

import { signal } from '@preact/signals-core';
import { MODES, type Mode } from './state';
import { change, state } from './store';

export interface Reference { section: string; name: string }
export interface View { mode: Mode; row: number | null; reference: Reference | null }

export const view = signal<View>({ mode: 'expression', row: null, reference: null });

const isView = (found: unknown): found is View => typeof found === 'object' && found !== null && 'mode' in found && MODES.includes(found.mode as Mode);

function show(next: View) {
  view.value = next;
  change({ mode: next.mode });
}

/** An open page of the reference is in the address, so that the address can be passed on. */
function addressOf({ reference }: View): string {
  const kind = { Functions: 'fn', Diagnostics: 'code' }[reference?.section ?? ''];
  return `${location.pathname}${location.search}${reference?.name && kind ? `#${kind}=${reference.name}` : ''}`;
}

/** Goes somewhere else; Back comes back. */
export function go(part: Partial<View>, keepBefore = true) {
  const next: View = { ...view.peek(), ...(part.mode && part.mode !== view.peek().mode ? { row: null } : {}), ...part };
  if (JSON.stringify(next) === JSON.stringify(view.peek())) return;
  if (keepBefore) history.pushState(next, '', addressOf(next));
  else history.replaceState(next, '', addressOf(next));
  show(next);
}

export function follow() {
  show({ ...view.peek(), mode: state.peek().mode });
  history.replaceState(view.peek(), '', location.href);
  addEventListener('popstate', (event: PopStateEvent) => { if (isView(event.state)) show(event.state); });
}
