import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { byCommandLine } from '../permissions.js';
import { stepNames } from '../leavings-repository.js';

/** Says that the archive is whole: from now on rows may go. */
export const keepArchive = defineCommand({
  name: stepNames.archived,
  permission: byCommandLine,
  input: z.strictObject({ reorganisation: z.string(), authorityId: z.number().int(), digest: z.string() }),
  run: async ({ audit }, { reorganisation, authorityId, digest }) => {
    await audit({
      authorityId,
      subject: { kind: 'authority', id: String(authorityId) },
      details: { reorganisation, digest },
    });
  },
});
