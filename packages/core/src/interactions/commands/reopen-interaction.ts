import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { tooLateToReopen } from '../interaction-errors.js';
import { getOwnInteraction } from '../open-interaction.js';
import { changeInteraction } from '../repository.js';
import { canReopen } from '../rules.js';

/**
 * Goes on with a contact that its adviser finished a moment ago: a slip of the hand. Enquiries keep their outcomes, and
 * identity has to be checked again.
 */
export const reopenInteraction = defineCommand({
  name: 'interactions.reopen-interaction',
  permission: 'interactions.handle',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion }) => {
    const interaction = await getOwnInteraction(context, id);
    if (interaction.version !== expectedVersion) throw staleVersion({ facts: { version: interaction.version } });
    if (!canReopen(interaction, context.now)) throw tooLateToReopen();
    const changes = { state: 'open', ended_at: null, identity_level: 'none' } as const;
    if (!(await changeInteraction(context.db, interaction, changes))) throw staleVersion();
    const { authorityId, version } = interaction;
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details: {} });
    await context.emit({ authorityId, topic: 'interaction.reopened', subjectId: id, payload: {} });
    return { id, version: version + 1 };
  },
});
