import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange, refuseClash, saveCase } from '../case-to-change.js';
import { forgetLinkedReference } from '../events-repository.js';
import { recordEvent } from '../record-event.js';
import { listLinks } from '../links/relations-repository.js';
import { takeBackTasks } from '../tasks/tasks-repository.js';
import { restrictionReasons, type Case } from '../types.js';

const output = z.object({ id: z.string(), version: z.number() });

/**
 * Keeps a case from everybody but its team, from this moment on and everywhere. Other cases' timelines lose its
 * reference, and what other teams had to do on it is its own team's: they don't see it any more.
 * @throws not_found; stale_version; already_restricted
 */
export const restrictCase = defineCommand({
  name: 'cases.restrict-case',
  permission: 'cases.restrict',
  input: z.strictObject({ caseId: uuidField, reason: z.enum(restrictionReasons), expectedVersion: versionField }),
  output,
  run: async (context, { caseId, reason, expectedVersion }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'restriction', { expectedVersion });
    if (current.restricted) throw caseErrors.restrictedAlready();
    const version = await saveCase(context, current, { restriction: reason });
    for (const link of await listLinks(context.db, caseId))
      await forgetLinkedReference(context.db, link.caseId, current.reference);
    const tasksTakenBack = await takeBackTasks(context, caseId);
    await recordEvent(context, current, { kind: 'restricted', data: { restriction: reason } });
    await tell(context, current, 'case.restricted', { restriction: reason, tasksTakenBack });
    return { id: caseId, version };
  },
});

/**
 * Shows a case that was restricted by hand to everybody again; the reason stays in its timeline. Cases of a restricted
 * service stay restricted.
 * @throws not_found; stale_version; restricted_by_service; not_restricted; bad_input on `reason`
 */
export const liftRestriction = defineCommand({
  name: 'cases.lift-restriction',
  permission: 'cases.restrict',
  input: z.strictObject({
    caseId: uuidField,
    reason: longText(500, 'why it need not be restricted any more'),
    expectedVersion: versionField,
  }),
  output,
  run: async (context, { caseId, reason, expectedVersion }) => {
    const current = await caseToChange(context, caseId);
    refuseClash(current, 'restriction', { expectedVersion });
    if (!current.restricted) throw caseErrors.notRestricted();
    if (current.restriction === 'service') throw caseErrors.restrictedByService();
    const version = await saveCase(context, current, { restriction: null });
    await recordEvent(context, current, { kind: 'restricted', body: reason });
    await tell(context, current, 'case.restriction-lifted', {}, { reason });
    return { id: caseId, version };
  },
});

async function tell(
  context: CommandContext,
  { id, authorityId, reference }: Case,
  topic: string,
  details: object,
  personal?: Record<string, unknown>,
): Promise<void> {
  const subject = { kind: 'case', id };
  await context.audit({ authorityId, subject, details: { ...details }, ...(personal ? { personal } : {}) });
  await context.emit({ authorityId, topic, subjectId: id, payload: { reference, ...details } });
}
