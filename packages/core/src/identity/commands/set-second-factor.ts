import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { findHomeAuthority } from '../../access/index.js';
import { replaceRecoveryCodes, setSecondFactor as storeSecondFactor } from '../accounts-repository.js';
import { ownId } from '../own-id.js';
import { ownAccount } from '../permissions.js';

/** Puts the actor's own second factor in place of any before, with new recovery codes. Takes only sealed and hashed. */
export const setSecondFactor = defineCommand({
  name: 'identity.set-second-factor',
  permission: ownAccount,
  input: z.strictObject({
    sealedSecret: z.string().max(500),
    /** The 30-second step of the code that proved it: spent. */
    step: z.number().int().min(1),
    recoveryCodeHashes: z.array(z.string().length(64)).length(10),
  }),
  run: async ({ db, actor, now, audit }, { sealedSecret, step, recoveryCodeHashes }) => {
    const personId = ownId(actor);
    await storeSecondFactor(db, personId, { sealedSecret, confirmedAt: now, lastStep: step });
    await replaceRecoveryCodes(db, personId, recoveryCodeHashes);
    const authorityId = await findHomeAuthority(db, personId, now);
    await audit({ authorityId, subject: { kind: 'person', id: personId } });
  },
});
