import { notFound } from '../../kernel/errors.js';
import type { Writes } from '../../kernel/db/database.js';
import { localDateAt } from '../../kernel/london-time.js';
import { markImported } from '../import-repository.js';
import { findCurrent, findRecord } from '../repository.js';
import type { CustomerRecord as Stored } from '../types.js';
import {
  endContactPoint,
  endOccupancy,
  holdCustomer,
  insertContactPoint,
  insertIdentifier,
  insertOccupancy,
  keepInStep,
  markDied,
  removeIdentifier,
  updateStated,
} from '../write-repository.js';
import { occupancyRoleOf, type FittedRow, type RowContext } from './prepare-rows.js';
import { reachOf } from './reach.js';

/**
 * Brings a customer up to a changed row. The file decides on what it states: its numbers replace the numbers on record
 * when it gives any, and so do its mail addresses, its address and each register's identifiers. What it leaves out stays.
 */
export async function updateImported(
  db: Writes,
  knownId: string,
  fitted: FittedRow,
  context: RowContext,
): Promise<void> {
  const stored = await holdRecord(db, knownId, context);
  const { id } = stored;
  const { told } = fitted;
  await updateStated(db, id, {
    title: told.title ?? stored.title,
    firstName: told.firstName ?? stored.firstName,
    middleNames: told.middleNames ?? stored.middleNames,
    lastName: told.lastName ?? stored.lastName,
    organisationName: told.organisationName ?? stored.organisationName,
    otherNames: stored.otherNames,
    bornOn: told.bornOn ?? stored.bornOn,
    language: told.language ?? stored.language,
    preferredChannel: told.preferredChannel ?? stored.preferredChannel,
    needs: stored.needs,
  });
  if (told.diedOn !== null) await markDied(db, id, told.diedOn);
  await replaceReach(db, stored, fitted, context);
  await replaceIdentifiers(db, stored, fitted, context);
  await replaceHome(db, stored, fitted, context);
  await markImported(db, knownId, { runId: context.runId, digest: told.digest, now: context.now });
  await keepInStep(db, id);
}

/** Of a customer that was merged since, the record that it is part of. */
async function holdRecord(db: Writes, knownId: string, { now }: RowContext): Promise<Stored> {
  const current = await findCurrent(db, knownId);
  if (current) await holdCustomer(db, current.id, now);
  const stored = current && (await findRecord(db, current.id));
  if (!stored) throw notFound();
  return stored;
}

async function replaceReach(db: Writes, stored: Stored, fitted: FittedRow, context: RowContext): Promise<void> {
  const wanted = reachOf(fitted.told, fitted.address, fitted.placeId);
  const kinds = new Set(wanted.map(({ kind }) => kind));
  const keyOf = (point: { kind: string; value: string; postcode: string | null; placeId: string | null }): string =>
    JSON.stringify([point.kind, point.value, point.postcode, point.placeId]);
  const wantedKeys = new Set(wanted.map(keyOf));
  const kept = new Set<string>();
  for (const point of stored.contactPoints) {
    if (!kinds.has(point.kind) || wantedKeys.has(keyOf(point))) kept.add(keyOf(point));
    else await endContactPoint(db, point.id, context.now);
  }
  const preferred = new Set<string>();
  for (const point of wanted) {
    const isFirst = preferred.size < preferred.add(point.kind).size;
    if (kept.has(keyOf(point))) continue;
    const owner = { id: context.newId(), authorityId: context.authorityId, customerId: stored.id };
    await insertContactPoint(db, { ...owner, ...point, label: null, preferred: isFirst }, context.now);
  }
}

async function replaceIdentifiers(db: Writes, stored: Stored, fitted: FittedRow, context: RowContext): Promise<void> {
  const wanted = fitted.told.identifiers;
  const isWanted = (known: Stored['identifiers'][number]): boolean =>
    wanted.some((one) => one.register === known.register && one.type === known.type && one.value === known.value);
  for (const known of stored.identifiers) {
    const isStated = wanted.some(({ register, type }) => register === known.register && type === known.type);
    if (isStated && !isWanted(known)) await removeIdentifier(db, known.id);
  }
  for (const one of wanted) {
    const isKnown = stored.identifiers.some(
      (known) => one.register === known.register && one.type === known.type && one.value === known.value,
    );
    const owner = { authorityId: context.authorityId, customerId: stored.id };
    if (!isKnown) await insertIdentifier(db, { id: context.newId(), ...owner, ...one });
  }
}

/** A row that gives another place means a move: today is the first day there that anybody knows of. */
async function replaceHome(db: Writes, stored: Stored, fitted: FittedRow, context: RowContext): Promise<void> {
  const { placeId, told } = fitted;
  if (fitted.address === null || placeId === stored.placeId) return;
  const today = localDateAt(context.now);
  for (const { id, placeId: at, toOn } of stored.occupancies)
    if (toOn === null && at === stored.placeId) await endOccupancy(db, id, today);
  if (placeId === null) return;
  const owner = { id: context.newId(), authorityId: context.authorityId, customerId: stored.id };
  await insertOccupancy(db, { ...owner, placeId, role: occupancyRoleOf(told), fromOn: today });
}
