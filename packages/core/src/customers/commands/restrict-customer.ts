import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { refuseMerged } from '../restricted/hold-open.js';
import { noteChange } from '../record/note-change.js';
import { restrictions } from '../types.js';
import { holdCustomer, setRestriction } from '../write-repository.js';

/** Restricts a record to those who may open such, or lifts that (`null`). */
export const restrictCustomer = defineCommand({
  name: 'customers.restrict-customer',
  permission: 'customers.restrict',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    restriction: z.enum(restrictions).nullable(),
    reason: longText(500, 'why'),
  }),
  run: async (context, { id, expectedVersion, restriction, reason }) => {
    const customer = await holdCustomer(context.db, id, context.now);
    await refuseMerged(context, customer);
    const { version } = customer;
    if (version !== expectedVersion) throw staleVersion({ facts: { version, fields: ['restriction'] } });
    await setRestriction(context.db, id, restriction);
    return { id, version: await noteChange(context, customer, { personal: { restriction, reason } }) };
  },
});
