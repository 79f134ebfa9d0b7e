import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { customerFields, refuseFuture } from '../input-fields.js';
import { mergeChanges } from '../merge/merge-changes.js';
import { noteChange } from '../record/note-change.js';
import type { Customer } from '../types.js';
import { updateStated, type StatedFields } from '../write-repository.js';

const Fields = z.strictObject(customerFields).partial();

export const CustomerEdit = z.strictObject({
  id: uuidField,
  /** The version that the editor began from. */
  expectedVersion: versionField,
  changes: Fields,
  /** What the changed fields were in that version. With it, changes that don't clash are merged; else any newer version is a clash. */
  base: Fields.default({}),
});

/**
 * Changes what is stated of a customer. Fields that nobody else touched since `expectedVersion` are saved; when one
 * clashes, nothing is.
 * @throws stale_version with facts `version` and `fields` (the clashing ones); bad_input; not_found
 */
export const editCustomer = defineCommand({
  name: 'customers.edit-customer',
  permission: 'customers.edit',
  input: CustomerEdit,
  run: async (context, { id, expectedVersion, changes: wanted, base }) => {
    const customer = await holdOpen(context, id);
    const before = statedOf(customer);
    const isCurrent = customer.version === expectedVersion;
    const { changes, clashes } = mergeChanges<StatedFields>(before, isCurrent ? before : base, wanted);
    if (clashes.length > 0) throw staleVersion({ facts: { version: customer.version, fields: clashes } });
    const after = { ...before, ...changes };
    refuseFaults(context, customer, after);
    await updateStated(context.db, id, after);
    const fields = Object.keys(changes) as (keyof StatedFields)[];
    const personal = { before: pick(before, fields), after: pick(after, fields) };
    const version = await noteChange(context, customer, { details: { fields }, personal });
    return { id, version, changed: fields };
  },
});

function statedOf(customer: Customer): StatedFields {
  const { title, firstName, middleNames, lastName, organisationName, otherNames } = customer;
  const { bornOn, language, preferredChannel, needs } = customer;
  const names = { title, firstName, middleNames, lastName, organisationName, otherNames };
  return { ...names, bornOn, language, preferredChannel, needs };
}

function refuseFaults(context: CommandContext, { kind, diedOn }: Customer, after: StatedFields): void {
  refuseFuture(after.bornOn, context.now, 'changes.bornOn', 'date of birth');
  const faults: FieldFault[] = [];
  if (kind === 'person' && !after.lastName) faults.push({ field: 'changes.lastName', message: 'Enter the last name' });
  if (kind === 'organisation' && !after.organisationName)
    faults.push({ field: 'changes.organisationName', message: 'Enter the name of the organisation' });
  if (after.bornOn && diedOn && after.bornOn > diedOn)
    faults.push({ field: 'changes.bornOn', message: 'The date of birth must be before the date of death' });
  if (faults.length > 0) throw badInput({ faults });
}

function pick(from: StatedFields, fields: readonly (keyof StatedFields)[]): Partial<StatedFields> {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}
