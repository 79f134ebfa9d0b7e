import { z } from 'zod';
import { listHolders } from '../../access/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { permissionNamed } from '../../kernel/permissions.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { permissions } from '../permissions.js';
import { findCustomer } from '../repository.js';
import { restrictedOpenForMs } from '../restricted/restricted-access.js';
import { insertOpening } from '../restricted/restricted-repository.js';

/** Keeps why somebody opens a restricted record; it then stays open to them for half an hour. */
export const openRestricted = defineCommand({
  name: 'customers.open-restricted',
  permission: 'customers.read-restricted',
  input: z.strictObject({ id: uuidField, reason: longText(500, 'why you need this record') }),
  run: async (context, { id: customerId, reason }) => {
    const customer = await findCustomer(context.db, customerId);
    if (!customer) throw notFound();
    if (context.actor.kind !== 'staff')
      throw badInput({ faults: [{ field: 'id', message: 'Sign in as a person: a restricted record opens to one' }] });
    const { authorityId } = customer;
    const opening = { id: context.newId(), authorityId, customerId, personId: context.actor.staffId, reason };
    const openUntilAt = context.now + restrictedOpenForMs;
    await insertOpening(context.db, { ...opening, openedAt: context.now, openUntilAt });
    const details = { openingId: opening.id, openUntilAt };
    await context.audit({ authorityId, subject: { kind: 'customer', id: customerId }, details, personal: { reason } });
    await tellOfficers(context, opening);
    return { id: customerId, openUntilAt };
  },
});

const reviewing = permissionNamed(permissions, 'customers.review-openings');

/** The data protection officers hear of it at once, without the customer's name. */
async function tellOfficers(
  context: CommandContext,
  { id, authorityId }: { readonly id: string; readonly authorityId: AuthorityId },
): Promise<void> {
  const { actor, db, now } = context;
  const tell = await listHolders(db.within(everyAuthority), reviewing, authorityId, localDateAt(now));
  const by = actor.kind === 'staff' ? { id: actor.staffId, name: actor.name } : null;
  await context.emit({ authorityId, topic: 'customer.restricted-opened', subjectId: id, payload: { tell, by } });
}
