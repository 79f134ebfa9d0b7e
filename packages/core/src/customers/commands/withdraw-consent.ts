import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { findConsent, markWithdrawn } from '../record/consents-repository.js';
import { holdOpen } from '../restricted/hold-open.js';
import { noteChange } from '../record/note-change.js';

/** The customer takes a consent back (UK GDPR article 7(3): as easily as it was given). Doing so twice changes nothing. */
export const withdrawConsent = defineCommand({
  name: 'customers.withdraw-consent',
  permission: 'customers.edit',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const found = await findConsent(context.db, id);
    if (!found) throw notFound();
    const customer = await holdOpen(context, found.customerId);
    const consent = await findConsent(context.db, id);
    const to = context.actor.kind === 'staff' ? context.actor.staffId : null;
    if (consent?.withdrawnAt === null) await markWithdrawn(context.db, id, { at: context.now, to });
    return { id, version: await noteChange(context, customer, { details: { consentId: id } }) };
  },
});
