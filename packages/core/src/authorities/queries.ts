import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { defineQuery } from '../kernel/query.js';
import { isInScope } from '../kernel/scope.js';
import { findSettings } from './repository.js';

/** An authority's settings with their version, to change them. @throws not_found */
export const getSettings = defineQuery({
  name: 'authorities.get-settings',
  permission: 'authorities.manage',
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async ({ db }, { authorityId }) => {
    const found = isInScope(db.scope, authorityId) ? await findSettings(db, authorityId) : undefined;
    if (!found) throw notFound();
    return { authorityId, ...found };
  },
});
