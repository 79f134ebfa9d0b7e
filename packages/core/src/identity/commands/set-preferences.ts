import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { findHomeAuthority } from '../../access/index.js';
import { setPreferences as storePreferences } from '../accounts-repository.js';
import { ownId } from '../own-id.js';
import { ownAccount } from '../permissions.js';
import { schemes } from '../types.js';

/** How the actor's own desk looks and listens. */
export const setPreferences = defineCommand({
  name: 'identity.set-preferences',
  permission: ownAccount,
  input: z.strictObject({
    scheme: z.enum(schemes, 'Choose the colours'),
    shortcuts: z.enum(['on', 'off'], 'Choose whether single keys work'),
  }),
  run: async ({ db, actor, now, audit }, preferences) => {
    const personId = ownId(actor);
    await storePreferences(db, personId, preferences);
    const authorityId = await findHomeAuthority(db, personId, now);
    await audit({ authorityId, subject: { kind: 'person', id: personId }, details: preferences });
  },
});
