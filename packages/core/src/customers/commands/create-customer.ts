import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { narrowScope, scopeFor } from '../../kernel/scope.js';
import { likelyDuplicate } from '../customer-errors.js';
import { dateField } from '../../kernel/date-field.js';
import {
  AddressField,
  customerFields,
  emailField,
  IdentifierField,
  languageField,
  OtherNameField,
  refuseFuture,
  telephoneField,
} from '../input-fields.js';
import { listLikelySame, type DescribedCustomer } from '../duplicates/likely-duplicates.js';
import { postalPoint } from '../record/postal-point.js';
import { customerKinds, occupancyRoles, preferredChannels } from '../types.js';
import {
  insertContactPoint,
  insertCustomer,
  insertIdentifier,
  insertOccupancy,
  keepInStep,
} from '../write-repository.js';

export const NewCustomer = z.strictObject({
  authorityId: z.coerce.number().int().positive(),
  kind: z.enum(customerKinds).default('person'),
  title: line(40).optional(),
  firstName: line(100).optional(),
  middleNames: line(100).optional(),
  lastName: line(100).optional(),
  organisationName: line(160).optional(),
  otherNames: z.array(OtherNameField).max(10).default([]),
  bornOn: dateField('date of birth').optional(),
  language: languageField.default('en'),
  preferredChannel: z.enum(preferredChannels).optional(),
  needs: customerFields.needs.default([]),
  /** The first is the preferred one, as it is of mail addresses. */
  telephones: z.array(telephoneField).max(10).default([]),
  emails: z.array(emailField).max(10).default([]),
  address: AddressField.optional(),
  /** What they are at the address, when it is a place. */
  occupancyRole: z.enum(occupancyRoles).optional(),
  identifiers: z.array(IdentifierField).max(20).default([]),
  /** The person at the desk has seen the likely duplicates: this is somebody new. */
  confirmedNew: z.boolean().default(false),
});
export type NewCustomer = z.output<typeof NewCustomer>;

const permission = 'customers.create';

/**
 * Puts a customer on record.
 * @throws likely_duplicate with the candidates, unless `confirmedNew`; bad_input
 */
export const createCustomer = defineCommand({
  name: 'customers.create-customer',
  permission,
  input: NewCustomer,
  run: async (context, input): Promise<{ id: string; version: number }> => {
    requireName(input);
    refuseFuture(input.bornOn, context.now, 'bornOn', 'date of birth');
    const { authorityId } = input;
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    // Nobody is recognised by what isn't shared.
    const shown = narrowScope(scopeFor(context.actor, permission), authorityId);
    if (!input.confirmedNew) await refuseDuplicate({ db: db.within(shown), actor: context.actor }, input);
    const id = context.newId();
    await insertCustomer(db, rowOf(id, input), context.now);
    await insertReach({ ...context, db }, id, input);
    const version = await keepInStep(db, id);
    const details = { kind: input.kind, confirmedNew: input.confirmedNew };
    await context.audit({ authorityId, subject: { kind: 'customer', id }, details });
    await context.emit({ authorityId, topic: 'customer.created', subjectId: id, payload: { id } });
    return { id, version };
  },
});

function requireName({ kind, lastName, organisationName }: NewCustomer): void {
  const field = kind === 'person' ? 'lastName' : 'organisationName';
  if (kind === 'person' ? lastName : organisationName) return;
  const label = kind === 'person' ? 'last name' : 'name of the organisation';
  throw badInput({ faults: [{ field, message: `Enter the ${label}` }] });
}

async function refuseDuplicate(at: Pick<CommandContext, 'db' | 'actor'>, input: NewCustomer): Promise<void> {
  const { authorityId, kind, firstName, middleNames, lastName, organisationName, bornOn } = input;
  const { telephones, emails, address, identifiers } = input;
  const names = { authorityId, kind, firstName, middleNames, lastName, organisationName, bornOn };
  const described: DescribedCustomer = { ...names, telephones, emails, address, identifiers };
  const likely = (await listLikelySame(at, described)).filter(({ verdict }) => verdict === 'likely');
  if (likely.length === 0) return;
  const candidates = likely.map(({ hit, verdict, score, evidence }) => ({ id: hit.id, verdict, score, evidence }));
  throw likelyDuplicate({ facts: { candidates } });
}

function rowOf(id: string, input: NewCustomer) {
  return {
    id,
    authorityId: input.authorityId,
    kind: input.kind,
    title: input.title ?? null,
    firstName: input.firstName ?? null,
    middleNames: input.middleNames ?? null,
    lastName: input.lastName ?? null,
    organisationName: input.organisationName ?? null,
    otherNames: input.otherNames,
    bornOn: input.bornOn ?? null,
    language: input.language,
    preferredChannel: input.preferredChannel ?? null,
    needs: input.needs,
  };
}

/** Contact points, identifiers and, at a place, the occupancy. */
async function insertReach(context: CommandContext, customerId: string, input: NewCustomer): Promise<void> {
  const { db, now, newId } = context;
  const { authorityId } = input;
  const owner = { authorityId, customerId };
  for (const kind of ['telephone', 'email'] as const) {
    const values = [...new Set(kind === 'telephone' ? input.telephones : input.emails)];
    for (const [index, value] of values.entries()) {
      const point = { id: newId(), ...owner, kind, value, postcode: null, placeId: null, label: null };
      await insertContactPoint(db, { ...point, preferred: index === 0 }, now);
    }
  }
  for (const identifier of distinct(input.identifiers))
    await insertIdentifier(db, { id: newId(), ...owner, ...identifier });
  if (!input.address) return;
  const point = await postalPoint(db, input.address);
  await insertContactPoint(db, { id: newId(), ...owner, ...point, label: null, preferred: true }, now);
  if (point.placeId === null) return;
  const role = input.occupancyRole ?? (input.kind === 'organisation' ? 'trader' : 'occupier');
  await insertOccupancy(db, { id: newId(), ...owner, placeId: point.placeId, role, fromOn: null });
}

function distinct(identifiers: NewCustomer['identifiers']): NewCustomer['identifiers'] {
  return [...new Map(identifiers.map((one) => [`${one.register} ${one.type} ${one.value}`, one])).values()];
}
