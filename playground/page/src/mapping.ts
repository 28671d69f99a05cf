// The mapping mode: a mapping file with its diagnostics, edited in place, and one sample user mapped by all of it.

import { computed } from '@preact/signals-core';
import type { AttributeMapping } from './api';
import { compare } from './compare';
import { element } from './dom';
import { opener } from './files';
import * as file from './mapping-file';
import { mappingList } from './mapping-list';
import { keepRunning, record } from './mapping-run';
import { go } from './navigation';
import { payloadPane } from './payload-pane';
import { review } from './review';
import { sourceOf } from './row-editor';
import { samplePane } from './sample-user';
import { record as keepStep } from './session';
import { OPEN_MAPPING } from './state';
import { change, follow, inspection, shownObject, state } from './store';
import { tabs } from './tabs';

export interface MappingMode { root: HTMLElement; dialog: HTMLElement; pick(): void }

export function mappingMode(): MappingMode {
  const connector = element('select', { 'aria-label': 'Connector', change: () => file.openConnector(connector.value) });
  const object = element('select', { 'aria-label': 'Object mapping', change: () => { change({ object: Number(object.value) }); go({ row: null }, false); } });
  const root = element('section', { class: 'mode mapping', 'aria-label': 'Mapping', hidden: true });
  const openFile = opener('Open a file…', 'A mapping file', '.json,.toml', root, (dropped) => void file.openFile(dropped));
  const undo = element('button', { title: 'Undo the last change of the file', click: file.undo }, 'Undo');
  const redo = element('button', { click: file.redo }, 'Redo');
  const downloads = element('select', { 'aria-label': 'Download', change: () => void downloaded() },
    ...[['', 'Download…'], ['same', 'The file in its format'], ['toml', 'As TOML'], ['json', 'As JSON for Microsoft Graph']].map(([value, title]) => element('option', { value }, title!)));
  const { button: reviewButton, dialog } = review();
  const missing = element('p', { class: 'trouble', hidden: true });
  const views = tabs('Views of the mapping', ['Attribute mappings', 'Compare']);
  const body = element('div', {}, element('div', { class: 'filters' }, object), mappingList(openInExpression));
  const differences = compare((changed) => {
    const found = shownObject.peek()?.object.attributes.findIndex((item) => item.target === changed.target) ?? -1;
    if (found < 0) return;
    views.choose('Attribute mappings');
    go({ row: found });
  });
  views.fill({ 'Attribute mappings': () => body, Compare: () => differences });
  // On a phone, one of the three is shown at a time.
  const panes = element('div', { class: 'phone-tabs', role: 'group', 'aria-label': 'Parts of the mapping mode' },
    ...[['list', 'Mapping'], ['user', 'User'], ['payload', 'Payload']].map(([name, title]) => element('button', { 'aria-pressed': String(name === 'list'), click: (event) => showPane(name!, event.currentTarget) }, title!)));
  root.dataset.pane = 'list';
  root.append(
    panes,
    element('div', { class: 'pane of-list' },
      element('header', {}, element('h2', {}, 'Mapping'), connector, openFile),
      element('div', { class: 'toolbar' }, undo, redo, reviewButton, downloads), missing, views.root),
    element('div', { class: 'side' }, payloadPane(), samplePane()));

  function showPane(name: string, button: EventTarget | null) {
    root.dataset.pane = name;
    for (const other of panes.children) other.setAttribute('aria-pressed', String(other === button));
  }

  async function downloaded() {
    const { value } = downloads;
    downloads.value = '';
    if (value === 'same') await file.downloadFile();
    else if (value === 'toml' || value === 'json') await file.downloadAs(value);
  }

  function openInExpression(item: AttributeMapping) {
    const known = shownObject.peek()?.object.known ?? [];
    keepStep('Before an attribute mapping');
    change({ expression: sourceOf(item), record: pretty(record.peek()), schema: known.length ? OPEN_MAPPING : '' });
    go({ mode: 'expression' });
  }

  file.keepInspection();
  keepRunning();
  follow(file.connectors, (all) => {
    connector.replaceChildren(element('option', { value: '' }, 'Connectors…'), ...all.map((item) => element('option', { value: item.name, title: item.summary }, item.name)));
    connector.value = state.peek().connector;
  });
  follow(computed(() => state.value.connector), (name) => { connector.value = name; });
  follow(computed(() => state.value.missing), (name) => {
    missing.hidden = !name;
    missing.textContent = `The link does not hold the mapping file ${name}. Ask the sender for the file, or for a link that includes it.`;
  });
  follow(computed(() => [inspection.value, shownObject.value?.index]), () => {
    object.replaceChildren(...(inspection.peek()?.objects ?? []).map((item, index) => element('option', { value: index },
      `${item.name} (${item.attributes.length})${item.enabled ? '' : ', disabled'}${item.rule && twice(item.name) ? ` · ${item.rule}` : ''}`)));
    object.value = String(shownObject.peek()?.index ?? '');
  });
  follow(file.canUndo, (can) => { undo.disabled = !can; });
  follow(file.canRedo, (can) => { redo.disabled = !can; });
  follow(computed(() => state.value.mode), (mode) => { if (mode === 'mapping') void file.start(); });
  return { root, dialog, pick: () => openFile.querySelector('button')!.click() };
}

const twice = (name: string) => (inspection.peek()?.objects.filter((item) => item.name === name).length ?? 0) > 1;

function pretty(json: string): string {
  try { return JSON.stringify(JSON.parse(json), null, 2); } catch { return json; }
}
