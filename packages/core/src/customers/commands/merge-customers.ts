import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, staleVersion } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { chooseFields, fieldChoices, type FieldChanges } from '../merge/merge-fields.js';
import { settlePreferences } from '../merge/merge-preferences.js';
import { insertMerge } from '../merge/merge-repository.js';
import { moveRows } from '../merge/merged-rows-repository.js';
import { noteChange } from '../record/note-change.js';
import type { Customer } from '../types.js';
import { writeFields } from '../write-repository.js';

const whose = z.enum(['survivor', 'merged']).optional();
const joined = z.enum(fieldChoices).optional();

export const MergeChoices = z.strictObject({
  title: whose,
  firstName: whose,
  middleNames: whose,
  lastName: whose,
  organisationName: whose,
  otherNames: joined,
  bornOn: whose,
  diedOn: whose,
  language: whose,
  preferredChannel: whose,
  needs: joined,
});

export const PreferredField = z.strictObject({
  telephone: whose,
  email: whose,
  postal: whose,
});

/**
 * Makes one customer part of another: the survivor keeps what was chosen of both, takes over every row of the other's,
 * and is found by the other's names, numbers and ids. Whose each row was is remembered, so that `un-merge-customers`
 * gives it back.
 * @throws stale_version with `which`; customer_merged; bad_input; not_found
 */
export const mergeCustomers = defineCommand({
  name: 'customers.merge-customers',
  permission: 'customers.merge',
  input: z.strictObject({
    survivorId: uuidField,
    survivorVersion: versionField,
    mergedId: uuidField,
    mergedVersion: versionField,
    /** Whose value each field has afterwards. Without a choice: lists are joined, else the survivor's unless it has none. */
    choices: MergeChoices.default({}),
    /** Whose preferred number and addresses are preferred afterwards. Without a choice: the survivor's. */
    preferred: PreferredField.default({}),
    reason: longText(500, 'how you know that this is one customer'),
  }),
  run: async (context, input) => {
    const { survivor, merged } = await holdBoth(context, input);
    refuseColleagues(survivor, merged);
    const id = context.newId();
    const { authorityId } = survivor;
    const fields = chooseFields(survivor, merged, input.choices);
    const mergedBy = context.actor.kind === 'staff' ? context.actor.staffId : null;
    const { reason, survivorId, survivorVersion, mergedId } = input;
    const about = { id, authorityId, survivorId, survivorVersion, mergedId, reason };
    await insertMerge(context.db, { ...about, fields, mergedAt: context.now, mergedBy });
    await settlePreferences(context.db, id, { survivor, merged }, input.preferred);
    const rows = { authorityId, from: merged.id, to: survivor.id, mergeIds: [id] };
    const moved = await moveRows(context.db, rows);
    await writeFields(context.db, survivor, afterOf(fields));
    await tell(context, merged, { mergeId: id, into: survivor.id });
    const version = await tell(context, survivor, { mergeId: id, from: merged.id, moved }, { fields, ...input });
    const payload = { id: survivor.id, mergedId: merged.id, mergeId: id };
    await context.emit({ authorityId, topic: 'customer.merged', subjectId: survivor.id, payload });
    return { id, survivorId: survivor.id, version, moved };
  },
});

interface Both {
  readonly survivor: Customer;
  readonly merged: Customer;
}

/** Both records as they were seen, taken in the order of their ids so that two such commands never wait for each other. */
async function holdBoth(
  context: CommandContext,
  input: { survivorId: string; mergedId: string; survivorVersion: number; mergedVersion: number },
): Promise<Both> {
  const { survivorId, mergedId } = input;
  if (survivorId === mergedId)
    throw badInput({ faults: [{ field: 'mergedId', message: 'Choose another customer: this is the same record' }] });
  const held = new Map<string, Customer>();
  for (const id of [survivorId, mergedId].sort()) held.set(id, await holdOpen(context, id));
  const [survivor, merged] = [held.get(survivorId), held.get(mergedId)] as [Customer, Customer];
  if (survivor.authorityId !== merged.authorityId) throw refused('Choose a customer of the same authority');
  if (survivor.kind !== merged.kind) throw refused('Choose two people, or two organisations');
  const stale = [
    ...(survivor.version === input.survivorVersion ? [] : ['survivor']),
    ...(merged.version === input.mergedVersion ? [] : ['merged']),
  ];
  if (stale.length > 0)
    throw staleVersion({ facts: { which: stale, survivorVersion: survivor.version, mergedVersion: merged.version } });
  return { survivor, merged };
}

function refused(message: string): Error {
  return badInput({ faults: [{ field: 'mergedId', message }] });
}

function afterOf(fields: FieldChanges): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([field, { after }]) => [field, after]));
}

async function tell(
  context: CommandContext,
  customer: Customer,
  details: Readonly<Record<string, unknown>>,
  about: { readonly fields?: FieldChanges; readonly reason?: string } = {},
): Promise<number> {
  const { fields = {}, reason } = about;
  const named = { ...details, fields: Object.keys(fields) };
  return await noteChange(context, customer, { details: named, personal: { fields, ...(reason ? { reason } : {}) } });
}

/** A colleague's record follows the directory, and what it asked of a service desk is nothing of a resident's. */
function refuseColleagues(survivor: Customer, merged: Customer): void {
  if (survivor.colleagueId !== null || merged.colleagueId !== null)
    throw refused('A colleague’s record at the service desk is merged with no other: it follows the directory');
}
