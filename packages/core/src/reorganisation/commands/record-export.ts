import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { byCommandLine } from '../permissions.js';

/** Says that a council's records left the installation as files, and which: the digest is of the manifest. */
export const recordExport = defineCommand({
  name: 'reorganisation.record-export',
  permission: byCommandLine,
  input: z.strictObject({
    export: z.string(),
    authorityId: z.number().int(),
    digest: z.string(),
    rows: z.number().int(),
    files: z.number().int(),
  }),
  run: async ({ audit }, { authorityId, ...details }) => {
    await audit({ authorityId, subject: { kind: 'authority', id: String(authorityId) }, details });
  },
});
