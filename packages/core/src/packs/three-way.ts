import { isDeepStrictEqual } from 'node:util';
import { entryName } from '../services/index.js';

/** What becomes of a difference: the pack's comes in; the council's own stays; both changed it, and the council's stays. */
export type DifferenceKind = 'updated' | 'kept' | 'conflict';

/** Something that differs between what the council has and what the pack says. */
export interface PackDifference {
  /** `service.form.questions.bin.label`: entries of lists go by their key where each has one. */
  readonly path: string;
  readonly kind: DifferenceKind;
  /** What the pack said when it was installed last. Undefined: nothing, or it wasn't installed before. */
  readonly base: unknown;
  /** What the council has. Undefined: nothing. */
  readonly ours: unknown;
  /** What the pack says now. Undefined: nothing. */
  readonly theirs: unknown;
}

/** The three that are held against each other: plain data, as JSON has it. */
export interface Sides {
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** Whether the pack's is wanted at a path although the council has its own. */
export type Taken = (path: string) => boolean;

/** What all three make together, and each difference on the way, in the order of the data. */
export function mergeThree(sides: Sides, isTaken: Taken): { value: unknown; differences: PackDifference[] } {
  const differences: PackDifference[] = [];
  const value = merge('', sides, { isTaken, say: (difference) => void differences.push(difference) });
  return { value, differences };
}

interface Merging {
  readonly isTaken: Taken;
  readonly say: (difference: PackDifference) => void;
}

function merge(path: string, sides: Sides, merging: Merging): unknown {
  const { base, ours, theirs } = sides;
  if (same(ours, theirs)) return ours;
  if (isParted(path, ours) && isParted(path, theirs)) return mergeObjects(path, { base, ours, theirs }, merging);
  if (isKeyed(ours) && isKeyed(theirs)) return mergeLists(path, { base, ours, theirs }, merging);
  const kind = kindOf(path, sides, merging.isTaken);
  merging.say({ path, kind, base, ours, theirs });
  return kind === 'updated' ? theirs : ours;
}

function kindOf(path: string, { base, ours, theirs }: Sides, isTaken: Taken): DifferenceKind {
  if (same(base, ours) || isTaken(path)) return 'updated';
  return same(base, theirs) ? 'kept' : 'conflict';
}

type Fields = Readonly<Record<string, unknown>>;

function mergeObjects(path: string, sides: Sides & { ours: Fields; theirs: Fields }, merging: Merging): Fields {
  const { ours, theirs } = sides;
  const base = isObject(sides.base) ? sides.base : {};
  const merged: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
    const value = merge(below(path, name), { base: base[name], ours: ours[name], theirs: theirs[name] }, merging);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

type Entries = readonly unknown[];

function mergeLists(path: string, sides: Sides & { ours: Entries; theirs: Entries }, merging: Merging): Entries {
  const [ours, theirs, base] = [
    byName(sides.ours),
    byName(sides.theirs),
    byName(isKeyed(sides.base) ? sides.base : []),
  ];
  const merged = new Map<string, unknown>();
  for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
    const entry = { base: base.get(name), ours: ours.get(name), theirs: theirs.get(name) };
    const value = merge(below(path, name), entry, merging);
    if (value !== undefined) merged.set(name, value);
  }
  const order = mergeOrder(
    path,
    { base: [...base.keys()], ours: [...ours.keys()], theirs: [...theirs.keys()] },
    merging,
  );
  return order.flatMap((name) => (merged.has(name) ? [merged.get(name)] : []));
}

/** The order of what all have in common is one difference; what one side alone has stays behind its neighbour. */
function mergeOrder(
  path: string,
  names: { base: string[]; ours: string[]; theirs: string[] },
  merging: Merging,
): string[] {
  const { base, ours, theirs } = names;
  const both = new Set(ours.filter((name) => theirs.includes(name)));
  const [isOurs, isTheirs] = [ours.filter((name) => both.has(name)), theirs.filter((name) => both.has(name))];
  const was = base.filter((name) => both.has(name));
  const at = below(path, 'order');
  const isIn = was.length === both.size;
  const lead = merge(
    at,
    { base: (isIn ? was : isOurs).join(', '), ours: isOurs.join(', '), theirs: isTheirs.join(', ') },
    merging,
  );
  return lead === isOurs.join(', ') ? woven(ours, theirs) : woven(theirs, ours);
}

/** The first list, with what the second alone has behind what it stands behind there. */
function woven(lead: readonly string[], other: readonly string[]): string[] {
  const order = [...lead];
  other.forEach((name, index) => {
    if (order.includes(name)) return;
    const before = other[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name);
  });
  return order;
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** What an entry of a list goes by; a variant goes by its council. */
function nameOf(entry: unknown): string | undefined {
  const name = entryName(entry);
  if (name !== undefined || !isObject(entry)) return name;
  return typeof entry['authority'] === 'string' ? entry['authority'] : undefined;
}

/** A list whose entries each have a name of their own; the empty one too. Others are compared as a whole. */
function isKeyed(value: unknown): value is Entries {
  if (!Array.isArray(value)) return false;
  const names = value.map(nameOf);
  return !names.includes(undefined) && new Set(names).size === names.length;
}

function byName(list: Entries): Map<string, unknown> {
  return new Map(list.map((entry) => [nameOf(entry) ?? '', entry]));
}

/** What means something only as a whole: the halves of two conditions would make a third that nobody wrote. */
const wholes: readonly string[] = ['when', 'showWhen', 'waivedWhen'];

function isParted(path: string, value: unknown): value is Fields {
  const isAmountOfTime = isObject(value) && 'amount' in value && 'unit' in value;
  return isObject(value) && !isAmountOfTime && !wholes.includes(path.slice(path.lastIndexOf('.') + 1));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);
