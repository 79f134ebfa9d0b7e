import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { addRecord } from './commands/add-record.js';
import { changeRecord } from './commands/change-record.js';
import { moveRecord } from './commands/move-record.js';
import { getChair } from './committee/chair-queries.js';
import { recordRoutes } from './desk.js';
import { compareFigures } from './figures/compare-figures.js';
import { comparedRoutes } from './figures/desk.js';
import { hubRoutes } from './hub-desk.js';
import { permissions } from './permissions.js';
import { getRecord, listRecords } from './queries.js';
import { addSavingFile, removeSavingFile } from './savings/change-files.js';
import { savingFileApiRoutes } from './savings/files-api.js';
import { savingFileRoutes } from './savings/files-desk.js';
import { getSavingFile, listSavingFiles } from './savings/files-queries.js';

export { addRecord, addSavingFile, changeRecord, compareFigures, getChair, getRecord, listRecords, moveRecord };
export type { GovernanceEvent, GovernanceRecord } from './types.js';

/** How councils govern together: committee, decisions, contracts, risks, savings, and their figures side by side. */
export const club = defineCapability({
  name: 'club',
  permissions,
  commands: [addRecord, changeRecord, moveRecord, addSavingFile, removeSavingFile],
  queries: [compareFigures, getChair, getRecord, getSavingFile, listRecords, listSavingFiles],
  routes: [...hubRoutes, ...comparedRoutes, ...recordRoutes, ...savingFileRoutes, ...apiRoutes, ...savingFileApiRoutes],
  jobs: [],
});
