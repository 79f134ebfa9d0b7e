import { defineCapability } from '../kernel/capability.js';
import { absenceApiRoutes } from './absence-api.js';
import { absenceRoutes } from './absence-desk.js';
import { getOwnAbsence } from './absence-queries.js';
import { apiRoutes } from './api.js';
import { addTeam } from './commands/add-team.js';
import { exportDirectory } from './commands/export-directory.js';
import { addTeamMember } from './commands/add-team-member.js';
import { importStaff } from './commands/import-staff.js';
import { endAbsence, setAbsence } from './commands/set-absence.js';
import { directoryApiRoutes } from './directory-api.js';
import { directoryRoutes } from './directory-desk.js';
import { getChart, getDirectoryPerson, getDirectoryTeam, searchStaff } from './directory-queries.js';
import { permissions } from './permissions.js';
import { getTeam, listMyTeams, listStaff, listTeams } from './queries.js';

export { staffCsv } from './import/staff-csv.js';
export { listAway, listCovered } from './absences-repository.js';
export { awayWords } from './absence-views.js';
export {
  addTeam,
  addTeamMember,
  endAbsence,
  getOwnAbsence,
  setAbsence,
  getTeam,
  importStaff,
  listMyTeams,
  listStaff,
  listTeams,
};
export { findStaffNamed, findTeam, findTeamByKey, isTeamMember, listMembers, listOpenTeams } from './repository.js';
export { searchStaff };
export type { Absence, StaffName, Team, TeamMember } from './types.js';

/** Teams and staff: who owns work, and who can be asked. */
export const directory = defineCapability({
  name: 'directory',
  permissions,
  commands: [addTeam, addTeamMember, setAbsence, endAbsence, exportDirectory],
  queries: [
    ...[getOwnAbsence, getTeam, listMyTeams, listStaff, listTeams],
    ...[searchStaff, getDirectoryPerson, getDirectoryTeam, getChart],
  ],
  routes: [...absenceRoutes, ...directoryRoutes, ...apiRoutes, ...absenceApiRoutes, ...directoryApiRoutes],
  jobs: [],
});
