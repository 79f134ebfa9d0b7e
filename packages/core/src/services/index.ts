import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { importLgilInteractions, importLgslServices, importServiceTiers } from './commands/import-lgsl.js';
import { discardDraft } from './commands/discard-draft.js';
import { offerAgain, withdrawService } from './commands/withdraw-service.js';
import { publishDraft, rollBackService } from './commands/publish-draft.js';
import { publishService } from './commands/publish-service.js';
import { saveDraft } from './commands/save-draft.js';
import { startService } from './commands/start-service.js';
import { designApiRoutes } from './design-api.js';
import { compareVersions, getDesign, listDesigns, listVersions } from './design-queries.js';
import { designRoutes } from './design-desk.js';
import { designPartRoutes } from './design-part-desk.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { withdrawRoutes } from './withdraw-desk.js';
import { versionsRoutes } from './versions-desk.js';
import { getService, getServiceByKey, listServices } from './queries.js';

export {
  CALENDARS,
  CHANNELS,
  IDENTITY_LEVELS,
  MESSAGE_EVENTS,
  SLA_UNITS,
  ServiceDefinition,
  TIERS,
  type Channel,
  type Duration,
  type Fault,
  type Fee,
  type IdentityLevel,
  type Outcome,
  type Route,
  type Sla,
  MessageRule,
  type TaskTemplate,
  type Tier,
} from './types.js';
export { Condition, PRIORITIES, Priority } from './condition-types.js';
export {
  QUESTION_TYPES,
  Question,
  STOP_OUTCOMES,
  type AddressAnswer,
  type AnswerValue,
  type GroupItem,
  type Answers,
  type Option,
  type PointAnswer,
  type Prefill,
  type QuestionType,
  type Stop,
  type StopOutcome,
} from './question-types.js';
export { Lifecycle, type Status, type Transition } from './lifecycle-types.js';
export { LIFECYCLE_NAMES, namedLifecycle, type LifecycleName } from './named-lifecycles.js';
export { answerTo, factHolds, holds, type Circumstances } from './condition-rules.js';
export {
  findStops,
  parseAnswers,
  visibleQuestions,
  type AnswerError,
  type FoundStop,
  type ParsedAnswers,
} from './form-rules.js';
export { parseLocation, type CaseLocation, type ParsedLocation } from './location-rules.js';
export { prefillAnswers, type PrefillFacts } from './prefill-rules.js';
export { feePence, priorityOf, routeTo, slaTarget } from './routing-rules.js';
export { allowedTransitions, applyTransition, findStatus, type TransitionResult } from './lifecycle-rules.js';
export { answerText, caseTitle, itemTexts } from './case-title.js';
export { allQuestions, isGroupAnswer, itemHeading, itemLimits } from './repeated-groups.js';
export { isOffered } from './offer-rules.js';
export { checkDefinition } from './definition-checks.js';
export { readDefinition, readDefinitionFile, type FileFault, type ReadDefinition } from './read-definition.js';
export {
  findServiceByKey,
  getPublishedService,
  readPublishedServices,
  getServiceVersion,
  listOffered,
  servicesStamp,
  type PublishedService,
} from './repository.js';
export { lgilInteractions, lgslServices, serviceTiers } from './import/lgsl-services.js';
export { findListedService } from './lists-repository.js';
export type { ListedService } from './lists-repository.js';
export {
  getService,
  getServiceByKey,
  importLgilInteractions,
  importLgslServices,
  importServiceTiers,
  listServices,
  publishService,
  getDesign,
  publishDraft,
  saveDraft,
  startService,
  offerAgain,
  withdrawService,
};

export { durationWords, serviceHref } from './views.js';
export { findDesign, type ServiceDesign } from './draft-repository.js';
export { hrefOfDesign } from './design-views.js';
export { stopWords } from './question-parts.js';

/** The service catalogue: what each authority offers, with form, lifecycle, SLA and routing, versioned. */
export const services = defineCapability({
  name: 'services',
  permissions,
  commands: [
    discardDraft,
    publishDraft,
    publishService,
    rollBackService,
    saveDraft,
    startService,
    withdrawService,
    offerAgain,
  ],
  queries: [compareVersions, getDesign, getService, getServiceByKey, listDesigns, listServices, listVersions],
  // The parts of a design stand last: their addresses would take the words of the others for a part.
  routes: [
    ...deskRoutes,
    ...apiRoutes,
    ...designApiRoutes,
    ...designRoutes,
    ...versionsRoutes,
    ...withdrawRoutes,
    ...designPartRoutes,
  ],
  jobs: [],
});
