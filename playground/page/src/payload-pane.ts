// The steps that the service goes through with the sample user – scope, match, mapped – and the payload, whose lines and attribute
// mappings are lit together.

import { computed } from '@preact/signals-core';
import type { FileDiagnostic, Flavor } from './api';
import { element } from './dom';
import { inline } from './markdown';
import { trouble as fileTrouble } from './mapping-file';
import { answer, flavor, made, says, trouble, type Mapping } from './mapping-run';
import { pointed } from './mapping-list';
import { lines } from './payload';
import { follow, shownObject } from './store';

type Step = [state: 'good' | 'bad' | 'out' | 'open', title: string, ...details: (string | Node)[]];

export function payloadPane(): HTMLElement {
  const form = element('select', { 'aria-label': 'Wire format of the payload', change: () => { flavor.value = form.value as Flavor; } },
    element('option', { value: 'entra' }, 'entra: as Entra ID sends it'), element('option', { value: 'rfc7644' }, 'rfc7644: plain SCIM'));
  const verdict = element('ol', { class: 'verdict', 'aria-label': 'What the service does' });
  const payload = element('ol', { class: 'payload', 'aria-label': 'SCIM payload' });
  const root = element('div', { class: 'pane of-payload' }, element('header', {}, element('h2', {}, 'SCIM payload'), form), element('div', { role: 'status' }, verdict), payload);

  // Another object mapping is shown in the form in which the service would send it.
  follow(computed(() => shownObject.value?.object), () => { flavor.value = ''; });
  follow(computed(() => flavor.value || shownObject.value?.object.flavor || 'rfc7644'), (name) => { form.value = name; });

  function tell(found: Mapping | undefined) {
    const reason = fileTrouble.peek() || trouble.peek();
    const steps = reason ? [['bad', 'No payload', reason] satisfies Step] : found ? stepsOf(found) : [];
    verdict.className = `verdict ${reason ? 'failed' : found?.status ?? ''}`;
    verdict.replaceChildren(...steps.map(([state, title, ...details]) => element('li', { class: state },
      element('strong', {}, title), ...details.slice(0, 20).map((detail) => element('p', {}, typeof detail === 'string' ? inline(detail) : detail)))));
    const text = found && 'payload' in found ? found.payload : null;
    payload.replaceChildren(...(text ? lines(JSON.parse(text), (line) => { pointed.value = line === undefined ? {} : { line }; }) : []));
    light(pointed.peek());
  }

  function light({ attribute, line }: { attribute?: number; line?: string }) {
    let first: Element | undefined;
    for (const one of payload.children as HTMLCollectionOf<HTMLElement>) {
      const own = one.dataset.says!;
      const lit = line !== undefined ? own === line : attribute !== undefined && (says.peek()[attribute]?.has(own) ?? false);
      one.classList.toggle('lit', lit);
      if (lit) first ??= one;
    }
    if (attribute !== undefined) first?.scrollIntoView({ block: 'nearest' });
  }

  follow(computed(() => [answer.value, trouble.value, fileTrouble.value]), () => tell(answer.peek()));
  follow(pointed, light);
  return root;
}

function refusedBy(diagnostics: readonly FileDiagnostic[]): Step[] {
  return [['bad', 'The mapping has errors', ...diagnostics.slice(0, 5).map(({ message }) => message)]];
}

function stepsOf(found: Mapping): Step[] {
  if (found.status === 'refused') return refusedBy(found.diagnostics);
  if (found.status === 'record') return [['bad', 'The record cannot be read', found.error.message]];
  const shown = shownObject.peek()?.object;
  const attributes = shown?.attributes ?? [];
  if (found.status === 'out-of-scope') {
    return [['out', 'Out of scope', 'Not provisioned; an existing account would be disabled or removed.', ...found.clauses], ['open', 'Match'], ['open', 'Mapped']];
  }
  const scope: Step = ['good', 'In scope', shown?.scoped ? 'The record matches the scoping filter.' : 'The mapping has no scoping filter: every record is mapped.'];
  const matching = attributes.map((item, index) => ({ item, value: made.peek()[index] })).filter(({ item }) => (item.matching ?? 0) > 0)
    .sort((a, b) => (a.item.matching ?? 0) - (b.item.matching ?? 0));
  const values = matching.map(({ item, value }) => `\`${item.target}\` = ${!value || value.absent && !value.error || value.skipped ? 'no value' : value.error ? 'fails' : JSON.stringify(value.value)}`);
  const match: Step = matching.length === 0 ? ['out', 'Match', 'The mapping has no matching attribute: the service cannot find an existing account.']
    : [values.some((value) => !/(no value|fails)$/.test(value)) ? 'good' : 'bad', 'Match', values.join(', then ')];
  if (found.status === 'failed') {
    const errors = found.errors.map((error) => {
      const target = error.attribute === null ? undefined : attributes[error.attribute]?.target;
      return `${target ? `\`${target}\`: ` : ''}${error.message}`;
    });
    const rest = found.payload ? ['The payload below is what the other attribute mappings make; the service sends nothing.'] : [];
    return [scope, match, ['bad', 'The record cannot be mapped', ...errors, ...rest]];
  }
  const count = made.peek().filter((one) => !one.absent && !one.skipped).length;
  return [scope, match, ['good', 'Mapped', `${count} of ${attributes.length} attribute mappings give a value.`]];
}
