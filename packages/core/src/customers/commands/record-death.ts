import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { dateField } from '../../kernel/date-field.js';
import { refuseFuture } from '../input-fields.js';
import { noteChange } from '../record/note-change.js';
import { markDied } from '../write-repository.js';

/**
 * Records that a customer has died, so that nobody writes to them, or that this was recorded by mistake (`null`).
 * @throws stale_version; bad_input; not_found
 */
export const recordDeath = defineCommand({
  name: 'customers.record-death',
  permission: 'customers.edit',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    diedOn: dateField('date of death').nullable(),
  }),
  run: async (context, { id, expectedVersion, diedOn }) => {
    const customer = await holdOpen(context, id);
    const { version: stored, authorityId, bornOn, kind } = customer;
    if (stored !== expectedVersion) throw staleVersion({ facts: { version: stored, fields: ['diedOn'] } });
    refuseFuture(diedOn, context.now, 'diedOn', 'date of death');
    if (kind === 'organisation')
      throw badInput({ faults: [{ field: 'id', message: 'Choose a person: this is an organisation' }] });
    if (diedOn !== null && bornOn !== null && diedOn < bornOn)
      throw badInput({ faults: [{ field: 'diedOn', message: 'The date of death must be after the date of birth' }] });
    await markDied(context.db, id, diedOn);
    const version = await noteChange(context, customer, { personal: { diedOn } });
    if (diedOn !== null)
      await context.emit({ authorityId, topic: 'customer.died', subjectId: id, payload: { id, diedOn } });
    return { id, version };
  },
});
