import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, versionField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { isInScope } from '../../kernel/scope.js';
import { forgetAuthorities, getPartnership } from '../known-authorities.js';
import { findSettings, saveSettings } from '../repository.js';
import { byClass, keptClasses, keptWords, mostYears, type KeptClass, type OwnRetention } from './kept-classes.js';
import { scheduleOf, type KeptRule } from './schedule.js';

export const retentionPermission = 'authorities.set-retention';
const basisLength = 200;

function ruleFor(kind: KeptClass) {
  const of = keptWords[kind].name.toLowerCase();
  const error = `Enter the years for ${of} as a whole number from 1 to ${mostYears}`;
  return z.strictObject({
    years: z.coerce.number({ error }).int(error).min(1, error).max(mostYears, error),
    basis: line(basisLength, `the basis for ${of}`),
    /** That somebody looked at what the partnership changed since, and ours stays. */
    seen: z.boolean().optional(),
  });
}

/** A schedule as it is given: a class that is left out follows the partnership. */
export const GivenRetention = z.strictObject(byClass((kind) => ruleFor(kind).optional()));

/** An authority's schedule with its version, to change it. @throws not_found */
export const getRetention = defineQuery({
  name: 'authorities.get-retention',
  permission: retentionPermission,
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async ({ db, kernel }, { authorityId }) => {
    const found = isInScope(db.scope, authorityId) ? await findSettings(db, authorityId) : undefined;
    if (!found) throw notFound();
    const schedule = scheduleOf({ id: authorityId, ...found }, await getPartnership(kernel));
    return { authorityId, version: found.version, items: keptClasses.map((kind): KeptRule => schedule[kind]) };
  },
});

/**
 * Sets for how long an authority keeps each class of records; nothing is removed by it.
 * @throws not_found; stale_version; bad_input naming `rules.<class>.years` or `rules.<class>.basis`
 */
export const setRetention = defineCommand({
  name: 'authorities.set-retention',
  permission: retentionPermission,
  input: z.strictObject({ authorityId: z.number().int(), expectedVersion: versionField, rules: GivenRetention }),
  run: async (context, { authorityId, expectedVersion, rules }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const before = await findSettings(context.db, authorityId);
    if (!before) throw notFound();
    const partnership = await getPartnership(context.kernel);
    const standing = scheduleOf({ id: authorityId, settings: before.settings }, partnership);
    const isShared = authorityId === partnership.id;
    const retention = byClass((kind) => {
      const rule = rules[kind];
      return rule && chosenRule(rule, before.settings.retention[kind], isShared ? undefined : standing[kind].shared);
    });
    const settings = { ...before.settings, retention };
    if (before.version !== expectedVersion || !(await saveSettings(context.db, authorityId, settings, before.version)))
      throw staleVersion({ facts: { version: before.version } });
    await context.audit({
      authorityId,
      subject: { kind: 'authority', id: String(authorityId) },
      details: { before: before.settings.retention, retention },
    });
    forgetAuthorities(context.kernel.db);
    return { authorityId, version: before.version + 1 };
  },
});

type OwnRule = NonNullable<OwnRetention[KeptClass]>;

/** Ours remembers what the partnership had; saved as it was, it keeps that, unless somebody looked at the change. */
function chosenRule(
  { years, basis, seen }: { years: number; basis: string; seen?: boolean | undefined },
  before: OwnRule | undefined,
  shared: OwnRule['basedOn'],
): OwnRule {
  const isAsItWas = before?.years === years && before.basis === basis;
  const basedOn = isAsItWas && seen !== true ? before.basedOn : shared;
  return { years, basis, ...(basedOn && { basedOn }) };
}
