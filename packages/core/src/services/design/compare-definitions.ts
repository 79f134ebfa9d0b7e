import type { ServiceDefinition } from '../types.js';

/** Something that differs between two definitions of a service: where, and what stands there in each. */
export interface DefinitionChange {
  /** `form.questions.bin.label`: list entries go by their key where they have one, otherwise by their place from 1. */
  readonly path: string;
  /** Undefined: it isn't there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Every difference, in the order of the definition. */
export function compareDefinitions(before: ServiceDefinition, after: ServiceDefinition): DefinitionChange[] {
  const [one, other] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => one.get(path) !== other.get(path))
    .map((path) => ({ path, before: one.get(path), after: other.get(path) }));
}

/** The parts of a definition that differ: `form`, `sla`. */
export function changedParts(before: ServiceDefinition, after: ServiceDefinition): string[] {
  const changed = compareDefinitions(before, after).map(({ path }) => path.split('.')[0] ?? path);
  return [...new Set(changed)];
}

/** The text, number or truth at the end of each path. A list's order is told apart by each entry's place among its keys. */
function leavesOf(value: unknown, path = ''): Map<string, string> {
  if (value === undefined) return new Map();
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]]);
  const entries = Array.isArray(value) ? listEntries(value) : Object.entries(value);
  const leaves = entries.flatMap(([name, part]) => [...leavesOf(part, path === '' ? name : `${path}.${name}`)]);
  const keys = Array.isArray(value) ? entries.map(([name]) => name) : [];
  const order: [string, string][] = keys.some((key) => !/^\d+$/.test(key)) ? [[`${path}.order`, keys.join(', ')]] : [];
  return new Map([...leaves, ...order]);
}

/** Plain words and numbers of a list stand as one line; the rest by key, or by place. */
function listEntries(list: readonly unknown[]): [string, unknown][] {
  if (list.every((item) => typeof item !== 'object')) return list.length === 0 ? [] : [['list', list.join(', ')]];
  return list.map((item, index) => [entryName(item) ?? String(index + 1), item]);
}

/** What an entry of a list goes by, whatever its place: its key, its value, or the step that a transition is. */
export function entryName(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { key, value, from, event } = item as Record<string, unknown>;
  if (typeof from === 'string' && typeof event === 'string') return `${from} ${event}`;
  const name = key ?? value;
  return typeof name === 'string' ? name : undefined;
}

/**
 * What the entries of lists are called, by their paths: a question by what it asks, a status by its label. Those without
 * a name of their own go by their place.
 */
export function entryNames(definition: ServiceDefinition): ReadonlyMap<string, string> {
  return new Map(namesIn(definition, ''));
}

function namesIn(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? listEntries(value) : Object.entries(value);
  return entries.flatMap(([name, part]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const called = Array.isArray(value) ? calledIn(part) : undefined;
    return [...(called === undefined ? [] : [[at, called] as [string, string]]), ...namesIn(part, at)];
  });
}

function calledIn(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { label, title, name } = item as Record<string, unknown>;
  return [label, title, name].find((each) => typeof each === 'string');
}
