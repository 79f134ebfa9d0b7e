import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange } from '../case-to-change.js';
import { isTimeToEscalate } from '../clock/escalation-time.js';
import { insertEscalation, isEscalated, type EscalationStep } from '../clock/escalations-repository.js';
import { recordEvent } from '../record-event.js';
import { leadersOf } from '../tasks/task-team.js';
import type { Case } from '../types.js';

const steps = ['warning', 'breach'] as const;

/**
 * Tells those who can still do something that a promise nears its end, or is broken: once for each promise. The warning
 * comes when the service's amber share of the time is used, and goes to whoever has the case, else to the team's leaders;
 * a broken promise goes to both.
 * @throws not_due_yet; already_escalated
 */
export const escalateCase = defineCommand({
  name: 'cases.escalate-case',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField, step: z.enum(steps) }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, step }) => {
    const found = await caseToChange(context, caseId);
    const { authorityId, reference, dueAt } = found;
    if (dueAt === null || !(await isTimeToEscalate(context, found, step))) throw caseErrors.notDueYet();
    if (await isEscalated(context.db, caseId, step, dueAt)) throw caseErrors.escalated();
    await insertEscalation(context, found, step, dueAt);
    await recordEvent(context, found, { kind: 'escalated', data: { step } });
    const tell = await peopleToTell(context, found, step);
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details: { step, dueAt, tell } });
    const topic = step === 'warning' ? 'case.sla-warning' : 'case.sla-breached';
    await context.emit({ authorityId, topic, subjectId: caseId, payload: { reference, dueAt, tell } });
    return { id: caseId };
  },
});

async function peopleToTell(
  { db }: CommandContext,
  { teamId, assigneeId }: Case,
  step: EscalationStep,
): Promise<string[]> {
  const assignee = assigneeId === null ? [] : [assigneeId];
  if (step === 'warning' && assignee.length > 0) return assignee;
  const leaders = await leadersOf({ db }, teamId);
  return [...new Set([...assignee, ...leaders])];
}
