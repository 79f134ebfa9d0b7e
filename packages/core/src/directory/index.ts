import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { addTeam } from './commands/add-team.js';
import { addTeamMember } from './commands/add-team-member.js';
import { importStaff } from './commands/import-staff.js';
import { permissions } from './permissions.js';
import { getTeam, listMyTeams, listStaff, listTeams } from './queries.js';

export { staffCsv } from './import/staff-csv.js';
export { addTeam, addTeamMember, getTeam, importStaff, listMyTeams, listStaff, listTeams };
export { findStaffNamed, findTeam, findTeamByKey, listMembers, listOpenTeams } from './repository.js';
export type { StaffName, Team, TeamMember } from './types.js';

/** Teams and staff: who owns work, and who can be asked. */
export const directory = defineCapability({
  name: 'directory',
  permissions,
  commands: [addTeam, addTeamMember],
  queries: [getTeam, listMyTeams, listStaff, listTeams],
  routes: apiRoutes,
  jobs: [],
});
