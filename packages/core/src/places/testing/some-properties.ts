import { addressLine, type AddressParts } from '@moothall/adapter-sdk';
import { systemActor } from '../../kernel/actor.js';
import { AppError } from '../../kernel/errors.js';
import { everyAuthority } from '../../kernel/scope.js';
import { dunmere, type TestWorld } from '../../testing/harness.js';
import { addPlace } from '../commands/add-place.js';
import type { GazetteerChange } from '../import/gazetteer-change.js';
import { localDate } from '../../kernel/local-date.js';
import { areaAuthorities } from '../area-authorities.js';
import { saveChanges } from '../save-changes.js';

/** A property as a supply would bring it: 4 Quarry Lane, Dunmere, unless said otherwise. */
export function aProperty(
  uprn: string,
  parts: AddressParts = {},
  more: Partial<GazetteerChange> = {},
): GazetteerChange {
  const address = { number: '4', street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL', ...parts };
  return {
    change: 'insert',
    uprn,
    ...address,
    line: addressLine(address),
    source: 'addressbase-core',
    asOf: localDate('2026-01-05'),
    ...more,
  };
}

/** Puts these properties into the gazetteer, in Dunmere's area (and its county's). */
export async function someProperties(world: TestWorld, changes: readonly GazetteerChange[]): Promise<void> {
  const { kernel } = world;
  const areas = await areaAuthorities(kernel);
  const stamp = { now: kernel.clock.now(), runId: null };
  const saving = { areas, fallback: areas.withCounty(dunmere), stamp, newId: world.newId };
  await kernel.db.write(everyAuthority, (db) => saveChanges(db, changes, saving));
}

/** Adds a place, of Dunmere's unless said otherwise, and answers its id. */
export async function aPlace(
  world: TestWorld,
  given: AddressParts & { uprn?: string; ward?: string; authorityId?: number } = {},
): Promise<string> {
  const address = { number: '4', street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL', ...given };
  return (await world.run(systemActor('test'), addPlace, { authorityId: dunmere, ...address })).id;
}

/** The code with which it is refused and the fields that are named, or `done`. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, ...error.faults.map(({ field }) => field)].join(' ');
  }
}
