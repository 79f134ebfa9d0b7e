import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineError } from '../../kernel/errors.js';
import { findHomeAuthority } from '../../access/index.js';
import { setPasswordHash } from '../accounts-repository.js';
import { findPasswordLink, removePasswordLinksOf, takePasswordLink } from '../links-repository.js';
import { passwordHashField } from '../passwords.js';
import { removeSessionsOf } from '../sessions-repository.js';

export const linkSpent = defineError(
  'password_link_spent',
  404,
  'This link was used or has run out. Ask an administrator for a new one.',
);

/** Sets the password that a link allows, spends the link, and ends the person's sessions. The system runs it. */
export const usePasswordLink = defineCommand({
  name: 'identity.use-password-link',
  permission: 'access.manage',
  input: z.strictObject({ tokenHash: z.string().length(64), passwordHash: passwordHashField }),
  run: async ({ db, now, audit }, { tokenHash, passwordHash }) => {
    const link = await findPasswordLink(db, tokenHash, now);
    if (!link || !(await takePasswordLink(db, tokenHash))) throw linkSpent();
    const { personId } = link;
    await setPasswordHash(db, personId, passwordHash, now);
    await removePasswordLinksOf(db, personId);
    await removeSessionsOf(db, personId);
    const authorityId = await findHomeAuthority(db, personId, now);
    await audit({ authorityId, subject: { kind: 'person', id: personId } });
  },
});
