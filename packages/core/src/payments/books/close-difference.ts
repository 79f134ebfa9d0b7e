import { z } from 'zod';
import { refuseCardNumber } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { findDifference, closeDifferenceRow } from './differences-repository.js';

/**
 * Explains a difference between the two books, which closes it; explained again, the later words stand.
 * @throws not_found; stale_version; bad_input on `reason` for a card number
 */
export const closeDifference = defineCommand({
  name: 'payments.close-difference',
  permission: 'payments.reconcile',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, reason: line(300, 'how it is explained') }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { id, expectedVersion, reason }) => {
    const { actor, db, now } = context;
    refuseCardNumber('reason', reason);
    const difference = await findDifference(db, id);
    if (!difference) throw notFound();
    const { authorityId, dayId, version } = difference;
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    const byId = actor.kind === 'staff' ? actor.staffId : null;
    if (!(await closeDifferenceRow(db, difference, { at: now, byId, reason }))) throw staleVersion();
    const subject = { kind: 'payment-difference', id };
    await context.audit({ authorityId, subject, details: { dayId }, personal: { reason } });
    return { id, version: version + 1 };
  },
});
