import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { renewAccess } from '../access-of-agreement.js';
import { auditedFor } from '../change-agreement.js';
import { findAgreement, holdAgreement } from '../repository.js';

/** Gives what an agreement gives next: the hours that follow, after a calendar that changed or a day that came. */
export const renewAgreementAccess = defineCommand({
  name: 'partnerships.renew-access',
  permission: 'partnerships.manage',
  input: z.strictObject({ agreementId: uuidField }),
  run: async (context, { agreementId }) => {
    const { db, now, audit } = context;
    if (!(await findAgreement(db, agreementId, now))) throw notFound();
    await holdAgreement(db, agreementId);
    const agreement = await findAgreement(db, agreementId, now);
    if (!agreement) throw notFound();
    const window = await renewAccess(context, agreementId);
    const details = { fromAt: window?.from ?? null, toAt: window?.to ?? null };
    const subject = { kind: 'agreement', id: agreementId };
    await audit({ ...auditedFor(context, agreement), subject, details });
    return details;
  },
});
