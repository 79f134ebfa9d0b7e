import { defineCapability, type Capability } from '../kernel/capability.js';
import { caseApiRoutes } from './api.js';
import { callBacks } from './call-backs/call-backs.js';
import { findAlike } from './log/alike-query.js';
import { assignRoutes } from './page/assign-desk.js';
import { bulkApiRoutes } from './queue/bulk-api.js';
import { bulkRoutes } from './queue/bulk-desk.js';
import { listChosenCases, listUndoable } from './queue/bulk-queries.js';
import { caseRoutes, fileRoutes } from './page/case-desk.js';
import { addChase } from './commands/add-chase.js';
import { addFile } from './commands/add-file.js';
import { keepPicture } from './commands/keep-picture.js';
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
import { restrictApiRoutes } from './restricted/restrict-api.js';
import { restrictRoutes } from './restricted/restrict-desk.js';
import { readStops } from './log/stops-query.js';
import { logCase } from './commands/log-case.js';
import { followCustomer, liftRestriction, restrictCase } from './commands/restrict-case.js';
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
import { editRoutes } from './page/edit-desk.js';
import { getCaseToEdit } from './page/edit-query.js';
import { getCaseFile, listCaseFiles } from './files/file-query.js';
import { findReceivers, receiverChoice, receiverQuery } from './handovers/receiver-choice.js';
import { handovers } from './handovers/handovers.js';
import { help } from './help/help.js';
import { outside } from './outside/outside.js';
import { passEnquiry } from './handovers/offer-case.js';
import { historyRoutes } from './page/history-desk.js';
import { followCustomers } from './restricted/follow-customers.js';
import { makePictures } from './files/make-pictures.js';
import { recomputeDueTimes, tidyCases, watchPromises, watchTasks } from './jobs.js';
import { linkApiRoutes } from './links/link-api.js';
import { linkRoutes } from './links/link-desk.js';
import {
  countDue,
  countQueueChanges,
  listCasesOf,
  listForExport,
  listMyWork,
  listQueue,
  searchCases,
} from './list-queries.js';
import { listCoveredWork, listMyTasks, listTeamTasks } from './queue/work-queries.js';
import { logRoutes } from './log/log-desk.js';
import { previewRoutes } from './log/preview-desk.js';
import { caseTimeline, listCaseItems } from './timeline.js';
import { tryService } from './log/try-query.js';
import { getLoggedCase } from './log/logged-query.js';
import { getLastChange } from './page/last-change-query.js';
import { listNearbyCases } from './page/nearby-query.js';
import { getCasePage, listPossibleAssignees } from './page/page-queries.js';
import { partApiRoutes } from './parts-api.js';
import { printRoutes } from './page/print-desk.js';
import { getCaseToPrint } from './page/print-query.js';
import { permissions } from './permissions.js';
import { listPresentColleagues, presenceRoutes } from './queue/presence.js';
import { getCase } from './queries.js';
import type { QueueAction } from './queue/queue-action.js';
import { queueRoutes } from './queue/queue-desk.js';
import { tryApiRoutes } from './log/try-api.js';
import { uploadApiRoutes } from './files/uploads-api.js';
import { getUploads } from './files/uploads-query.js';
import { countWork } from './queue/count-work.js';
import { listSavedViews } from './queue/saved-view-queries.js';
import { savedViewApiRoutes } from './queue/saved-views-api.js';
import { savedViewRoutes } from './queue/saved-views-desk.js';
import { statusRoutes } from './page/status-desk.js';
import { taskRoutes } from './tasks/tasks-desk.js';

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
  liftRestriction,
  restrictCase,
  saveView,
  takeNext,
};
export {
  countDue,
  getCase,
  getCasePage,
  getLoggedCase,
  listCaseFiles,
  listCasesOf,
  listMyWork,
  listPossibleAssignees,
  listQueue,
  searchCases,
};
export { caseCourier, wordCourier } from './outside/outside-couriers.js';
export { announceFile } from './outside/later-photos.js';
export { sendOutside } from './outside/send-outside.js';
export { runDue } from './run-due.js';
export { whoLooksAfter } from './outside/who-looks-after.js';
export { readAboutCase } from './about-case.js';
export { mayHelpColleagues } from './help/for-colleague-desk.js';
export { askForHelp } from './help/ask-for-help.js';
export { promiseCallBack } from './call-backs/promise-call-back.js';
export { recordAttempt, takeCallBack, withdrawCallBack } from './call-backs/answer-call-back.js';
export { callBackStates, type CallBackState } from './call-backs/call-back-rules.js';
export { callerWords, windowWords } from './call-backs/call-back-words.js';
export { findReceivers, listChosenCases, passEnquiry, receiverChoice, receiverQuery, readStops };
export { chosenReceiver, receiverFields } from './handovers/receiver-choice.js';
export type { FoundReceivers, ReceiverChoice } from './handovers/receiver-choice.js';
export { offerCase } from './handovers/offer-case.js';
export { acceptHandover, declineHandover } from './handovers/answer-handover.js';
export { handoverErrors } from './handovers/handover-errors.js';
export { bulkAtMost, SeenCase } from './queue/bulk-input.js';
export { BulkResultShape } from './queue/bulk-api.js';
export { oneByOne, type BulkResult } from './queue/bulk-change.js';
export { ChosenFields, SeenFields } from './queue/chosen-fields.js';
export { markUndone } from './queue/bulk-repository.js';
export { showBulkResult, undoCookie } from './queue/bulk-result.js';
export { casesWords } from './queue/bulk-views.js';
export { BatchedCase, rememberAction, type QueueAction } from './queue/queue-action.js';
export { changeToUndo } from './commands/undo-in-bulk.js';
export type { LoggedCase } from './log/logged-query.js';
export type { Queue } from './list-queries.js';
export { importLegacyCases, type LegacyCasesImport } from './commands/import-legacy-cases.js';
export { legacyCases, type LegacyCasesOptions, type MappedStatus } from './import/legacy-cases.js';
export { caseToChange, saveCase } from './case-to-change.js';
export { definitionOf, describe as describeCase } from './definitions.js';
export { ifMatch } from './if-match.js';
export { whoMayBeTold } from './restricted/restricted-access.js';
export { actorOf, doneBy, recordEvent } from './record-event.js';
export { listSubscribers, type Subscriber } from './links/relations-repository.js';
export { findCase, findCaseByReference } from './repository.js';
export { caseErrors } from './case-errors.js';
export { makeCaseReference, parseCaseReference, readCaseReference } from './reference.js';
export { spokenCaseReference, type ReadCaseReference } from './reference.js';
export type {
  Case,
  CaseEvent,
  CaseEventData,
  CaseFile,
  CaseSummary,
  CaseTask,
  DescribedCase,
  DescribedSummary,
  TransferStep,
} from './types.js';
export { answerViews } from './log/answer-views.js';
export { feeOf, fundCodeOf, type CaseFee } from './log/case-fee.js';
export { refuseCardNumber, withoutCards } from './log/cards.js';
export { dueWhenLogged, firstDueAt, promiseWords } from './clock/first-due.js';
export { logForm, prefilled, type LogForm, type LogFormInput } from './log/log-form.js';
export { mapSettings } from './log/map-settings.js';
export { changeItems } from './log/change-items.js';
export { answerId } from './log/question-control.js';
export {
  isFinding,
  readLocation,
  readLogForm,
  readParticipant,
  readTypedForm,
  type FormFields,
  type RawForm,
} from './log/read-log-form.js';
export { chosenElsewhere, keptIn, othersServiceAt, placeOf, type OwnerQuestion } from './log/owner-at.js';
export { elsewhereOf, isLookingUp, lookUp, withKeptAddress, type Elsewhere } from './log/address-elsewhere.js';
export { submitLogForm, withLostFiles, type LogAbout, type Submitted } from './log/submit-log-form.js';
export { askOfPlace, worksOfPlace, type PlaceSaid } from './outside/place-works.js';
export { saidOfPlace, type PlaceSaidView } from './outside/works-views.js';
export { askForForm, isAskingWorks, worksToAsk, type WorksAnswer } from './outside/ask-works.js';
export { filesCard, sizeWords, type FilesCard, type ShownFile } from './files/files-views.js';
export { fileAdder, findFile, insertFile, listFiles } from './files/files-repository.js';
export { keepStoredFile } from './files/stored-files-repository.js';
export { acceptedFiles, storeUpload, StoredUpload } from './files/uploads.js';

/** Requests that outlive the contact. `actions` are what other capabilities do to several cases of a queue. */
export const cases = (actions: readonly QueueAction[]): Capability =>
  defineCapability({
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
        keepPicture,
        removeFile,
        openRestrictedCase,
        liftRestriction,
        restrictCase,
        followCustomer,
        recomputeDue,
      ],
      ...[changeInBulk, editView, exportQueue, forgetView, saveView, undoInBulk],
      ...[keepUpload, escalateCase, joinCase, linkCases, unlinkCases],
      ...handovers.commands,
      ...help.commands,
      ...callBacks.commands,
      ...outside.commands,
    ],
    queries: [
      ...[
        getCase,
        getCasePage,
        listCaseItems,
        listCasesOf,
        listCoveredWork,
        listMyTasks,
        listTeamTasks,
        listMyWork,
        listNearbyCases,
        listPossibleAssignees,
        listQueue,
        searchCases,
      ],
      ...[getCaseFile, getCaseToEdit, getLastChange, getLoggedCase, listCaseFiles, tryService],
      ...[listChosenCases, listForExport, listSavedViews, listUndoable],
      ...[countQueueChanges, countWork, findAlike, getCaseToPrint, getUploads, listPresentColleagues, readStops],
      ...handovers.queries,
      ...help.queries,
      ...callBacks.queries,
      ...outside.queries,
    ],
    routes: [
      ...previewRoutes,
      ...restrictRoutes,
      ...printRoutes,
      ...[
        ...logRoutes,
        ...queueRoutes(actions),
        ...bulkRoutes(actions),
        ...savedViewRoutes,
        ...caseRoutes,
        ...fileRoutes,
      ],
      ...[
        ...statusRoutes,
        ...taskRoutes,
        ...assignRoutes,
        ...editRoutes,
        ...presenceRoutes,
        ...linkRoutes,
        ...historyRoutes,
      ],
      ...[...caseApiRoutes, ...bulkApiRoutes(actions), ...savedViewApiRoutes, ...partApiRoutes],
      ...[...linkApiRoutes, ...restrictApiRoutes, ...uploadApiRoutes, ...tryApiRoutes],
      ...handovers.routes,
      ...help.routes,
      ...callBacks.routes,
      ...outside.routes,
    ],
    jobs: [
      followCustomers,
      makePictures,
      recomputeDueTimes,
      tidyCases,
      watchPromises,
      watchTasks,
      ...handovers.jobs,
      ...callBacks.jobs,
      ...outside.jobs,
    ],
    timelines: [caseTimeline, ...handovers.timelines, ...callBacks.timelines],
  });
