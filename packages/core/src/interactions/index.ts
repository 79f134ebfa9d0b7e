import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { callRoutes } from './calls/calls-api.js';
import { forgetCalls } from './calls/forget-calls.js';
import { listCalls } from './calls/list-calls.js';
import { recordCall } from './calls/record-call.js';
import { captureContact } from './captured/capture-contact.js';
import { capturedApiRoutes } from './captured/captured-api.js';
import { capturedRoutes } from './captured/captured-desk.js';
import { listCaptured } from './captured/list-captured.js';
import { removeEnteredFiles } from './captured/remove-entered-files.js';
import { closeEnquiry, endEnquiry } from './commands/close-enquiry.js';
import { describeEnquiry } from './commands/describe-enquiry.js';
import { finishInteraction } from './commands/finish-interaction.js';
import { identifyCustomer } from './commands/identify-customer.js';
import { keepNotes } from './commands/keep-notes.js';
import { namePlace } from './commands/name-place.js';
import { openEnquiry } from './commands/open-enquiry.js';
import { recordIdentityCheck } from './commands/record-identity-check.js';
import { reopenInteraction } from './commands/reopen-interaction.js';
import { setAvoidable } from './commands/set-avoidable.js';
import { startInteraction } from './commands/start-interaction.js';
import { permissions } from './permissions.js';
import { getInteraction, listInteractionsOf, listOpenInteractions, todaysFigures } from './queries.js';
import { forgetRestricted } from './forget-restricted.js';
import { teachSearch } from './teach-search.js';
import { contactTimeline, listContactItems } from './timeline.js';

export {
  closeEnquiry,
  describeEnquiry,
  endEnquiry,
  finishInteraction,
  identifyCustomer,
  keepNotes,
  namePlace,
  openEnquiry,
  recordIdentityCheck,
  reopenInteraction,
  setAvoidable,
  startInteraction,
};
export { captureContact };
export { capturedFolder, type CapturedContact } from './captured/captured-contact.js';
export { asideName, contactsIn, removeRefused } from './captured/waiting-contacts.js';
export { callListener } from './calls/call-listener.js';
export type { LiveCall } from './calls/calls-repository.js';
export { listCalls, recordCall };
export { getInteraction, listInteractionsOf, listOpenInteractions, todaysFigures };
export type { InteractionWithEnquiries } from './queries.js';
export { listEnquiries, type AdviserFigures } from './enquiries-repository.js';
export { interactionOfAnother } from './interaction-errors.js';
export { holdOwnEnquiry, holdOwnInteraction } from './open-interaction.js';
export { countBegun, countOpen, type OpenContacts } from './live-repository.js';
export { channelWords } from '../services/index.js';
export { contactWords } from './interaction-words.js';
export { findInteraction, listOfCall, nameCase } from './repository.js';
export { insertPastInteractions, type PastEnquiry, type PastInteraction } from './past-interactions.js';
export { canReopen, isResolvedAtFirstContact, levelProvedBy, openEnquiries, participantOf, reaches } from './rules.js';
export {
  Participant,
  avoidableChoices,
  avoidableReasons,
  channels,
  identityLevels,
  identityQuestions,
  type AvoidableChoice,
  type AvoidableReason,
  type Channel,
  type Enquiry,
  type IdentityCheck,
  type IdentityLevel,
  type IdentityQuestion,
  type Interaction,
  type Outcome,
  type WholeInteraction,
} from './types.js';

/** Contacts between customers and authorities, and the enquiries in them. */
export const interactions = defineCapability({
  name: 'interactions',
  permissions,
  commands: [
    ...[captureContact, closeEnquiry, describeEnquiry, finishInteraction, identifyCustomer, keepNotes, namePlace],
    ...[openEnquiry, recordCall, recordIdentityCheck, reopenInteraction, setAvoidable, startInteraction],
  ],
  queries: [
    getInteraction,
    listInteractionsOf,
    listOpenInteractions,
    todaysFigures,
    listCalls,
    listCaptured,
    listContactItems,
  ],
  routes: [...apiRoutes, ...callRoutes, ...capturedApiRoutes, ...capturedRoutes],
  jobs: [teachSearch, forgetRestricted, forgetCalls, removeEnteredFiles],
  timelines: [contactTimeline],
});
