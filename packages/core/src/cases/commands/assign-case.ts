import { z } from 'zod';
import { listMembers } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notAllowed } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { may } from '../../kernel/scope.js';
import { caseToChange, refuseClash, saveCase } from '../case-to-change.js';
import { doneBy, recordEvent } from '../record-event.js';
import type { Case } from '../types.js';

/**
 * Gives a case to a person of its team, or back to the team (null). Taking it oneself and giving it back need no more
 * than `cases.work`; giving it to others needs `cases.assign`.
 * @throws stale_version; bad_input on `assigneeId`; not_allowed
 */
export const assignCase = defineCommand({
  name: 'cases.assign-case',
  permission: 'cases.work',
  input: z.strictObject({
    caseId: uuidField,
    assigneeId: uuidField.nullable(),
    expectedVersion: versionField,
    baseAssigneeId: uuidField.nullish(),
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { caseId, assigneeId, expectedVersion, baseAssigneeId }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'assigneeId', { expectedVersion, base: baseAssigneeId });
    refuseUnlessOwn(context, current, assigneeId);
    const assigneeName = assigneeId === null ? null : await memberName(context, current, assigneeId);
    const version = await saveCase(context, current, { assigneeId });
    await recordAssignment(context, current, { assigneeId, assigneeName });
    return { id: caseId, version };
  },
});

function refuseUnlessOwn({ actor }: CommandContext, current: Case, assigneeId: string | null): void {
  if (may(actor, 'cases.assign', current.authorityId)) return;
  const self = actor.kind === 'staff' ? actor.staffId : null;
  const isFree = current.assigneeId === null || current.assigneeId === self;
  if (!isFree || (assigneeId !== null && assigneeId !== self))
    throw notAllowed({ facts: { permission: 'cases.assign' } });
}

async function memberName({ db }: CommandContext, { teamId }: Case, personId: string): Promise<string> {
  const member = (await listMembers(db, teamId)).find((each) => each.personId === personId);
  if (member) return member.name;
  throw badInput({ faults: [{ field: 'assigneeId', message: 'Choose somebody in the case’s team' }] });
}

/** Writes down who has the case now. */
export async function recordAssignment(
  context: CommandContext,
  { id, authorityId, reference }: Pick<Case, 'id' | 'authorityId' | 'reference'>,
  { assigneeId, assigneeName }: { assigneeId: string | null; assigneeName: string | null },
): Promise<void> {
  await recordEvent(context, { id, authorityId }, { kind: 'assigned', data: { assigneeId, assigneeName } });
  await context.audit({ authorityId, subject: { kind: 'case', id }, details: { assigneeId } });
  const payload = { reference, assigneeId, tell: assigneeId === null ? [] : [assigneeId], by: doneBy(context) };
  await context.emit({ authorityId, topic: 'case.assigned', subjectId: id, payload });
}
