import { defineCapability } from '../kernel/capability.js';
import { logCase } from './commands/log-case.js';
import { permissions } from './permissions.js';
import { getCase } from './queries.js';

export { getCase, logCase };
export { caseErrors } from './case-errors.js';
export { makeCaseReference, parseCaseReference, readCaseReference, spokenCaseReference } from './reference.js';
export type { ReadCaseReference } from './reference.js';
export type { Case, CaseSummary, DescribedCase, DescribedSummary } from './types.js';

/** Cases: requests that outlive the contact, tracked to their outcome. */
export const cases = defineCapability({
  name: 'cases',
  permissions,
  commands: [logCase],
  queries: [getCase],
  routes: [],
  jobs: [],
});
