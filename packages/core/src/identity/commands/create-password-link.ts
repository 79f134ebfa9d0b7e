import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { findAccount } from '../accounts-repository.js';
import { insertPasswordLink, removePasswordLinksOf } from '../links-repository.js';

const linkLastsMs = DAY_MS;

/** Opens a link by which somebody sets a new password, once, within a day. Takes only the hash of its token. */
export const createPasswordLink = defineCommand({
  name: 'identity.create-password-link',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField, tokenHash: z.string().length(64) }),
  run: async ({ db, actor, now, audit }, { personId, tokenHash }) => {
    const account = await findAccount(db, personId);
    if (!account) throw notFound();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    const createdBy = actor.kind === 'staff' ? actor.staffId : null;
    const expiresAt = now + linkLastsMs;
    await removePasswordLinksOf(db, personId);
    await insertPasswordLink(db, { tokenHash, personId, createdBy, expiresAt });
    await audit({ authorityId, subject: { kind: 'person', id: personId }, details: { expiresAt } });
    return { expiresAt };
  },
});
