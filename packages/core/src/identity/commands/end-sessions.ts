import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { mustAdministerAccount } from '../../access/index.js';
import { findAccount } from '../accounts-repository.js';
import { removeSessionsOf } from '../sessions-repository.js';

/** Signs somebody else out everywhere. Answers how many sessions that were. */
export const endSessions = defineCommand({
  name: 'identity.end-sessions',
  permission: 'access.manage',
  input: z.strictObject({ personId: uuidField }),
  run: async ({ db, actor, now, audit }, { personId }): Promise<{ endedSessions: number }> => {
    if (!(await findAccount(db, personId))) throw notFound();
    const authorityId = await mustAdministerAccount(db, actor, personId, now);
    const endedSessions = await removeSessionsOf(db, personId);
    await audit({ authorityId, subject: { kind: 'person', id: personId }, details: { sessions: endedSessions } });
    return { endedSessions };
  },
});
