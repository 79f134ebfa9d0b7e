import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { line, uuidField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { AddressField, emailField, telephoneField } from '../input-fields.js';
import { noteChange } from '../record/note-change.js';
import { postalPoint } from '../record/postal-point.js';
import { listContactPoints } from '../repository.js';
import { insertContactPoint, markVerified, preferContactPoint } from '../write-repository.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { ContactPoint } from '../types.js';

const about = {
  /** "Work", "daughter's". */
  label: line(60).optional(),
  /** Use this one before the others of its kind. */
  preferred: z.boolean().default(false),
  /** The customer has just confirmed it. */
  verified: z.boolean().default(false),
};
const Telephone = z.strictObject({ kind: z.literal('telephone'), value: telephoneField, ...about });
const Email = z.strictObject({ kind: z.literal('email'), value: emailField, ...about });
const Postal = z.strictObject({ kind: z.literal('postal'), address: AddressField, ...about });
const whose = { customerId: uuidField };

/** A way to reach a customer who is named elsewhere. */
export const ContactPointBody = z.discriminatedUnion('kind', [Telephone, Email, Postal]);
export const NewContactPoint = z.discriminatedUnion('kind', [
  Telephone.extend(whose),
  Email.extend(whose),
  Postal.extend(whose),
]);
type NewContactPoint = z.output<typeof NewContactPoint>;

/** Adds a number or address by which a customer is reached. One that is on record already is kept, not doubled. */
export const addContactPoint = defineCommand({
  name: 'customers.add-contact-point',
  permission: 'customers.edit',
  input: NewContactPoint,
  run: async (context, input) => {
    const customer = await holdOpen(context, input.customerId);
    const point = await pointOf(context, input);
    const known = (await listContactPoints(context.db, [customer.id])).find((one) => isSame(one, point));
    const id = known?.id ?? context.newId();
    const { label = null, preferred } = input;
    const owner = { id, authorityId: customer.authorityId, customerId: customer.id };
    if (!known) await insertContactPoint(context.db, { ...owner, ...point, label, preferred }, context.now);
    else if (preferred) await preferContactPoint(context.db, known);
    if (input.verified) await markVerified(context.db, id, localDateAt(context.now));
    const details = { contactPointId: id, kind: input.kind };
    const version = await noteChange(context, customer, { details, personal: { value: point.value } });
    return { id, version };
  },
});

type Reach = Pick<ContactPoint, 'kind' | 'value' | 'postcode' | 'placeId'>;

async function pointOf(context: CommandContext, input: NewContactPoint): Promise<Reach> {
  if (input.kind === 'postal') return await postalPoint(context.db, input.address);
  return { kind: input.kind, value: input.value, postcode: null, placeId: null };
}

function isSame(known: ContactPoint, point: Reach): boolean {
  return known.kind === point.kind && known.value === point.value && known.postcode === point.postcode;
}
