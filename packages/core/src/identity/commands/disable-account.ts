import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineError, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { keepAnAdministratorEverywhere, mustAdministerAccount } from '../../access/index.js';
import { findAccount, setDisabledAt } from '../accounts-repository.js';
import { removePasswordLinksOf } from '../links-repository.js';
import { removeSessionsOf } from '../sessions-repository.js';

export const ownAccountRefused = defineError(
  'own_account',
  409,
  'This is your own account. Ask another administrator to do this.',
);

/** Closes an account: its sessions end at once and its tokens stop working. Roles stay as they are. */
export const disableAccount = defineCommand({
  name: 'identity.disable-account',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField }),
  run: async ({ db, actor, now, audit }, { personId }) => {
    const account = await findAccount(db, personId);
    if (!account) throw notFound();
    if (actor.kind === 'staff' && actor.staffId === personId) throw ownAccountRefused();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    await keepAnAdministratorEverywhere(db, personId, now);
    await setDisabledAt(db, personId, account.disabledAt ?? now);
    await removePasswordLinksOf(db, personId);
    await removeSessionsOf(db, personId);
    await audit({ authorityId, subject: { kind: 'person', id: personId } });
  },
});
