import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { dateField } from '../../kernel/date-field.js';
import { badInput, defineError } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { keepStep, openForStep, personOf } from '../change-statement.js';

const openWords = 'Wait until every dispute is agreed or withdrawn';
export const disputesOpen = defineError('disputes_open', 409, openWords);
const which = z.strictObject({ id: uuidField, expectedVersion: versionField });

/** Agrees an issued statement for the council that is charged, once nothing of it is disputed any more. */
export const agreeStatement = defineCommand({
  name: 'recharges.agree-statement',
  permission: 'recharges.manage',
  input: which,
  run: async (context, asked) => {
    const statement = await openForStep(context, asked, { side: 'receiver', states: ['issued'] });
    if (statement.disputedPence > 0) throw disputesOpen({ faults: [{ field: 'step', message: openWords }] });
    const changes = { state: 'agreed', agreed_at: context.now, agreed_by: personOf(context) } as const;
    return await keepStep(context, statement, { became: 'agreed', changes });
  },
});

/** Notes for the provider that an agreed statement was paid. */
export const settleStatement = defineCommand({
  name: 'recharges.settle-statement',
  permission: 'recharges.manage',
  input: which.extend({
    settledOn: dateField('day on which it was paid'),
    payment: line(80, 'the reference of the payment'),
  }),
  run: async (context, { settledOn, payment, ...asked }) => {
    const { now } = context;
    const statement = await openForStep(context, asked, { side: 'provider', states: ['agreed'] });
    if (settledOn > localDateAt(now))
      throw badInput({ faults: [{ field: 'settledOn', message: 'Enter a day that is not to come' }] });
    const settled = { settled_at: now, settled_by: personOf(context), settled_on: settledOn, payment };
    return await keepStep(context, statement, { became: 'settled', changes: { state: 'settled', ...settled } });
  },
});
