import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { changeInteraction } from '../repository.js';
import { reasonOf } from '../rules.js';
import { avoidableChoices } from '../types.js';

/** Says whether the contact could have been avoided, and why. */
export const setAvoidable = defineCommand({
  name: 'interactions.set-avoidable',
  permission: 'interactions.handle',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, reason: z.enum(avoidableChoices) }),
  run: async (context, { id, expectedVersion, reason }) => {
    const interaction = await holdOwnInteraction(context, id, expectedVersion);
    const avoidable = reasonOf(reason);
    if (!(await changeInteraction(context.db, interaction, { avoidable }))) throw staleVersion();
    const { authorityId, version } = interaction;
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details: { avoidable } });
    return { id, version: version + 1 };
  },
});
