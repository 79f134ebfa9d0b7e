import { isDeepStrictEqual } from 'node:util';
import type { Customer } from '../types.js';

/** What of a record can be chosen, field by field, when two are merged. */
export const mergeFields = [
  'title',
  'firstName',
  'middleNames',
  'lastName',
  'organisationName',
  'otherNames',
  'bornOn',
  'diedOn',
  'language',
  'preferredChannel',
  'needs',
] as const;
export type MergeField = (typeof mergeFields)[number];

/** Whose value holds; lists can be joined. */
export const fieldChoices = ['survivor', 'merged', 'both'] as const;
export type FieldChoice = (typeof fieldChoices)[number];
export type FieldChoices = Partial<Record<MergeField, FieldChoice | undefined>>;

export type MergeValues = Pick<Customer, MergeField | 'restriction'>;
type ValueName = keyof MergeValues;

/** What a merge made of the survivor's fields: those that it left alone are absent. */
export type FieldChanges = { readonly [F in ValueName]?: { readonly before: unknown; readonly after: unknown } };

const listFields: ReadonlySet<MergeField> = new Set(['otherNames', 'needs']);

/** Whether two records differ in a field, so that somebody has to choose. */
export function differs(field: MergeField, survivor: MergeValues, merged: MergeValues): boolean {
  return !isDeepStrictEqual(survivor[field], merged[field]);
}

/** The choice that loses nothing: lists joined; else the survivor's value, unless it has none. */
export function usualChoice(field: MergeField, survivor: MergeValues, merged: MergeValues): FieldChoice {
  if (listFields.has(field)) return differs(field, survivor, merged) ? 'both' : 'survivor';
  return survivor[field] === null && merged[field] !== null ? 'merged' : 'survivor';
}

export function mayChooseBoth(field: MergeField): boolean {
  return listFields.has(field);
}

/**
 * What merging makes of the survivor's fields. What isn't chosen falls to `usualChoice`. A restriction is never lost:
 * the survivor takes the merged record's, unless it has one.
 */
export function chooseFields(survivor: MergeValues, merged: MergeValues, choices: FieldChoices): FieldChanges {
  const changes: Record<string, { before: unknown; after: unknown }> = {};
  for (const field of mergeFields) {
    const after = valueOf(field, choices[field] ?? usualChoice(field, survivor, merged), survivor, merged);
    if (!isDeepStrictEqual(after, survivor[field])) changes[field] = { before: survivor[field], after };
  }
  if (survivor.restriction === null && merged.restriction !== null)
    changes['restriction'] = { before: null, after: merged.restriction };
  return changes;
}

function valueOf(field: MergeField, choice: FieldChoice, survivor: MergeValues, merged: MergeValues): unknown {
  if (choice === 'survivor') return survivor[field];
  if (choice === 'merged') return merged[field];
  const [own, other] = [survivor[field], merged[field]];
  if (!Array.isArray(own) || !Array.isArray(other)) return own;
  const all = [...(own as unknown[]), ...(other as unknown[])];
  return all.filter((one, at) => all.findIndex((each) => isDeepStrictEqual(each, one)) === at);
}

/** A later merge into the same survivor, which holds still. */
export interface LaterMerge {
  readonly id: string;
  readonly fields: FieldChanges;
}

export interface UndoneFields {
  /** What goes back into the survivor's row. */
  readonly restored: Partial<MergeValues>;
  /** Later merges whose memory of "before" was this merge's doing, and so goes back to what was before it. */
  readonly later: readonly LaterMerge[];
}

/**
 * Takes a merge's field changes back: a field goes back to what it was, unless somebody has changed it since. Where a
 * later merge changed it, that one now remembers what was before this one, so that merges can be undone in any order.
 */
export function undoFields(now: MergeValues, undone: FieldChanges, later: readonly LaterMerge[]): UndoneFields {
  const restored: Record<string, unknown> = {};
  const patched = new Map<string, FieldChanges>();
  for (const [name, change] of Object.entries(undone)) {
    const field = name as ValueName;
    const next = later.find(({ fields }) => fields[field] !== undefined);
    const nextChange = next && (patched.get(next.id) ?? next.fields)[field];
    if (!next || !nextChange) {
      if (isDeepStrictEqual(now[field], change.after)) restored[field] = change.before;
    } else if (isDeepStrictEqual(nextChange.before, change.after)) {
      const fields = patched.get(next.id) ?? next.fields;
      patched.set(next.id, { ...fields, [field]: { ...nextChange, before: change.before } });
    }
  }
  return { restored, later: [...patched].map(([id, fields]) => ({ id, fields })) };
}
