import { defineCapability, type Capability } from '../kernel/capability.js';
import { absenceApiRoutes } from './absence-api.js';
import { absenceRoutes } from './absence-desk.js';
import { getOwnAbsence } from './absence-queries.js';
import { apiRoutes } from './api.js';
import { addTeam } from './commands/add-team.js';
import { changeEntry } from './commands/change-entry.js';
import { decideEntryChange } from './commands/decide-entry-change.js';
import { applyStaffFile } from './commands/apply-staff-file.js';
import { exportDirectory } from './commands/export-directory.js';
import { proposeEntry } from './commands/propose-entry.js';
import { addTeamMember } from './commands/add-team-member.js';
import { compareStaffFile, importStaff, type StaffFile } from './commands/import-staff.js';
import { keepStaffFile } from './commands/keep-staff-file.js';
import { endAbsence, setAbsence } from './commands/set-absence.js';
import { directoryApiRoutes } from './directory-api.js';
import { directoryRoutes, type MayHelpColleagues } from './directory-desk.js';
import { getChart, getDirectoryPerson, getDirectoryTeam, searchStaff } from './directory-queries.js';
import { duty } from './duty/duty.js';
import { entryRoutes } from './entry-desk.js';
import { getEntry, getOwnEntry, listEntryChanges } from './entry-queries.js';
import { findRoute } from './route-query.js';
import { permissions } from './permissions.js';
import { staffImportApiRoutes } from './staff-import-api.js';
import { staffImportRoutes } from './staff-import-desk.js';
import { getStaffDifference } from './staff-import-queries.js';
import { scim } from './scim/scim.js';
import { listed } from './listed/listed.js';
import { getTeam, listMyTeams, listStaff, listTeams } from './queries.js';

export { addScimGroup } from './scim/save-scim-group.js';
export { addScimToken, newScimSecret } from './scim/scim-tokens.js';
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
  compareStaffFile,
  importStaff,
  listMyTeams,
  listStaff,
  listTeams,
};
export {
  findStaffNamed,
  findTeam,
  findTeamByKey,
  isTeamMember,
  listMembers,
  listOpenTeams,
  listTeamsOf,
} from './repository.js';
export { findDuty, type DutyNow } from './duty/on-duty.js';
export { listAlarmed, planRinging, ringingRoles, type RingingList, type RingingRole } from './duty/ringing-list.js';
export { addRota, changeRota, swapDuty } from './duty/keep-rota.js';
export { getRota, whoIsOnDuty } from './duty/duty-queries.js';
export { availabilityWords, officeHours } from './search/availability.js';
export { findListed, findListedNow } from './search/find-listed.js';
export type { Available } from './search/cards.js';
export { changeEntry, findRoute, getOwnEntry, proposeEntry, searchStaff };
export { routeCard, type RouteCard } from './directory-views.js';
export type { Route as DirectoryRoute } from './search/who-deals.js';
export { personHref, teamHref } from './directory-views.js';
export { differenceLines } from './import/difference-lines.js';
export type { StaffFile };
export type { EntryContent } from './entries/entry-types.js';
export type { Absence, StaffName, Team, TeamMember } from './types.js';

/** Teams and staff: who owns work, and who can be asked. Service desks for staff stand in a layer above. */
export function directory(mayHelpColleagues: MayHelpColleagues): Capability {
  return defineCapability({
    name: 'directory',
    permissions,
    commands: [
      ...[addTeam, addTeamMember, setAbsence, endAbsence],
      ...[proposeEntry, changeEntry, decideEntryChange, exportDirectory, keepStaffFile, applyStaffFile],
      ...duty.commands,
      ...scim.commands,
      ...listed.commands,
    ],
    queries: [
      ...[getOwnAbsence, getTeam, listMyTeams, listStaff, listTeams],
      ...[
        searchStaff,
        getDirectoryPerson,
        getDirectoryTeam,
        getChart,
        getOwnEntry,
        getEntry,
        listEntryChanges,
        findRoute,
        getStaffDifference,
      ],
      ...duty.queries,
      ...scim.queries,
      ...listed.queries,
    ],
    routes: [
      ...absenceRoutes,
      ...duty.routes,
      ...directoryRoutes(mayHelpColleagues),
      ...entryRoutes,
      ...staffImportRoutes,
      ...listed.routes,
      ...apiRoutes,
      ...absenceApiRoutes,
      ...directoryApiRoutes,
      ...staffImportApiRoutes,
      ...scim.routes,
    ],
    jobs: listed.jobs,
  });
}
