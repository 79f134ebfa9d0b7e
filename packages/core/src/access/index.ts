import { defineCapability } from '../kernel/capability.js';
import { assignRole } from './commands/assign-role.js';
import { endRole } from './commands/end-role.js';
import { permissions } from './permissions.js';
import { listManagedAuthorities } from './queries.js';

export { assignRole, endRole, listManagedAuthorities };
export { keepAnAdministratorEverywhere, mustAdministerAccount } from './administrators.js';
export { findGrants, findHomeAuthority } from './find-grants.js';
export { describePermissions } from './permissions-table.js';
export { restrictGrants } from './rules.js';
export { setRolesFrom, type RolesSet } from './set-roles-from.js';
export { roleNames } from './types.js';
export type { GrantHours, RoleAssignment } from './types.js';
export {
  listAgreementWindows,
  setAgreementGrants,
  type AgreementGrants,
  type GrantedStretch,
} from './agreement-grants-repository.js';
export {
  insertRole,
  listAuthorityNames,
  listHolders,
  listRolesInForce,
  listRolesOfPeople,
  lockAuthority,
} from './repository.js';

/** Who may do what, where: roles with dates, and grants across authorities. */
export const access = defineCapability({
  name: 'access',
  permissions,
  commands: [assignRole, endRole],
  queries: [listManagedAuthorities],
  routes: [],
  jobs: [],
});
