import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { findAccount, setDisabledAt } from '../accounts-repository.js';

/** Opens a disabled account again, with the password and the second factor that it had. */
export const enableAccount = defineCommand({
  name: 'identity.enable-account',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField }),
  run: async ({ db, actor, now, audit }, { personId }) => {
    if (!(await findAccount(db, personId))) throw notFound();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    await setDisabledAt(db, personId, null);
    await audit({ authorityId, subject: { kind: 'person', id: personId } });
  },
});
