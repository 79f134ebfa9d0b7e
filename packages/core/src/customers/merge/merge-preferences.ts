import type { Writes } from '../../kernel/db/database.js';
import { insertMoved, listRemembered, type MovedRow } from './merged-rows-repository.js';
import { listContactPoints } from '../repository.js';
import { contactPointKinds, type ContactPoint, type ContactPointKind, type Customer } from '../types.js';
import { preferContactPoint, unpreferContactPoint } from '../write-repository.js';

/** Whose preferred number or address of each kind is the preferred one afterwards. */
export type PreferredChoices = { readonly [K in ContactPointKind]?: 'survivor' | 'merged' | undefined };

/** Stands among what a merge remembers: this contact point was preferred before it. */
const preferenceOf = (rowId: string): MovedRow => ({ table: 'contact_points', column: 'preferred', rowId });

export const isPreference = ({ column }: MovedRow): boolean => column === 'preferred';

/**
 * Leaves one preferred contact point of each kind before the rows of two records come together, and remembers which
 * ones were. The survivor's stays, unless the other's was chosen.
 */
export async function settlePreferences(
  db: Writes,
  mergeId: string,
  { survivor, merged }: { readonly survivor: Customer; readonly merged: Customer },
  choices: PreferredChoices,
): Promise<void> {
  const points = (await listContactPoints(db, [survivor.id, merged.id])).filter(({ preferred }) => preferred);
  for (const kind of contactPointKinds) {
    const ofKind = points.filter((point) => point.kind === kind);
    const [own, other] = [survivor, merged].map(({ id }) => ofKind.filter(({ customerId }) => customerId === id));
    if (!own?.length || !other?.length) continue;
    for (const { id } of choices[kind] === 'merged' ? own : other) await unpreferContactPoint(db, id);
  }
  const remembered = points.map(({ id }) => preferenceOf(id));
  await insertMoved(db, survivor.authorityId, mergeId, remembered);
}

/**
 * Prefers those again that were, where their owner has no other preferred one; who is left with none gets the first on
 * record. Answers those that must still wait.
 */
export async function restorePreferences(
  db: Writes,
  owners: readonly string[],
  remembered: readonly MovedRow[],
): Promise<MovedRow[]> {
  const waiting: MovedRow[] = [];
  const were = new Set(remembered.filter(isPreference).map(({ rowId }) => rowId));
  const points = await listContactPoints(db, owners);
  const placeOf = (point: ContactPoint): string => `${point.customerId} ${point.kind}`;
  const taken = new Set(points.filter(({ preferred }) => preferred).map(placeOf));
  const unpreferred = points.filter(({ preferred }) => !preferred);
  for (const point of [...unpreferred.filter(({ id }) => were.has(id)), ...unpreferred]) {
    if (taken.has(placeOf(point))) {
      if (were.has(point.id)) waiting.push(preferenceOf(point.id));
      continue;
    }
    await preferContactPoint(db, point);
    were.delete(point.id);
    taken.add(placeOf(point));
  }
  return waiting;
}

/** Lets another merge remember these as well, so that they are preferred again when that one is undone. */
export async function passOnPreferences(
  db: Writes,
  { authorityId }: Customer,
  mergeId: string,
  waiting: readonly MovedRow[],
): Promise<void> {
  const known = new Set((await listRemembered(db, [mergeId])).filter(isPreference).map(({ rowId }) => rowId));
  const fresh = new Set(waiting.map(({ rowId }) => rowId).filter((id) => !known.has(id)));
  await insertMoved(db, authorityId, mergeId, [...fresh].map(preferenceOf));
}
