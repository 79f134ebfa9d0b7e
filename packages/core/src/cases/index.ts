import { defineCapability } from '../kernel/capability.js';
import { caseApiRoutes } from './api.js';
import { findAlike } from './alike-query.js';
import { assignRoutes } from './assign-desk.js';
import { bulkApiRoutes } from './bulk-api.js';
import { bulkRoutes } from './bulk-desk.js';
import { listChosenCases, listUndoable } from './bulk-queries.js';
import { caseRoutes, fileRoutes } from './case-desk.js';
import { addChase } from './commands/add-chase.js';
import { addFile } from './commands/add-file.js';
import { addNote } from './commands/add-note.js';
import { addTask } from './commands/add-task.js';
import { assignCase } from './commands/assign-case.js';
import { changeInBulk } from './commands/change-in-bulk.js';
import { changeStatus } from './commands/change-status.js';
import { editTask } from './commands/edit-task.js';
import { tellTaskDue } from './commands/tell-task-due.js';
import { editCase } from './commands/edit-case.js';
import { dropTask, finishTask, reopenTask } from './commands/end-task.js';
import { exportQueue } from './commands/export-queue.js';
import { handOverCase } from './commands/hand-over-case.js';
import { joinCase } from './commands/join-case.js';
import { linkCases, unlinkCases } from './commands/link-cases.js';
import { restrictApiRoutes } from './restrict-api.js';
import { restrictRoutes } from './restrict-desk.js';
import { readStops } from './stops-query.js';
import { logCase } from './commands/log-case.js';
import { liftRestriction, restrictCase } from './commands/restrict-case.js';
import { openRestrictedCase } from './commands/open-restricted-case.js';
import { recomputeDue } from './commands/recompute-due.js';
import { removeFile } from './commands/remove-file.js';
import { reopenCase } from './commands/reopen-case.js';
import { resolveCase } from './commands/resolve-case.js';
import { escalateCase } from './commands/escalate-case.js';
import { editView, forgetView, saveView } from './commands/save-view.js';
import { keepUpload } from './commands/keep-upload.js';
import { takeNext } from './commands/take-next.js';
import { undoInBulk } from './commands/undo-in-bulk.js';
import { editRoutes } from './edit-desk.js';
import { getCaseToEdit } from './edit-query.js';
import { getCaseFile, listCaseFiles } from './file-query.js';
import { historyRoutes } from './history-desk.js';
import { recomputeDueTimes, tidyCases, watchPromises, watchTasks } from './jobs.js';
import { linkApiRoutes } from './link-api.js';
import { linkRoutes } from './link-desk.js';
import {
  countDue,
  countQueueChanges,
  listCasesOf,
  listForExport,
  listMyWork,
  listQueue,
  searchCases,
} from './list-queries.js';
import { listCoveredWork, listMyTasks } from './work-queries.js';
import { logRoutes } from './log-desk.js';
import { previewRoutes } from './preview-desk.js';
import { tryService } from './try-query.js';
import { getLoggedCase } from './logged-query.js';
import { getLastChange } from './last-change-query.js';
import { getCasePage, listPossibleAssignees } from './page-queries.js';
import { partApiRoutes } from './parts-api.js';
import { printRoutes } from './print-desk.js';
import { getCaseToPrint } from './print-query.js';
import { permissions } from './permissions.js';
import { listPresentColleagues, presenceRoutes } from './presence.js';
import { getCase } from './queries.js';
import { queueRoutes } from './queue-desk.js';
import { tryApiRoutes } from './try-api.js';
import { uploadApiRoutes } from './uploads-api.js';
import { getUploads } from './uploads-query.js';
import { listSavedViews } from './saved-view-queries.js';
import { savedViewApiRoutes } from './saved-views-api.js';
import { savedViewRoutes } from './saved-views-desk.js';
import { statusRoutes } from './status-desk.js';
import { taskRoutes } from './tasks-desk.js';

export {
  addChase,
  addFile,
  addNote,
  addTask,
  assignCase,
  changeStatus,
  dropTask,
  editCase,
  finishTask,
  handOverCase,
  linkCases,
  logCase,
  openRestrictedCase,
  removeFile,
  reopenCase,
  resolveCase,
  restrictCase,
  saveView,
  takeNext,
};
export {
  countDue,
  getCase,
  getCasePage,
  getLoggedCase,
  listCasesOf,
  listMyWork,
  listPossibleAssignees,
  listQueue,
  searchCases,
};
export type { LoggedCase } from './logged-query.js';
export type { Queue } from './list-queries.js';
export type { WholeCase } from './page-queries.js';
export { importLegacyCases, type LegacyCasesImport } from './commands/import-legacy-cases.js';
export { legacyCases, type LegacyCasesOptions, type MappedStatus } from './import/legacy-cases.js';
export { caseToChange } from './case-to-change.js';
export { definitionOf, describe as describeCase } from './definitions.js';
export { ifMatch } from './if-match.js';
export { whoMayBeTold } from './restricted-access.js';
export { recordEvent } from './record-event.js';
export { listSubscribers, type Subscriber } from './relations-repository.js';
export { findCase } from './repository.js';
export { caseErrors } from './case-errors.js';
export { makeCaseReference, parseCaseReference, readCaseReference, spokenCaseReference } from './reference.js';
export type { ReadCaseReference } from './reference.js';
export type {
  Case,
  CaseEvent,
  CaseEventData,
  CaseFile,
  CaseSummary,
  CaseTask,
  DescribedCase,
  DescribedSummary,
} from './types.js';
export { firstDueAt, promiseWords } from './first-due.js';
export { logForm, prefilled, type LogForm, type LogFormInput } from './log-form.js';
export { mapSettings } from './map-settings.js';
export { changeItems } from './change-items.js';
export { answerId } from './question-control.js';
export { isFinding, readLogForm, readParticipant, type FormFields, type RawForm } from './read-log-form.js';
export { submitLogForm, withLostFiles, type LogAbout, type Submitted } from './submit-log-form.js';
export { readStops };
export { acceptedFiles, storeUpload, type StoredUpload } from './uploads.js';

/** Cases: requests that outlive the contact, tracked to their outcome. */
export const cases = defineCapability({
  name: 'cases',
  permissions,
  commands: [
    ...[logCase, changeStatus, resolveCase, reopenCase, assignCase, takeNext, handOverCase, editCase],
    ...[
      addNote,
      addChase,
      addTask,
      finishTask,
      dropTask,
      reopenTask,
      editTask,
      tellTaskDue,
      addFile,
      removeFile,
      openRestrictedCase,
      liftRestriction,
      restrictCase,
      recomputeDue,
    ],
    ...[changeInBulk, editView, exportQueue, forgetView, saveView, undoInBulk],
    ...[keepUpload, escalateCase, joinCase, linkCases, unlinkCases],
  ],
  queries: [
    ...[
      getCase,
      getCasePage,
      listCasesOf,
      listCoveredWork,
      listMyTasks,
      listMyWork,
      listPossibleAssignees,
      listQueue,
      searchCases,
    ],
    ...[getCaseFile, getCaseToEdit, getLastChange, getLoggedCase, listCaseFiles, tryService],
    ...[listChosenCases, listForExport, listSavedViews, listUndoable],
    ...[countQueueChanges, findAlike, getCaseToPrint, getUploads, listPresentColleagues, readStops],
  ],
  routes: [
    ...previewRoutes,
    ...restrictRoutes,
    ...printRoutes,
    ...[...logRoutes, ...queueRoutes, ...bulkRoutes, ...savedViewRoutes, ...caseRoutes, ...fileRoutes],
    ...[
      ...statusRoutes,
      ...taskRoutes,
      ...assignRoutes,
      ...editRoutes,
      ...presenceRoutes,
      ...linkRoutes,
      ...historyRoutes,
    ],
    ...[...caseApiRoutes, ...bulkApiRoutes, ...savedViewApiRoutes, ...partApiRoutes],
    ...[...linkApiRoutes, ...restrictApiRoutes, ...uploadApiRoutes, ...tryApiRoutes],
  ],
  jobs: [recomputeDueTimes, tidyCases, watchPromises, watchTasks],
});
