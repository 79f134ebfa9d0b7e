import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { findHomeAuthority } from '../../access/index.js';
import { setPasswordHash } from '../accounts-repository.js';
import { removePasswordLinksOf } from '../links-repository.js';
import { ownId } from '../own-id.js';
import { passwordHashField } from '../passwords.js';
import { ownAccount } from '../permissions.js';
import { removeOtherSessions } from '../sessions-repository.js';

/** Changes the actor's own password and ends their other sessions. The route has checked the old one. */
export const changeOwnPassword = defineCommand({
  name: 'identity.change-own-password',
  permission: ownAccount,
  input: z.strictObject({ passwordHash: passwordHashField }),
  run: async ({ db, actor, now, audit }, { passwordHash }) => {
    const personId = ownId(actor);
    await setPasswordHash(db, personId, passwordHash, now);
    await removePasswordLinksOf(db, personId);
    const kept = actor.kind === 'staff' ? (actor.sessionId ?? '') : '';
    const sessionsEnded = await removeOtherSessions(db, personId, kept);
    const authorityId = await findHomeAuthority(db, personId, now);
    await audit({ authorityId, subject: { kind: 'person', id: personId }, details: { sessionsEnded } });
  },
});
