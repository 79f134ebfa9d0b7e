import { defineError } from '../kernel/errors.js';
import type { Reads } from '../kernel/db/database.js';
import { mergeSteps } from './mergings-repository.js';
import { splitSteps } from './splittings-repository.js';
import { listSteps, type KnownStep } from './unfinished-repository.js';

const unfinished = defineError(
  'reorganisation_unfinished',
  409,
  'A merge or a split of councils began and has not finished, so their records are half at one and half at the other. Run the same "moothall authority" command again until it says that it is done; then start.',
);

/**
 * Nobody works with records that are half at one council and half at another.
 * @throws reorganisation_unfinished naming the councils
 */
export async function refuseUnfinished(db: Reads): Promise<void> {
  const begins: readonly string[] = [mergeSteps.begun, splitSteps.begun];
  const steps = await listSteps(db, [...begins, mergeSteps.finished, splitSteps.finished]);
  const keyOf = ({ reorganisation, of }: KnownStep): string => `${reorganisation} ${of}`;
  const finished = new Set(steps.filter(({ action }) => !begins.includes(action)).map(keyOf));
  const open = steps.filter((step) => begins.includes(step.action) && !finished.has(keyOf(step)));
  if (open.length === 0) return;
  throw unfinished({ faults: open.map(({ name, on }) => ({ field: name, message: `has not finished, from ${on}` })) });
}
