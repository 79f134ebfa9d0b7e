import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { forgetAuthorities } from '../known-authorities.js';
import { findIdentity, saveIdentity } from '../repository.js';
import { NewAuthority } from '../types.js';

/** How a council is called and looks, and whether it also speaks Welsh. */
export const IdentityInput = NewAuthority.pick({ name: true, shortName: true, brandColour: true, languages: true });

/**
 * Changes what a council is called, its colour and its languages. Its address and the beginning of its references stay:
 * people have them in letters. @throws not_found; stale_version
 */
export const changeIdentity = defineCommand({
  name: 'authorities.change-identity',
  permission: 'authorities.manage',
  input: IdentityInput.extend({ authorityId: z.coerce.number().int(), expectedVersion: versionField }),
  run: async (context, { authorityId, expectedVersion, ...identity }) => {
    const before = isInScope(context.db.scope, authorityId) ? await findIdentity(context.db, authorityId) : undefined;
    if (!before) throw notFound();
    const { version, ...was } = before;
    if (version !== expectedVersion || !(await saveIdentity(context.db, authorityId, identity, version)))
      throw staleVersion({ facts: { version } });
    const details = { before: was, ...identity };
    await context.audit({ authorityId, subject: { kind: 'authority', id: String(authorityId) }, details });
    forgetAuthorities(context.kernel.db);
    return { authorityId, version: version + 1 };
  },
});
