import type { z } from 'zod';
import type { FieldFault } from '../../kernel/errors.js';
import { keyFrom, readField, type DesignField, type Typed } from './design-fields.js';
import { valueAt, withValueAt, type DesignPart, type DesignWorld, type Item, type ListPart } from './design-part.js';
import { allQuestions } from '../form/repeated-groups.js';
import { ServiceDefinition } from '../types.js';

/** Which entry of a list a form is about, counted from 0; `new` adds one. Forms of their own have none. */
export type Entry = number | 'new' | undefined;

export type AppliedPart =
  { readonly definition: ServiceDefinition } | { readonly faults: readonly [FieldFault, ...FieldFault[]] };

/** The definition with what was typed in one of its parts, or what is wrong with it. `field` names the control. */
export function applyPart(
  part: DesignPart,
  definition: ServiceDefinition,
  { entry, typed, world }: { readonly entry: Entry; readonly typed: Typed; readonly world: DesignWorld },
): AppliedPart {
  const fields = part.fields(definition, world);
  const read = readItem(fields, typed, itemOf(part, definition, entry), definition);
  const item = withKey(fields, read.item);
  const faults = [...read.faults];
  if (part.kind === 'list') faults.push(...faultsOf(part.schema.safeParse(item), fields));
  const changed = ServiceDefinition.safeParse(written(part, definition, entry, item));
  if (faults.length === 0) faults.push(...faultsOf(changed, fields));
  const [first, ...others] = onePerField(faults);
  if (first) return { faults: [first, ...others] };
  if (changed.success) return { definition: changed.data };
  throw new Error('a definition that was found wrong has no fault');
}

/** What the form of an entry starts from. */
export function itemOf(part: DesignPart, definition: ServiceDefinition, entry: Entry): Item {
  if (part.kind === 'form') return part.read(definition);
  return typeof entry === 'number' ? (part.read(definition)[entry] ?? {}) : {};
}

/** The definition with an entry of a list moved up or down, or taken out; undefined where that can't be. */
export function rearrange(
  part: DesignPart,
  definition: ServiceDefinition,
  index: number,
  does: 'up' | 'down' | 'remove',
): ServiceDefinition | undefined {
  if (part.kind !== 'list') return undefined;
  const items = [...part.read(definition)];
  const place = does === 'remove' ? undefined : neighbour(part, items, index, does);
  if (does !== 'remove' && place === undefined) return undefined;
  const [taken] = items.splice(index, 1);
  if (!taken) return undefined;
  if (place !== undefined) items.splice(place, 0, taken);
  const changed = ServiceDefinition.safeParse(part.write(definition, items));
  return changed.success ? changed.data : undefined;
}

/** Where the entry goes that moves: past the next one that it stands among; undefined at the end. */
export function neighbour(
  { among = () => '' }: ListPart,
  items: readonly Item[],
  index: number,
  does: 'up' | 'down',
): number | undefined {
  const item = items[index];
  const isPeer = (other: Item): boolean => item !== undefined && among(other) === among(item);
  if (does === 'down') {
    const next = items.findIndex((other, at) => at > index && isPeer(other));
    return next === -1 ? undefined : next;
  }
  const last = items.findLastIndex((other, at) => at < index && isPeer(other));
  return last === -1 ? undefined : last;
}

function readItem(
  fields: readonly DesignField[],
  typed: Typed,
  before: Item,
  { form }: ServiceDefinition,
): { item: Item; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  let item = before;
  for (const field of fields) {
    const read = readField(field, typed, valueAt(before, field.name), allQuestions(form));
    if ('fault' in read) faults.push({ field: field.name, message: read.fault });
    else item = withValueAt(item, field.name, read.value);
  }
  return { item, faults };
}

/** What has no key yet gets one from its words. */
function withKey(fields: readonly DesignField[], item: Item): Item {
  const key = fields.find(({ name }) => name === 'key' || name === 'event')?.name;
  const label = item['label'];
  if (key === undefined || item[key] !== undefined || typeof label !== 'string') return item;
  const made = keyFrom(label);
  return made === '' ? item : { ...item, [key]: made };
}

function written(part: DesignPart, definition: ServiceDefinition, entry: Entry, item: Item): unknown {
  if (part.kind === 'form') return part.write(definition, item);
  const items = [...part.read(definition)];
  if (typeof entry === 'number' && entry < items.length) items[entry] = item;
  else items.push(item);
  return part.write(definition, items);
}

type Checked = { readonly success: boolean; readonly error?: z.ZodError | undefined };

function faultsOf({ error }: Checked, fields: readonly DesignField[]): FieldFault[] {
  return (error?.issues ?? []).map((issue) => {
    const path = issue.path.map(String).join('.');
    const field = fields.find(({ name }) => isAt(path, name)) ?? fields.find(({ name }) => isUnder(path, name));
    return { field: field?.name ?? '', message: field ? wordsOf(issue, field) : issue.message };
  });
}

/** `identityLevel.log`, and what lies within it. */
function isAt(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`);
}

/** The same under the part of the definition in which the field stands: `sla.target`, `welsh.questions.bin.label`. */
function isUnder(path: string, name: string): boolean {
  const inner = path.split('.').slice(1).join('.');
  return isAt(inner, name) || inner === name.replaceAll('/', '.');
}

const chosen: readonly DesignField['kind'][] = ['select', 'checks', 'condition'];

function wordsOf(issue: z.core.$ZodIssue, { kind, label }: DesignField): string {
  const words = label.charAt(0).toLowerCase() + label.slice(1);
  const called = /^(what|when|where|who|how|words|only) /.test(words) ? words : `the ${words}`;
  const isMissing =
    issue.input === undefined || issue.code === 'invalid_union' || (issue.code === 'too_small' && issue.minimum === 1);
  if (kind === 'condition' && isMissing) return `Say when: fill a line of “${label}”`;
  if (isMissing || (issue.code === 'invalid_value' && chosen.includes(kind)))
    return `${chosen.includes(kind) ? 'Choose' : 'Enter'} ${called}`;
  if (issue.code === 'too_big' && issue.origin === 'string')
    return `${label} must be ${issue.maximum} characters or fewer`;
  return `${label}: ${issue.message}`;
}

function onePerField(faults: readonly FieldFault[]): FieldFault[] {
  return faults.filter(({ field }, index) => faults.findIndex((other) => other.field === field) === index);
}

/** The entry that a form was opened for, where the list has changed meanwhile; `new` when it is gone. */
export function entryStill(part: DesignPart, definition: ServiceDefinition, entry: Entry, base: string): Entry {
  if (part.kind === 'form' || typeof entry !== 'number') return entry;
  const items = part.read(definition);
  const same = items.findIndex((item) => nameOf(item) === base);
  return same === -1 ? 'new' : same;
}

/** What tells an entry from its neighbours: its key, or its words. */
export function nameOf(item: Item): string {
  const { key, from, event } = item;
  if (typeof key === 'string') return key;
  return typeof event === 'string' && typeof from === 'string' ? `${from} ${event}` : JSON.stringify(item);
}
