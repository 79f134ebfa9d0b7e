import { z } from 'zod';
import { findCustomer } from '../../customers/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { everyAuthority } from '../../kernel/scope.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange, refuseClash, saveCase } from '../case-to-change.js';
import { forgetLinkedReference } from '../events-repository.js';
import { recordEvent } from '../record-event.js';
import { listLinks } from '../links/relations-repository.js';
import { takeBackTasks } from '../tasks/tasks-repository.js';
import { findCase } from '../repository.js';
import { definitionOf } from '../definitions.js';
import { keptAsOf, restrictionReasons, type Case, type RestrictionReason } from '../types.js';

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
    return { id: caseId, version: await restrictTo(context, current, reason) };
  },
});

async function restrictTo(
  context: CommandContext,
  current: Case,
  restriction: RestrictionReason | 'customer',
): Promise<number> {
  const version = await saveCase(context, current, { restriction, keptAs: 'restricted-case' });
  for (const link of await listLinks(context.db, current))
    await forgetLinkedReference(context.db.within(everyAuthority), link.caseId, current.reference);
  const tasksTakenBack = await takeBackTasks(context, current.id);
  await recordEvent(context, current, { kind: 'restricted', data: { restriction } });
  await tell(context, current, 'case.restricted', { restriction, tasksTakenBack });
  return version;
}

/**
 * Restricts a case for as long as its customer's record is, and no longer. A case that is restricted for a reason of its
 * own stays as it is.
 * @throws not_found when the case is as it should be
 */
export const followCustomer = defineCommand({
  name: 'cases.follow-customer',
  permission: 'cases.restrict',
  input: z.strictObject({ caseId: uuidField }),
  output,
  run: async (context, { caseId }) => {
    const current = await findCase(context.db, caseId);
    const customer = current?.customerId ? await findCustomer(context.db, current.customerId) : undefined;
    if (!current || !customer) throw notFound();
    if (current.restriction === null && customer.restriction !== null)
      return { id: caseId, version: await restrictTo(context, current, 'customer') };
    if (current.restriction === 'customer' && customer.restriction === null)
      return { id: caseId, version: await lift(context, current) };
    throw notFound();
  },
});

async function lift(context: CommandContext, current: Case, reason?: string): Promise<number> {
  const keptAs = keptAsOf(await definitionOf(context.db, current.serviceVersionId), null);
  const version = await saveCase(context, current, { restriction: null, keptAs });
  await recordEvent(context, current, { kind: 'restricted', ...(reason === undefined ? {} : { body: reason }) });
  await tell(context, current, 'case.restriction-lifted', {}, reason === undefined ? undefined : { reason });
  return version;
}

/**
 * Shows a case that was restricted by hand to everybody again; the reason stays in its timeline. Cases of a restricted
 * service or customer stay restricted.
 * @throws not_found; stale_version; restricted_by_service; restricted_by_customer; not_restricted; bad_input on `reason`
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
    if (current.restriction === 'customer') throw caseErrors.restrictedByCustomer();
    return { id: caseId, version: await lift(context, current, reason) };
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
