import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';

/** Keeps in the audit trail, before the file is made, that somebody takes the directory out. */
export const exportDirectory = defineCommand({
  name: 'directory.export-directory',
  permission: 'directory.export',
  input: z.strictObject({}),
  output: z.object({}),
  run: async ({ db, audit }) => {
    const { authorityIds } = db.scope;
    for (const authorityId of authorityIds === 'all' ? [] : authorityIds)
      await audit({ authorityId, subject: { kind: 'directory', id: 'all' } });
    return {};
  },
});
