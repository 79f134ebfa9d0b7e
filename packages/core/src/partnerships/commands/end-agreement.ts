import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { keepChange, openForChange } from '../change-agreement.js';
import { endActivations } from '../terms-repository.js';

/** Ends an agreement for good, or drops a draft: either side may. All that it gave is gone with the next request. */
export const endAgreement = defineCommand({
  name: 'partnerships.end-agreement',
  permission: 'partnerships.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, reason: longText(500, 'why') }),
  run: async (context, { reason, ...which }) => {
    const { agreement, mySides } = await openForChange(context, which);
    await endActivations(context.db, agreement.id, context.now);
    return await keepChange(context, agreement, {
      event: { kind: 'ended', side: mySides[0], note: reason },
      changes: { state: 'ended', suspended_for: null },
    });
  },
});
