import { z } from 'zod';
import { findTeam } from '../../directory/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import {
  insertHandoverTime,
  listHandoverTimes,
  removeHandoverTime,
  updateHandoverTime,
} from './handover-times-repository.js';

/** A month of working days. */
const longestMinutes = 20 * 8 * 60;

/**
 * Sets how much working time a council, or one of its teams, has to accept what is passed to it; null takes a setting
 * away. Offers that are open keep their time.
 * @throws not_found; stale_version; bad_input on `teamId` or `workingMinutes`
 */
export const setHandoverTime = defineCommand({
  name: 'cases.set-handover-time',
  permission: 'cases.set-handover-times',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    teamId: uuidField.optional(),
    workingMinutes: z
      .number({ error: 'Enter the time in whole minutes' })
      .int()
      .min(15, 'Enter a time of at least 15 minutes')
      .max(longestMinutes, 'Enter a time of at most 20 working days')
      .nullable(),
    /** 0: none is set yet. */
    expectedVersion: z.coerce.number().int().min(0),
  }),
  run: async (context, { authorityId, teamId = null, workingMinutes, expectedVersion }) => {
    const { db } = context;
    if (!isInScope(db.scope, authorityId)) throw notFound();
    if (teamId !== null && (await findTeam(db, teamId))?.authorityId !== authorityId)
      throw badInput({ faults: [{ field: 'teamId', message: 'Choose a team of the council' }] });
    const before = (await listHandoverTimes(db, authorityId)).find((time) => time.teamId === teamId);
    const version = before?.version ?? 0;
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    const id = before?.id ?? context.newId();
    if (!(await save())) throw staleVersion();
    const details = { teamId, workingMinutes, before: before?.workingMinutes ?? null };
    await context.audit({ authorityId, subject: { kind: 'handover-time', id }, details });
    return { id, version: workingMinutes === null ? 0 : version + 1 };

    async function save(): Promise<boolean> {
      if (workingMinutes === null) return !before || (await removeHandoverTime(db, before));
      if (before) return await updateHandoverTime(db, before, workingMinutes);
      return await insertHandoverTime(db, { id, authorityId, teamId, workingMinutes });
    }
  },
});
