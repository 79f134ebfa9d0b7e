import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { findAccount, setPasswordHash } from '../accounts-repository.js';
import { passwordHashField } from '../passwords.js';
import { removePasswordLinksOf } from '../links-repository.js';
import { removeSessionsOf } from '../sessions-repository.js';

/** Puts a password in place of somebody's own (an operator's command does this) and ends their sessions. */
export const setPassword = defineCommand({
  name: 'identity.set-password',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField, passwordHash: passwordHashField }),
  run: async ({ db, actor, now, audit }, { personId, passwordHash }) => {
    if (!(await findAccount(db, personId))) throw notFound();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    await setPasswordHash(db, personId, passwordHash, now);
    await removePasswordLinksOf(db, personId);
    await removeSessionsOf(db, personId);
    await audit({ authorityId, subject: { kind: 'person', id: personId } });
  },
});
