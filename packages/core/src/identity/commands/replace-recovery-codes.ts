import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { findHomeAuthority } from '../../access/index.js';
import { replaceRecoveryCodes as storeRecoveryCodes } from '../accounts-repository.js';
import { ownId } from '../own-id.js';
import { ownAccount } from '../permissions.js';

/** Puts ten new recovery codes in place of the actor's own. Takes only their hashes. */
export const replaceRecoveryCodes = defineCommand({
  name: 'identity.replace-recovery-codes',
  permission: ownAccount,
  input: z.strictObject({ recoveryCodeHashes: z.array(z.string().length(64)).length(10) }),
  run: async ({ db, actor, now, audit }, { recoveryCodeHashes }) => {
    const personId = ownId(actor);
    await storeRecoveryCodes(db, personId, recoveryCodeHashes);
    const authorityId = await findHomeAuthority(db, personId, now);
    await audit({ authorityId, subject: { kind: 'person', id: personId } });
  },
});
