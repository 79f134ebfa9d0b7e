import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { findHomeAuthority } from '../../access/index.js';
import { ownId } from '../own-id.js';
import { ownAccount } from '../permissions.js';
import { revokeTokenOf } from '../tokens-repository.js';

/** Ends one of the actor's own API tokens at once. */
export const revokeToken = defineCommand({
  name: 'identity.revoke-token',
  permission: ownAccount,
  input: z.strictObject({ tokenId: uuidField }),
  run: async ({ db, actor, now, audit }, { tokenId }) => {
    const personId = ownId(actor);
    if (!(await revokeTokenOf(db, personId, tokenId, now))) throw notFound();
    const authorityId = await findHomeAuthority(db, personId, now);
    await audit({ authorityId, subject: { kind: 'api-token', id: tokenId } });
  },
});
