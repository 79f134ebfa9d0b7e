import { z } from 'zod';
import { findTeam } from '../../directory/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { caseToChange, refuseClash, saveCase } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { noteLength } from '../log/log-input.js';
import { recordEvent } from '../record-event.js';

/**
 * Hands a case to another team, which owns it from now on; the authority stays its controller and the clock runs on.
 * @throws stale_version; bad_input on `teamId`
 */
export const handOverCase = defineCommand({
  name: 'cases.hand-over-case',
  permission: 'cases.assign',
  input: z.strictObject({
    caseId: uuidField,
    teamId: uuidField,
    /** What the receiving team needs to know. */
    note: longText(noteLength, 'what they need to know'),
    expectedVersion: versionField,
    baseTeamId: uuidField.optional(),
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { caseId, teamId, note, expectedVersion, baseTeamId }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'teamId', { expectedVersion, base: baseTeamId });
    refuseCardNumber('note', note);
    const team = await findTeam(context.db, teamId);
    if (!team || teamId === current.teamId)
      throw badInput({ faults: [{ field: 'teamId', message: 'Choose another team' }] });
    const version = await saveCase(context, current, { teamId, assigneeId: null });
    const data = { teamId, teamName: team.name, from: current.teamId };
    await recordEvent(context, current, { kind: 'assigned', body: note, data });
    const { authorityId, reference } = current;
    const details = { fromTeamId: current.teamId, toTeamId: teamId };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    await context.emit({
      authorityId,
      topic: 'case.handed-over',
      subjectId: caseId,
      payload: { reference, ...details },
    });
    return { id: caseId, version };
  },
});
