import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { getPartnership } from '../../authorities/index.js';
import { byCommandLine } from '../permissions.js';
import { removeEverySession } from '../sessions-repository.js';

/** Signs everybody out, of every council. Answers how many sessions that were. */
export const endEverySession = defineCommand({
  name: 'identity.end-every-session',
  permission: byCommandLine,
  input: z.strictObject({}),
  run: async ({ db, kernel, audit }): Promise<{ endedSessions: number }> => {
    const endedSessions = await removeEverySession(db);
    const { id } = await getPartnership(kernel);
    const subject = { kind: 'authority', id: String(id) };
    await audit({ authorityId: id, subject, details: { sessions: endedSessions } });
    return { endedSessions };
  },
});
