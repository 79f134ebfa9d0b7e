import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { findAccount, replaceRecoveryCodes, setSecondFactor } from '../accounts-repository.js';
import { removeSessionsOf } from '../sessions-repository.js';
import { ownAccountRefused } from './disable-account.js';

/** Takes away somebody's lost second factor: their sessions end, and where one is required they set up another. */
export const resetSecondFactor = defineCommand({
  name: 'identity.reset-second-factor',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField }),
  run: async ({ db, actor, now, audit }, { personId }) => {
    if (!(await findAccount(db, personId))) throw notFound();
    if (actor.kind === 'staff' && actor.staffId === personId) throw ownAccountRefused();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    await setSecondFactor(db, personId, undefined);
    await replaceRecoveryCodes(db, personId, []);
    await removeSessionsOf(db, personId);
    await audit({ authorityId, subject: { kind: 'person', id: personId } });
  },
});
