import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { chosenIdField, longText, uuidField } from '../../kernel/input.js';
import { everyAuthority, scopeFor, type AuthorityId } from '../../kernel/scope.js';
import { findCustomer } from '../repository.js';
import { holdOpen, refuseMerged } from '../restricted/hold-open.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { Customer } from '../types.js';
import { holdCustomer } from '../write-repository.js';
import { agreementsToLinkBy, linkedBy, listHolding } from './customer-link.js';
import { insertLinks } from './links-repository.js';

/**
 * Says that a customer is another council's customer too, by an agreement in force between the two councils that lets
 * one see the other's customers. The records stay two. Both councils' audit names both.
 * @throws bad_input on `otherId` for a record that the actor may not see, of the same council or linked already, and on
 * `agreementId`; not_found; customer_merged; customer_restricted and reason_needed for either record
 */
export const linkAcross = defineCommand({
  name: 'customers.link-across',
  permission: 'customers.edit',
  input: z.strictObject({
    customerId: uuidField,
    otherId: chosenIdField('Choose which record is theirs'),
    agreementId: chosenIdField('Choose the agreement by which the records are linked'),
    lawfulBasis: longText(500, 'the lawful basis, in words'),
  }),
  run: async (context, { customerId, otherId, agreementId, lawfulBasis }) => {
    const { db, now, actor } = context;
    const customer = await holdOpen(context, customerId);
    const other = await findOther(context, customer, otherId);
    await refuseAgreement(context, customer.authorityId, other.authorityId, agreementId);
    await holdCustomer(db.within(everyAuthority), other.id, now);
    if ((await listHolding(db, customer, now)).some((link) => link.other.id === other.id))
      throw faultOn('otherId', 'These two records are linked already');
    const id = context.newId();
    const { authorityId } = customer;
    const madeBy = actor.kind === 'staff' ? actor.staffId : null;
    await insertLinks(db, [{ id, authorityId, customerId, otherId, agreementId, lawfulBasis, fromAt: now, madeBy }]);
    await context.audit({
      ...{ authorityId, otherSideId: other.authorityId, subject: { kind: 'customer-link', id } },
      ...{ details: { customerId, otherId, agreementId }, personal: { lawfulBasis } },
    });
    const payload = { id: customerId, otherId, linkId: id, agreementId };
    await context.emit({ authorityId, topic: 'customer.linked', subjectId: customerId, payload });
    return { id };
  },
});

/** Another council's customer whom the actor may see. */
async function findOther(context: CommandContext, { authorityId }: Customer, otherId: string): Promise<Customer> {
  const { actor, now } = context;
  const db = context.db.within(scopeFor(actor, linkedBy));
  const other = await findCustomer(db, otherId);
  if (!other || other.authorityId === authorityId)
    throw faultOn('otherId', 'Choose a customer of another council, whose customers you may see');
  await refuseMerged({ db }, other);
  await refuseUnlessOpen({ db, actor, now }, other);
  return other;
}

async function refuseAgreement(
  { db, now }: CommandContext,
  authorityId: AuthorityId,
  otherAuthorityId: AuthorityId,
  agreementId: string,
): Promise<void> {
  const offered = await agreementsToLinkBy(db, authorityId, now);
  const between = offered.filter(({ otherId }) => otherId === otherAuthorityId);
  if (between.length === 0)
    throw faultOn('agreementId', 'No agreement in force between the two councils lets one see the other’s customers');
  if (!between.some(({ id }) => id === agreementId))
    throw faultOn('agreementId', 'Choose an agreement between the two councils that is in force and shares customers');
}

function faultOn(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
