import { z } from 'zod';
import { listHolders } from '../../access/index.js';
import { findCurrent, refuseUnlessOpen } from '../../customers/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { permissionNamed } from '../../kernel/permissions.js';
import { everyAuthority, isInScope, type AuthorityId } from '../../kernel/scope.js';
import { findPlace } from '../../places/index.js';
import { dateField } from '../../kernel/date-field.js';
import { permissions } from '../permissions.js';
import { insertAlert } from '../repository.js';
import { dateFaults, expiryAfter } from '../rules.js';
import { alertKinds } from '../types.js';

export const NewAlert = z.strictObject({
  /** A customer, or a place with the authority whose staff are to be warned. */
  customerId: uuidField.optional(),
  placeId: uuidField.optional(),
  authorityId: z.coerce.number().int().positive().optional(),
  kind: z.enum(alertKinds, 'Choose what it warns of'),
  /** What to do: "Call back; don't visit alone". Everybody who deals with them reads it. */
  advice: longText(500, 'what to do'),
  /** What happened, with dates; only those who may know read it. */
  reason: longText(2000, 'what happened, and when'),
  reviewOn: dateField('review date'),
  /** The last day on which it shows. */
  until: dateField('last day'),
});

/**
 * Proposes an alert on a customer or a property. It shows nowhere until somebody else has approved it.
 * @throws bad_input; customer_restricted, reason_needed
 */
export const proposeAlert = defineCommand({
  name: 'alerts.propose-alert',
  permission: 'alerts.propose',
  input: NewAlert,
  run: async (context, input) => {
    const { kind, advice, reason, reviewOn, until } = input;
    const about = await subjectOf(context, input);
    const faults = dateFaults(reviewOn, until, context.now);
    if (faults.length > 0) throw badInput({ faults });
    const id = context.newId();
    const proposedBy = context.actor.kind === 'staff' ? context.actor.staffId : null;
    const dates = { proposedAt: context.now, reviewOn, expiresAt: expiryAfter(until) };
    await insertAlert(context.db, { id, ...about, kind, advice, reason, proposedBy, ...dates });
    const { authorityId } = about;
    const personal = { kind, advice, reason };
    await context.audit({ authorityId, subject: { kind: 'alert', id }, details: { ...about, reviewOn }, personal });
    await context.emit({
      authorityId,
      topic: 'alert.proposed',
      subjectId: id,
      payload: await toDecide(context, id, about),
    });
    return { id, version: 1 };
  },
});

const deciding = permissionNamed(permissions, 'alerts.decide');

/** Whoever may decide on it is told; the proposer, who may not, is left out by being named. */
async function toDecide(context: CommandContext, id: string, { authorityId }: Subject) {
  const { actor, db, now } = context;
  const tell = await listHolders(db.within(everyAuthority), deciding, authorityId, localDateAt(now));
  return { id, tell, by: actor.kind === 'staff' ? { id: actor.staffId, name: actor.name } : null };
}

interface Subject {
  readonly authorityId: AuthorityId;
  readonly customerId: string | null;
  readonly placeId: string | null;
}

async function subjectOf(context: CommandContext, input: z.output<typeof NewAlert>): Promise<Subject> {
  const { customerId, placeId, authorityId } = input;
  if ((customerId === undefined) === (placeId === undefined))
    throw badInput({ faults: [{ field: 'customerId', message: 'Name a customer or a place, one of the two' }] });
  if (customerId !== undefined) {
    const customer = await findCurrent(context.db, customerId);
    if (!customer)
      throw badInput({ faults: [{ field: 'customerId', message: 'Choose a customer of your authority' }] });
    await refuseUnlessOpen(context, customer);
    return { authorityId: customer.authorityId, customerId: customer.id, placeId: null };
  }
  if (authorityId === undefined || !isInScope(context.db.scope, authorityId))
    throw badInput({ faults: [{ field: 'authorityId', message: 'Choose the authority whose staff are warned' }] });
  if (placeId === undefined || !(await findPlace(context.db, placeId)))
    throw badInput({ faults: [{ field: 'placeId', message: 'Choose a property of the gazetteer' }] });
  return { authorityId, customerId: null, placeId };
}
