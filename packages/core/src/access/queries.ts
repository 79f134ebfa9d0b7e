import { z } from 'zod';
import { defineQuery } from '../kernel/query.js';
import { isInScope } from '../kernel/scope.js';
import { listAuthorityNames } from './repository.js';

/** The authorities at which the reader may give and end roles, by name. */
export const listManagedAuthorities = defineQuery({
  name: 'access.list-managed-authorities',
  permission: 'access.manage',
  input: z.strictObject({}),
  run: async ({ db }) => (await listAuthorityNames(db)).filter(({ id }) => isInScope(db.scope, id)),
});
