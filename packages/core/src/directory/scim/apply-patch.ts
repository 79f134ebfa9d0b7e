import { z } from 'zod';
import { scimInvalid } from './scim-errors.js';

export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Clients write the operation with a capital, and its name in any case. */
const Operation = z.object({
  op: z
    .string()
    .transform((op) => op.toLowerCase())
    .pipe(z.enum(['add', 'replace', 'remove'])),
  path: z.string().max(500).optional(),
  value: z.unknown().optional(),
});
export const PatchBody = z.object({
  schemas: z.array(z.string()).refine((all) => all.includes(patchSchema), 'Name the schema of a PATCH'),
  Operations: z.array(Operation).min(1).max(1000),
});
type Operation = z.output<typeof Operation>;

/** A resource as it is sent: attributes by their names. */
export type Resource = Readonly<Record<string, unknown>>;

/**
 * A resource after a PATCH (RFC 7644, section 3.5.2): attributes, those within (`name.familyName`), values chosen by a
 * comparison (`emails[type eq "work"].value`), and objects without a path. @throws invalidPath, noTarget, invalidValue
 */
export function applyPatch(resource: Resource, operations: readonly Operation[]): Resource {
  return operations.reduce((now, operation) => applyOne(now, operation), resource);
}

function applyOne(resource: Resource, { op, path, value }: Operation): Resource {
  if (path !== undefined && path !== '') return applyAt(resource, op, readPath(path), value);
  if (op === 'remove') throw scimInvalid('noTarget', 'Say by a path what is removed.');
  if (!isObject(value)) throw scimInvalid('invalidValue', 'Without a path, the value holds attributes.');
  return Object.entries(value).reduce((now, [name, one]) => applyAt(now, op, readPath(name), one), resource);
}

interface Path {
  readonly attribute: string;
  readonly chosen?: { readonly name: string; readonly value: unknown };
  readonly within?: string;
}

/** No name begins with an underscore, so that none is `__proto__`. */
const word = '[A-Za-z][\\w$-]*';
const pathPattern = new RegExp(
  `^(${word})(?:\\[\\s*(${word})\\s+eq\\s+("(?:[^"\\\\]|\\\\.)*"|true|false)\\s*\\])?(?:\\.(${word}))?$`,
  'i',
);

function readPath(text: string): Path {
  if (text === enterprise) return { attribute: text };
  const bare = text.replace(/^urn:ietf:params:scim:schemas:core:2\.0:\w+:/i, '');
  const [, attribute, name, value, within] = pathPattern.exec(bare) ?? [];
  // An extension's attributes are taken and not kept, as RFC 7644 lets a server do.
  if (attribute === undefined && bare.toLowerCase().startsWith(enterprise.toLowerCase()))
    return { attribute: enterprise };
  if (attribute === undefined) throw scimInvalid('invalidPath', 'The path is none that is known here.');
  return {
    attribute,
    ...(name === undefined || value === undefined ? {} : { chosen: { name, value: comparedWith(value) } }),
    ...(within === undefined ? {} : { within }),
  };
}

function comparedWith(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('"') ? text : text.toLowerCase());
  } catch (cause) {
    throw scimInvalid('invalidPath', 'The value that the path compares with can’t be read.', cause);
  }
}

function applyAt(resource: Resource, op: Operation['op'], path: Path, value: unknown): Resource {
  const key = keyIn(resource, path.attribute);
  const before = resource[key];
  if (path.chosen) return { ...resource, [key]: chosenAfter(listOf(before), op, path, path.chosen, value) };
  if (path.within !== undefined) {
    const object = isObject(before) ? before : {};
    const inner = keyIn(object, path.within);
    return { ...resource, [key]: op === 'remove' ? without(object, inner) : { ...object, [inner]: value } };
  }
  if (op === 'remove') {
    const gone = new Set(listOf(value).map(idOf));
    if (Array.isArray(before) && gone.size > 0)
      return { ...resource, [key]: before.filter((one) => !gone.has(idOf(one))) };
    return without(resource, key);
  }
  if (op === 'add' && Array.isArray(before)) return { ...resource, [key]: joined(before, listOf(value)) };
  if (op === 'add' && isObject(before) && isObject(value)) return { ...resource, [key]: { ...before, ...value } };
  return { ...resource, [key]: value };
}

/** The values of a list of which one attribute equals something; one that isn’t there is added. */
function chosenAfter(
  list: readonly unknown[],
  op: Operation['op'],
  { within }: Path,
  { name, value: wanted }: NonNullable<Path['chosen']>,
  value: unknown,
): unknown[] {
  const isChosen = (one: unknown): boolean => isObject(one) && one[keyIn(one, name)] === wanted;
  if (op === 'remove' && within === undefined) return list.filter((one) => !isChosen(one));
  const changed = (one: Resource): unknown => {
    if (within === undefined) return isObject(value) ? { ...one, ...value } : value;
    const inner = keyIn(one, within);
    return op === 'remove' ? without(one, inner) : { ...one, [inner]: value };
  };
  if (list.some(isChosen)) return list.map((one) => (isChosen(one) ? changed(one as Resource) : one));
  if (op === 'remove') return [...list];
  return [...list, changed({ [name]: wanted })];
}

/** By the case in which the resource has it: names of attributes are the same in any case. */
function keyIn(resource: Resource, name: string): string {
  return Object.keys(resource).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function without(resource: Resource, key: string): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => name !== key));
}

function joined(before: readonly unknown[], added: readonly unknown[]): unknown[] {
  const known = new Set(before.map(idOf));
  return [...before, ...added.filter((one) => !known.has(idOf(one)))];
}

/** What tells values of a list apart. */
function idOf(one: unknown): string {
  return isObject(one) && typeof one['value'] === 'string' ? one['value'] : JSON.stringify(one);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
