import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notAllowed, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { addDays, isLocalDate } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { findAbsence, listAway, removeAbsence, saveAbsence } from '../absences-repository.js';
import { listColleagues } from '../repository.js';

/** Longest absence: a year's leave. */
const mostDays = 366;

const dayField = z.string().refine(isLocalDate, 'Enter the date as year, month and day, like 2026-11-24');

/**
 * Says when the actor is away and who stands in: a colleague of one of their teams, who is there on the first day. It
 * ends by itself after the last day.
 * @throws bad_input on `fromOn`, `toOn` and `deputyId`; stale_version
 */
export const setAbsence = defineCommand({
  name: 'directory.set-absence',
  permission: 'directory.read',
  input: z.strictObject({
    fromOn: dayField,
    /** The last day. */
    toOn: dayField,
    deputyId: uuidField,
    /** 0: there is none yet. */
    expectedVersion: z.coerce.number().int().min(0).default(0),
  }),
  output: z.object({ version: z.number() }),
  run: async (context, { fromOn, toOn, deputyId, expectedVersion }) => {
    const { personId, authorityId } = oneself(context);
    const today = localDateAt(context.now);
    if (toOn < fromOn) throw fault('toOn', 'Enter a last day that is not before the first');
    if (toOn < today) throw fault('toOn', 'Enter a last day that is not over yet');
    if (toOn > addDays(fromOn, mostDays)) throw fault('toOn', 'Enter a last day within a year of the first');
    const colleagues = await listColleagues(context.db, personId);
    if (!colleagues.some(({ id }) => id === deputyId))
      throw fault('deputyId', 'Choose a colleague of one of your teams');
    const firstDay = fromOn < today ? today : fromOn;
    if ((await listAway(context.db, [deputyId], firstDay)).has(deputyId))
      throw fault('deputyId', 'Choose somebody else: this colleague is away then too');
    const saved = { version: expectedVersion, today, now: context.now };
    if (!(await saveAbsence(context.db, { personId, deputyId, fromOn, toOn }, saved))) throw staleVersion();
    const details = { deputyId, fromOn, toOn };
    await context.audit({ authorityId, subject: { kind: 'person', id: personId }, details });
    return { version: (await findAbsence(context.db, personId, today))?.version ?? expectedVersion + 1 };
  },
});

/** Says that the actor is back, or goes nowhere after all. @throws stale_version */
export const endAbsence = defineCommand({
  name: 'directory.end-absence',
  permission: 'directory.read',
  input: z.strictObject({ expectedVersion: z.coerce.number().int().min(1) }),
  output: z.object({}),
  run: async (context, { expectedVersion }) => {
    const { personId, authorityId } = oneself(context);
    if (!(await removeAbsence(context.db, personId, expectedVersion))) throw staleVersion();
    await context.audit({ authorityId, subject: { kind: 'person', id: personId } });
    return {};
  },
});

function oneself({ actor, db }: CommandContext): { personId: string; authorityId: AuthorityId } {
  const [authorityId] = db.scope.authorityIds === 'all' ? [] : db.scope.authorityIds;
  if (actor.kind !== 'staff' || authorityId === undefined) throw notAllowed();
  return { personId: actor.staffId, authorityId };
}

function fault(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
