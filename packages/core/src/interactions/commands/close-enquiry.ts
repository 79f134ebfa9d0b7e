import { z } from 'zod';
import { findTeam } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, staleVersion } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { scopeFor } from '../../kernel/scope.js';
import { STOP_OUTCOMES } from '../../services/index.js';
import { countUse } from '../../knowledge/index.js';
import { readSubject } from '../enquiry-subject.js';
import { holdOwnEnquiry } from '../open-interaction.js';
import { replaceEnquiry } from '../enquiries-repository.js';
import { isResolvedAtFirstContact } from '../rules.js';
import { outcomes, type Enquiry } from '../types.js';

const CloseInput = z.strictObject({
  enquiryId: uuidField,
  outcome: z.enum(outcomes),
  articleId: uuidField.optional(),
  serviceId: uuidField.optional(),
  /** Logged: the new case. Resolved: the case whose progress was told. */
  caseId: uuidField.optional(),
  /** Resolved: the form's stop that was the answer, in place of a case. */
  stop: z.enum(STOP_OUTCOMES).optional(),
  passedToTeamId: uuidField.optional(),
  /** For the team that it is passed to. */
  note: longText(4000).optional(),
});
type CloseInput = z.output<typeof CloseInput>;

/**
 * Gives an enquiry its outcome, once; so it needs no version. The article that it was answered from is credited, and
 * `resolved` declares first-contact resolution.
 */
export const closeEnquiry = defineCommand({
  name: 'interactions.close-enquiry',
  permission: 'interactions.handle',
  input: CloseInput,
  run: async (context, input) => {
    await refuseIncomplete(context, input);
    const { id, interactionId, version } = await endEnquiry(context, input);
    return { id, interactionId, version };
  },
});

/** Gives the enquiry its outcome; whoever calls it has checked what the outcome needs. */
export async function endEnquiry(context: CommandContext, input: CloseInput): Promise<Enquiry> {
  const { enquiry } = await holdOwnEnquiry(context, input.enquiryId);
  const subject = await readSubject(context, input);
  const closed: Enquiry = {
    ...enquiry,
    ...subject,
    outcome: input.outcome,
    stop: input.stop ?? null,
    caseId: input.caseId ?? null,
    passedToTeamId: input.passedToTeamId ?? null,
    note: input.note ?? null,
    closedAt: context.now,
  };
  if (!(await replaceEnquiry(context.db, enquiry, closed))) throw staleVersion();
  await creditArticle(context, closed);
  await tell(context, closed);
  return { ...closed, version: enquiry.version + 1 };
}

async function refuseIncomplete(context: CommandContext, { outcome, stop, caseId, passedToTeamId }: CloseInput) {
  const fault = (field: string, message: string) => badInput({ faults: [{ field, message }] });
  if (outcome === 'logged' && !caseId) throw fault('caseId', 'Name the case that was logged');
  if (stop !== undefined && outcome !== 'resolved')
    throw fault('stop', 'Leave the stop out: it is the answer of an enquiry that is resolved');
  if (outcome !== 'passed') return;
  const teams = context.db.within(scopeFor(context.actor, 'directory.read'));
  if (!passedToTeamId || !(await findTeam(teams, passedToTeamId)))
    throw fault('passedToTeamId', 'Choose the team to pass it to');
}

async function creditArticle(context: CommandContext, { authorityId, articleId, outcome }: Enquiry): Promise<void> {
  if (articleId === null || outcome === 'abandoned') return;
  await countUse(context.db, authorityId, articleId, outcome === 'resolved' ? 'resolved' : 'other');
}

async function tell(context: CommandContext, enquiry: Enquiry): Promise<void> {
  const { id, authorityId, interactionId, outcome, stop, serviceId, articleId, caseId, passedToTeamId } = enquiry;
  const details = { interactionId, outcome, stop, serviceId, articleId, caseId, passedToTeamId };
  await context.audit({ authorityId, subject: { kind: 'enquiry', id }, details });
  const payload = { ...details, firstContactResolution: isResolvedAtFirstContact(enquiry) };
  await context.emit({ authorityId, topic: 'enquiry.closed', subjectId: id, payload });
}
