import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineError, notAllowed } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { authorityOf } from '../agreement-rules.js';
import { keepChange, openForChange } from '../change-agreement.js';

export const notSigned = defineError(
  'agreement_not_signed',
  409,
  'Only an agreement that both sides signed can do that.',
);
export const notSuspended = defineError('agreement_not_suspended', 409, 'This agreement is not suspended.');

/** Suspends an agreement, for either side, at once: all that it gave is gone with the next request. */
export const suspendAgreement = defineCommand({
  name: 'partnerships.suspend-agreement',
  permission: 'partnerships.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, reason: longText(500, 'why') }),
  run: async (context, { reason, ...which }) => {
    const { agreement, mySides } = await openForChange(context, which);
    if (agreement.state !== 'signed') throw notSigned();
    const [side = 'receiver'] = mySides;
    return await keepChange(context, agreement, {
      event: { kind: 'suspended', side, note: reason },
      changes: { state: 'suspended', suspended_for: authorityOf(agreement, side) },
    });
  },
});

/** Lets a suspended agreement hold again. The side that suspended it does so. */
export const resumeAgreement = defineCommand({
  name: 'partnerships.resume-agreement',
  permission: 'partnerships.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, which) => {
    const { agreement, mySides } = await openForChange(context, which);
    const { state, suspendedFor } = agreement;
    if (state !== 'suspended' || suspendedFor === null) throw notSuspended();
    if (!isInScope(context.db.scope, suspendedFor))
      throw notAllowed({}, 'The council that suspended this agreement resumes it.');
    const side = mySides.find((each) => authorityOf(agreement, each) === suspendedFor);
    return await keepChange(context, agreement, {
      event: { kind: 'resumed', side },
      changes: { state: 'signed', suspended_for: null },
    });
  },
});
