// The signature of the call at the caret, shown above it, with the current parameter in bold. Escape hides it until the
// next call.

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, keymap, showTooltip, type Tooltip, type ViewUpdate } from '@codemirror/view';
import type { Signature } from './api';
import { element } from './dom';
import { ask } from './engine';
import { inline } from './markdown';
import type { Around } from './editor';

const setTooltip = StateEffect.define<Tooltip | null>();
const tooltip = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setTooltip)) return effect.value;
    return shown && transaction.docChanged ? { ...shown, pos: transaction.changes.mapPos(shown.pos) } : shown;
  },
  provide: (field) => showTooltip.from(field),
});

function drawn(found: Signature): HTMLElement {
  const label = element('code', {});
  let at = 0;
  found.parameters.forEach((parameter, index) => {
    // The label is ASCII: its byte offsets are character offsets.
    const name = found.label.slice(parameter.start, parameter.end);
    label.append(found.label.slice(at, parameter.start), index === found.active ? element('strong', {}, name) : name);
    at = parameter.end;
  });
  label.append(found.label.slice(at));
  const about = found.parameters[found.active ?? -1];
  return element('div', { class: 'signature' }, label, about && element('p', {}, inline(about.documentation)));
}

export function signatureHelp(around: Around): Extension {
  let hidden = '';
  const plugin = ViewPlugin.fromClass(class {
    round = 0;

    update(update: ViewUpdate) {
      if (!update.docChanged && !update.selectionSet && !update.focusChanged) return;
      void this.look(update.view);
    }

    async look(view: EditorView) {
      const mine = ++this.round;
      const { head, empty } = view.state.selection.main;
      const ends = (found: Tooltip | null) => {
        if (mine !== this.round || (!found && !view.state.field(tooltip))) return;
        view.dispatch({ effects: setTooltip.of(found) });
      };
      // Not in the update itself: a view accepts no changes during an update.
      await Promise.resolve();
      if (!empty || !view.hasFocus) return ends(null);
      const [found] = await ask(['signature', { ...around(), expression: view.state.doc.toString(), offset: head }]).catch(() => [null] as const);
      if (found?.label !== hidden) hidden = '';
      if (!found?.label || hidden || head > view.state.doc.length) return ends(null);
      ends({ pos: head, above: true, strictSide: false, arrow: false, create: () => ({ dom: drawn(found) }) });
    }
  });
  const escape = keymap.of([{
    key: 'Escape',
    run(view) {
      const shown = view.state.field(tooltip);
      if (!shown) return false;
      hidden = /\w+\(.*/.exec(view.dom.querySelector('.signature code')?.textContent ?? '')?.[0] ?? '';
      view.dispatch({ effects: setTooltip.of(null) });
      return true;
    },
  }]);
  return [tooltip, plugin, escape];
}
