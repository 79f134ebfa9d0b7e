import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { findPlace } from '../../places/index.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { changeInteraction } from '../repository.js';

/** Says which property the contact is about, when it isn't where the customer lives. */
export const namePlace = defineCommand({
  name: 'interactions.name-place',
  permission: 'interactions.handle',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, placeId: uuidField.nullable() }),
  run: async (context, { id, expectedVersion, placeId }) => {
    const interaction = await holdOwnInteraction(context, id, expectedVersion);
    if (placeId !== null && !(await findPlace(context.db, placeId)))
      throw badInput({ faults: [{ field: 'placeId', message: 'Choose an address of the gazetteer' }] });
    if (!(await changeInteraction(context.db, interaction, { place_id: placeId }))) throw staleVersion();
    const { authorityId, version } = interaction;
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details: { placeId } });
    return { id, version: version + 1 };
  },
});
