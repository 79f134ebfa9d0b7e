import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { endLink } from './across/end-link.js';
import { linkAcross } from './across/link-across.js';
import { linkApiRoutes } from './across/links-api.js';
import { listLinks } from './across/list-links.js';
import { acknowledgeOpening } from './commands/acknowledge-opening.js';
import { addContactPoint } from './commands/add-contact-point.js';
import { addIdentifier } from './commands/add-identifier.js';
import { addOccupancy } from './commands/add-occupancy.js';
import { addRelationship } from './commands/add-relationship.js';
import { addRepresentation } from './commands/add-representation.js';
import { colleagueApiRoutes } from './colleagues/colleagues-api.js';
import { knowColleague } from './colleagues/know-colleague.js';
import { createCustomer } from './commands/create-customer.js';
import { dismissDuplicate, undoDismissal } from './commands/dismiss-duplicate.js';
import { editCustomer } from './commands/edit-customer.js';
import { editIdentifier } from './commands/edit-identifier.js';
import { editOccupancy } from './commands/edit-occupancy.js';
import { editRelationship } from './commands/edit-relationship.js';
import { editRepresentation } from './commands/edit-representation.js';
import { endContactPoint } from './commands/end-contact-point.js';
import { gatherStrays } from './commands/gather-strays.js';
import { mergeCustomers } from './commands/merge-customers.js';
import { keepDuplicates } from './commands/keep-duplicates.js';
import { lookForDuplicates } from './commands/look-for-duplicates.js';
import { openRestricted } from './commands/open-restricted.js';
import { preferContactPoint } from './commands/prefer-contact-point.js';
import { recordDeath } from './commands/record-death.js';
import { recordMove } from './commands/record-move.js';
import { removeIdentifier } from './commands/remove-identifier.js';
import { removeOccupancy } from './commands/remove-occupancy.js';
import { recordConsent } from './commands/record-consent.js';
import { restrictCustomer } from './commands/restrict-customer.js';
import { unMergeCustomers } from './commands/un-merge-customers.js';
import { verifyContactPoint } from './commands/verify-contact-point.js';
import { withdrawConsent } from './commands/withdraw-consent.js';
import { importCustomers } from './commands/import-customers.js';
import { deskRoutes } from './desk.js';
import { listConsents } from './record/consents-desk.js';
import { followMerges } from './jobs.js';
import { mergeApiRoutes } from './merge/merge-api.js';
import { compareCustomers, listMerges } from './merge/merge-queries.js';
import { duplicateApiRoutes } from './duplicates/duplicates-api.js';
import { tidyIndexNightly } from './search/tidy-index-job.js';
import { findDuplicatesJob, findDuplicatesNightly } from './duplicates/duplicates-jobs.js';
import { getDuplicate, listDuplicates } from './duplicates/duplicates-queries.js';
import { listOpenings } from './restricted/openings-queries.js';
import { partApiRoutes } from './record/parts-api.js';
import { permissions } from './permissions.js';
import {
  customersAtPlace,
  findLikelySame,
  getCustomer,
  listCustomers,
  listHoldersOf,
  matchByTelephone,
  searchCustomers,
} from './queries.js';

export { findByEmail } from './search/find-by-email.js';
export { findByTelephone } from './search/find-by-telephone.js';
export { findPostcode } from './matching/postcode.js';
export {
  addContactPoint,
  addIdentifier,
  addOccupancy,
  addRelationship,
  addRepresentation,
  createCustomer,
  editCustomer,
  editRepresentation,
  endContactPoint,
  mergeCustomers,
  openRestricted,
  preferContactPoint,
  recordDeath,
  recordMove,
  removeIdentifier,
  restrictCustomer,
  unMergeCustomers,
  verifyContactPoint,
  importCustomers,
};
export type { CustomerImport } from './commands/import-customers.js';
export type { CustomerMapping } from './import/customer-columns.js';
export { customersAtPlace, findLikelySame, getCustomer, listCustomers, matchByTelephone, searchCustomers };
export { knowColleague };
export { keepColleague } from './colleagues/keep-colleague.js';
export { listColleagueRecords } from './colleagues/colleagues-repository.js';
export { recordConsent, withdrawConsent };
export { compareCustomers, listConsents, listMerges };
export { endLink, linkAcross, listLinks };
export type { CustomerLink, CustomerLinks } from './across/list-links.js';
export { insertLinks } from './across/links-repository.js';
export { customerLinks, type LinksView } from './across/links-views.js';
export { addToSearch, moveInSearch } from './search/move-in-search-repository.js';
export { unindexCustomers } from './search/unindex-repository.js';
export { listConsentsOf, type Consent } from './record/consents-repository.js';
export type { CustomerMerge } from './merge/merge-repository.js';
export { noteReached } from './record/note-reached.js';
export { keepInStep } from './write-repository.js';
export { findCurrent, findCustomer, findCustomers, findReachable, findRecord } from './repository.js';
export { findDuplicatesOf } from './duplicates/find-duplicates-of.js';
export { mayAct, representationState } from './record/representation-state.js';
export { findRepresentation, type StoredRepresentation } from './record/ties-repository.js';
export { occupancyWords, preferredChannelWords, representationWords } from './words.js';
export { periodText } from './record/period-text.js';
export { isOpen, refuseUnlessOpen } from './restricted/restricted-access.js';
export { identifierName } from './record/register-words.js';
export {
  aboveCustomer,
  faultLinks,
  formPage,
  listOf,
  questionsOf,
  textOf,
  typedIn,
  type Typed,
} from './record/form-page.js';
export { openOrAsk } from './restricted/restricted-desk.js';
export { customerSummary, type CustomerSummaryView } from './record/summary-views.js';
export { hitView, type HitView } from './views.js';
export { evaluateFile, type EvaluatedPair, type Evaluation, type EvaluateOptions } from './linkage/evaluate-file.js';
export { disclose, isLiving, type BeforeCheck, type WholeRecord } from './rules.js';
export { emailField } from './input-fields.js';
export { customerRestricted, likelyDuplicate, reasonNeeded } from './customer-errors.js';
export { formatTelephone, readTelephone, toE164 } from '../kernel/telephone.js';
export type {
  ContactPoint,
  Customer,
  CustomerAtPlace,
  CustomerHit,
  CustomerKind,
  CustomerRecord,
  ReachableCustomer,
  EvidenceKind,
  Identifier,
  LikelySame,
  Need,
  Occupancy,
  Relation,
  Relationship,
  Representation,
  SearchAnswer,
  TelephoneMatch,
} from './types.js';

/** The people and organisations that an authority serves: finding them, and what is on record about them. */
export const customers = defineCapability({
  name: 'customers',
  permissions,
  commands: [
    acknowledgeOpening,
    addContactPoint,
    addIdentifier,
    addOccupancy,
    addRelationship,
    addRepresentation,
    createCustomer,
    knowColleague,
    dismissDuplicate,
    editCustomer,
    editIdentifier,
    editOccupancy,
    editRelationship,
    editRepresentation,
    endContactPoint,
    endLink,
    gatherStrays,
    linkAcross,
    mergeCustomers,
    keepDuplicates,
    lookForDuplicates,
    openRestricted,
    preferContactPoint,
    removeOccupancy,
    recordConsent,
    recordDeath,
    recordMove,
    removeIdentifier,
    restrictCustomer,
    unMergeCustomers,
    undoDismissal,
    verifyContactPoint,
    withdrawConsent,
  ],
  queries: [
    compareCustomers,
    customersAtPlace,
    findLikelySame,
    getCustomer,
    getDuplicate,
    listCustomers,
    listDuplicates,
    listLinks,
    listMerges,
    listOpenings,
    listConsents,
    listHoldersOf,
    matchByTelephone,
    searchCustomers,
  ],
  routes: [
    ...deskRoutes,
    ...apiRoutes,
    ...colleagueApiRoutes,
    ...partApiRoutes,
    ...duplicateApiRoutes,
    ...mergeApiRoutes,
    ...linkApiRoutes,
  ],
  jobs: [findDuplicatesJob, findDuplicatesNightly, followMerges, tidyIndexNightly],
});
