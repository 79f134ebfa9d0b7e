import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { findCase } from '../repository.js';
import { recordEvent } from '../record-event.js';

/** Keeps the reason why a person opens a restricted case, before it shows: in the audit trail and on the case. */
export const openRestrictedCase = defineCommand({
  name: 'cases.open-restricted-case',
  permission: 'cases.read-restricted',
  input: z.strictObject({ caseId: uuidField, reason: longText(500) }),
  output: z.object({ id: z.string(), reference: z.string() }),
  run: async (context, { caseId, reason }) => {
    const found = await findCase(context.db, caseId);
    if (!found) throw notFound();
    const { id, authorityId, reference } = found;
    await recordEvent(context, found, { kind: 'viewed', body: reason });
    await context.audit({ authorityId, subject: { kind: 'case', id }, details: {}, personal: { reason } });
    return { id, reference };
  },
});
