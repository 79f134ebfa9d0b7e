import type { CommandContext } from '../kernel/command.js';
import { defineError, notFound, staleVersion } from '../kernel/errors.js';
import type { AuthorityId } from '../kernel/scope.js';
import { authorityOf, sidesIn } from './agreement-rules.js';
import { renewAccess } from './access-of-agreement.js';
import { changeAgreement, findAgreement, insertEvent, type AgreementChanges, type NewEvent } from './repository.js';
import type { Agreement, Side } from './types.js';

export const agreementEnded = defineError('agreement_ended', 409, 'This agreement has ended. Draft a new one.');

/**
 * The agreement as whoever changes it saw it, and the sides on which they may do so.
 * @throws not_found; stale_version; agreement_ended
 */
export async function openForChange(
  { db, now }: Pick<CommandContext, 'db' | 'now'>,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<{ readonly agreement: Agreement; readonly mySides: readonly Side[] }> {
  const agreement = await findAgreement(db, id, now);
  if (!agreement) throw notFound();
  if (agreement.version !== expectedVersion) throw staleVersion({ facts: { version: agreement.version } });
  if (agreement.state === 'ended') throw agreementEnded();
  return { agreement, mySides: sidesIn(db.scope, agreement) };
}

/** What a change is called, says and alters. */
export interface Change {
  readonly event: Omit<NewEvent, 'personId'>;
  readonly changes?: AgreementChanges;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Makes the next version, writes it down for both sides, and gives or takes what the agreement now gives: at once.
 * @throws stale_version when somebody was quicker
 */
export async function keepChange(
  context: CommandContext,
  agreement: Agreement,
  { event, changes, details }: Change,
): Promise<{ readonly id: string; readonly version: number }> {
  const { db } = context;
  if (!(await changeAgreement(db, agreement, changes))) throw staleVersion();
  await writeDown(context, agreement, { event, ...(details ? { details } : {}) });
  await renewAccess(context, agreement.id);
  return { id: agreement.id, version: agreement.version + 1 };
}

/** Into the agreement's history and the audit of both sides; `agreement.<event>` goes out. */
export async function writeDown(
  context: CommandContext,
  agreement: Pick<Agreement, 'id' | 'receiverId' | 'providerId'>,
  { event, details = {} }: Pick<Change, 'event' | 'details'>,
): Promise<void> {
  const personId = context.actor.kind === 'staff' ? context.actor.staffId : undefined;
  await insertEvent(context.db, context.newId(), agreement, { ...event, personId }, context.now);
  const { side, termsNumber } = event;
  const { id: subjectId, receiverId, providerId } = agreement;
  const { authorityId, otherSideId } = auditedFor(context, agreement);
  const topic = `agreement.${event.kind}`;
  await context.emit({ authorityId, topic, subjectId, payload: { receiverId, providerId } });
  await context.audit({
    ...{ authorityId, otherSideId },
    subject: { kind: 'agreement', id: subjectId },
    details: { ...details, ...(side ? { side } : {}), ...(termsNumber ? { terms: termsNumber } : {}) },
  });
}

/** Whoever acts is on one side; both have it in their audit. */
export function auditedFor(
  { db }: Pick<CommandContext, 'db'>,
  agreement: Pick<Agreement, 'receiverId' | 'providerId'>,
): { authorityId: AuthorityId; otherSideId: AuthorityId } {
  const [mine = 'receiver'] = sidesIn(db.scope, agreement);
  const other = mine === 'receiver' ? 'provider' : 'receiver';
  return { authorityId: authorityOf(agreement, mine), otherSideId: authorityOf(agreement, other) };
}
