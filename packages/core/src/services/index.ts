import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { importLgilInteractions, importLgslServices, importServiceTiers } from './commands/import-lgsl.js';
import { answeringRoutes } from './answering/answering-desk.js';
import { listNamedServices, whoAnswersAt } from './answering/answering-queries.js';
import { rulesFileApiRoutes } from './answering/rules-file-api.js';
import { rulesFileRoutes } from './answering/rules-file-desk.js';
import { applyRulesFile, getRulesDifference, keepRulesFile } from './answering/rules-file.js';
import { listServicesAt } from './at-place.js';
import { discardDraft } from './commands/discard-draft.js';
import { offerAgain, withdrawService } from './commands/withdraw-service.js';
import { publishDraft, rollBackService } from './commands/publish-draft.js';
import { publishService } from './commands/publish-service.js';
import { saveDraft } from './commands/save-draft.js';
import { startService } from './commands/start-service.js';
import { keepOwnService, takeSharedService, useSharedService } from './commands/take-shared.js';
import { sharedApiRoutes } from './shared/shared-api.js';
import { sharedRoutes } from './shared/shared-desk.js';
import { compareShared, listShared } from './shared/shared-queries.js';
import { designApiRoutes } from './design/design-api.js';
import { compareVersions, getDesign, listDesigns, listVersions } from './design/design-queries.js';
import { designRoutes } from './design/design-desk.js';
import { designPartRoutes } from './design/design-part-desk.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { withdrawRoutes } from './design/withdraw-desk.js';
import { versionsRoutes } from './design/versions-desk.js';
import { getService, getServiceByKey, listServices } from './queries.js';

export {
  AUDIENCES,
  CALENDARS,
  CHANNELS,
  IDENTITY_LEVELS,
  MESSAGE_EVENTS,
  SLA_UNITS,
  ServiceDefinition,
  TIERS,
  type Audience,
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
export { answerableKeys } from './answering/service-keys.js';
export { ownersAmongPlaces } from './owners-among-places.js';
export { servicesAt, type ServiceAtPlace } from './at-place.js';
export { channelWords } from './channel-words.js';
export { Condition, PRIORITIES, Priority } from './form/condition-types.js';
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
} from './form/question-types.js';
export { Lifecycle, type Status, type Transition } from './flow/lifecycle-types.js';
export { LIFECYCLE_NAMES, namedLifecycle, type LifecycleName } from './flow/named-lifecycles.js';
export { answerTo, factHolds, holds, type Circumstances } from './form/condition-rules.js';
export {
  findStops,
  parseAnswers,
  visibleQuestions,
  type AnswerError,
  type FoundStop,
  type ParsedAnswers,
} from './form/form-rules.js';
export { parseLocation, type CaseLocation, type ParsedLocation } from './form/location-rules.js';
export { prefillAnswers, type PrefillFacts } from './form/prefill-rules.js';
export { alikeLimits } from './flow/alike-limits.js';
export { feePence, priorityOf, routeTo, slaTarget } from './flow/routing-rules.js';
export { allowedTransitions, applyTransition, findStatus, type TransitionResult } from './flow/lifecycle-rules.js';
export { answerText, caseTitle, itemTexts } from './case-title.js';
export { allQuestions, isGroupAnswer, itemHeading, itemLimits } from './form/repeated-groups.js';
export { isForStaff, isOffered, servesStaffOf } from './flow/offer-rules.js';
export { checkDefinition } from './design/definition-checks.js';
export { checkDesign, teamsNamed } from './design/design-checks.js';
export { entryName, entryNames } from './design/compare-definitions.js';
export { differenceLine } from './design/versions-views.js';
export { readDefinition, readDefinitionFile, type FileFault, type ReadDefinition } from './read-definition.js';
export {
  findServiceByKey,
  getPublishedService,
  readPublishedServices,
  readServicesOfKeys,
  getServiceVersion,
  hasServiceDesk,
  listOffered,
  listPublished,
  servicesStamp,
  type PublishedService,
} from './repository.js';
export { lgilInteractions, lgslServices, serviceTiers } from './import/lgsl-services.js';
export { findListedService, listListedServices } from './lists-repository.js';
export type { ListedService } from './lists-repository.js';
export {
  getService,
  getServiceByKey,
  importLgilInteractions,
  importLgslServices,
  importServiceTiers,
  listServices,
  listServicesAt,
  publishService,
  getDesign,
  publishDraft,
  saveDraft,
  startService,
  offerAgain,
  withdrawService,
  keepOwnService,
  listShared as listSharedServices,
  takeSharedService,
  useSharedService,
};

export { durationWords, serviceHref } from './views.js';
export { findDesign, type ServiceDesign } from './design/draft-repository.js';
export { hrefOfDesign } from './design/design-views.js';
export { stopWords } from './design/question-parts.js';

/** The service catalogue: what each authority offers, with form, lifecycle, SLA and routing, versioned. */
export const services = defineCapability({
  name: 'services',
  permissions,
  commands: [
    applyRulesFile,
    keepRulesFile,
    discardDraft,
    keepOwnService,
    takeSharedService,
    useSharedService,
    publishDraft,
    publishService,
    rollBackService,
    saveDraft,
    startService,
    withdrawService,
    offerAgain,
  ],
  queries: [
    compareShared,
    compareVersions,
    listShared,
    getDesign,
    getRulesDifference,
    getService,
    getServiceByKey,
    listDesigns,
    listNamedServices,
    listServices,
    listServicesAt,
    listVersions,
    whoAnswersAt,
  ],
  // The parts of a design stand last: their addresses would take the words of the others for a part.
  routes: [
    ...deskRoutes,
    ...rulesFileRoutes,
    ...answeringRoutes,
    ...rulesFileApiRoutes,
    ...apiRoutes,
    ...designApiRoutes,
    ...sharedApiRoutes,
    ...sharedRoutes,
    ...designRoutes,
    ...versionsRoutes,
    ...withdrawRoutes,
    ...designPartRoutes,
  ],
  jobs: [],
});
