import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { isInScope } from '../kernel/scope.js';
import { listAuthorityNames, listRolesOfPeople } from './repository.js';

/** The roles of some people at the reader's authorities, ended ones included. */
export const listRoles = defineQuery({
  name: 'access.list-roles',
  permission: 'access.manage',
  input: z.strictObject({ personIds: z.array(uuidField).max(200) }),
  run: ({ db }, { personIds }) => listRolesOfPeople(db, personIds),
});

/** The authorities at which the reader may give and end roles, by name. */
export const listManagedAuthorities = defineQuery({
  name: 'access.list-managed-authorities',
  permission: 'access.manage',
  input: z.strictObject({}),
  run: async ({ db }) => (await listAuthorityNames(db)).filter(({ id }) => isInScope(db.scope, id)),
});
