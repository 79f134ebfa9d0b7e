import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { staleVersion } from '../../kernel/errors.js';
import { longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { changeInteraction } from '../repository.js';

/** Keeps the notes of a contact that goes on, in place of those before. Without text they are taken away. */
export const keepNotes = defineCommand({
  name: 'interactions.keep-notes',
  permission: 'interactions.handle',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, notes: optional(longText(10_000)) }),
  run: async (context, { id, expectedVersion, notes = null }) => {
    const interaction = await holdOwnInteraction(context, id, expectedVersion);
    if (!(await changeInteraction(context.db, interaction, { notes }))) throw staleVersion();
    const { authorityId, version } = interaction;
    const details = { notesDigest: digest(notes) };
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details });
    return { id, version: version + 1 };
  },
});
