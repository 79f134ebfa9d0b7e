import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { listChoices } from './choices.js';
import { changeTerms } from './commands/change-terms.js';
import { draftAgreement } from './commands/draft-agreement.js';
import { endAgreement } from './commands/end-agreement.js';
import { closeAgreement, openAgreement } from './commands/open-agreement.js';
import { renewAgreementAccess } from './commands/renew-access.js';
import { signTerms } from './commands/sign-terms.js';
import { resumeAgreement, suspendAgreement } from './commands/suspend-agreement.js';
import { deskRoutes } from './desk.js';
import { coverNewServices, giveAgreementHours } from './jobs.js';
import { permissions } from './permissions.js';
import { termsRoutes } from './terms-desk.js';
import { checkCoverage, getAgreement, listAgreements, tryAgreement } from './queries.js';

export { changeTerms, closeAgreement, draftAgreement, endAgreement, openAgreement, signTerms };
export {
  coverNewServices,
  getAgreement,
  giveAgreementHours,
  renewAgreementAccess,
  listAgreements,
  resumeAgreement,
  suspendAgreement,
};
export { agreementsInForce, isBetween, type AgreementInForce } from './agreements-in-force.js';
export { providersAgreed } from './agreed-providers.js';
export { keepWork, workKinds, type WorkKind } from './keep-work.js';
export { fieldsNotShared, notSharedText } from './not-shared.js';
export { authorityOf, sidesIn } from './agreement-rules.js';
export { auditedFor } from './change-agreement.js';
export { findAgreement, listAgreementsOf, listEvents } from './repository.js';
export { listTerms } from './terms-repository.js';
export { countWork, type WorkCount } from './work-repository.js';
export { abilities, sharedParts, sides, type Agreement, type AnswerLevel, type Price, type Side } from './types.js';
export type { Activation, AgreementEvent, TermsVersion } from './types.js';

/** Agreements by which one authority serves another's customers. */
export const partnerships = defineCapability({
  name: 'partnerships',
  permissions,
  commands: [
    ...[draftAgreement, changeTerms, signTerms, suspendAgreement, resumeAgreement, endAgreement],
    ...[openAgreement, closeAgreement, renewAgreementAccess],
  ],
  queries: [listAgreements, getAgreement, tryAgreement, checkCoverage, listChoices],
  routes: [...termsRoutes, ...deskRoutes, ...apiRoutes],
  jobs: [giveAgreementHours, coverNewServices],
});
