import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { findAccount, setSecondFactorRequiredAt } from '../accounts-repository.js';
import { removeSessionsWithoutFactorOf } from '../sessions-repository.js';
import { ownAccountRefused } from './disable-account.js';

/**
 * Says whether an account must have a second factor though the installation leaves it to its people. Where it must, the
 * sessions that were begun without one end. Answers how many.
 */
export const requireSecondFactor = defineCommand({
  name: 'identity.require-second-factor',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField, required: z.boolean() }),
  run: async ({ db, actor, now, audit }, { personId, required }): Promise<{ endedSessions: number }> => {
    const account = await findAccount(db, personId);
    if (!account) throw notFound();
    if (actor.kind === 'staff' && actor.staffId === personId) throw ownAccountRefused();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    await setSecondFactorRequiredAt(db, personId, required ? (account.secondFactorRequiredAt ?? now) : null);
    const endedSessions = required ? await removeSessionsWithoutFactorOf(db, personId) : 0;
    await audit({
      authorityId,
      subject: { kind: 'person', id: personId },
      details: { required, sessions: endedSessions },
    });
    return { endedSessions };
  },
});
