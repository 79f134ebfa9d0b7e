import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { defineError, notAllowed } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { keepChange, openForChange } from '../change-agreement.js';
import { insertSignature, markAgreed } from '../terms-repository.js';
import { sides } from '../types.js';

export const nothingToSign = defineError(
  'nothing_to_sign',
  409,
  'There are no terms that wait for this signature. Reload the page to see who signed.',
);
export const signedForTheOther = defineError(
  'signed_for_the_other',
  409,
  'You signed these terms for the other council. Somebody else signs for this one.',
);

/**
 * Signs the proposed terms for one side, as an administrator of that council. Nobody signs for both, whatever roles
 * they hold. With the second signature the terms are agreed and hold from their first day on.
 */
export const signTerms = defineCommand({
  name: 'partnerships.sign-terms',
  permission: 'partnerships.sign',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    side: z.enum(sides, 'Choose for which council you sign'),
  }),
  run: async (context, { id, expectedVersion, side }) => {
    const { db, now, actor } = context;
    const { agreement, mySides } = await openForChange(context, { id, expectedVersion });
    const { proposed, receiverId } = agreement;
    if (!mySides.includes(side) || actor.kind !== 'staff')
      throw notAllowed({}, 'An administrator of that council signs for it.');
    if (!proposed || proposed.signatures.some((one) => one.side === side)) throw nothingToSign();
    if (proposed.signatures.some(({ personId }) => personId === actor.staffId)) throw signedForTheOther();
    const signed = { fromOn: proposed.fromOn, toOn: proposed.toOn, terms: proposed.terms };
    const about = { id: context.newId(), agreementId: id, termsId: proposed.id, receiverId };
    const signature = { side, personId: actor.staffId, signedAt: now, digest: digest(signed) };
    await insertSignature(db, about, signature);
    const isAgreed = proposed.signatures.length > 0;
    if (isAgreed) await markAgreed(db, proposed.id, now);
    const isFirst = isAgreed && agreement.state === 'draft';
    return await keepChange(context, agreement, {
      event: { kind: isAgreed ? 'agreed' : 'signed', side, termsNumber: proposed.number },
      ...(isFirst ? { changes: { state: 'signed' } } : {}),
      details: { digest: signature.digest },
    });
  },
});
