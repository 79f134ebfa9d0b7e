import { defineCapability } from '../kernel/capability.js';
import { createCustomer } from './commands/create-customer.js';
import { permissions } from './permissions.js';
import {
  customersAtPlace,
  findLikelySame,
  getCustomer,
  listCustomers,
  matchByTelephone,
  searchCustomers,
} from './queries.js';

export { createCustomer };
export { customersAtPlace, findLikelySame, getCustomer, listCustomers, matchByTelephone, searchCustomers };
export { findCustomer, findCustomers, findRecord } from './repository.js';
export { refuseUnlessOpen } from './restricted-access.js';
export { disclose, isLiving, type BeforeCheck, type WholeRecord } from './rules.js';
export { customerRestricted, likelyDuplicate, reasonNeeded } from './customer-errors.js';
export { formatTelephone, readTelephone, toE164 } from './matching/telephone.js';
export type {
  ContactPoint,
  Customer,
  CustomerHit,
  CustomerKind,
  CustomerRecord,
  Identifier,
  LikelySame,
  Need,
  Occupancy,
  Representation,
  SearchAnswer,
  TelephoneMatch,
} from './types.js';

/** The people and organisations that an authority serves: finding them, and what is on record about them. */
export const customers = defineCapability({
  name: 'customers',
  permissions,
  commands: [createCustomer],
  queries: [customersAtPlace, findLikelySame, getCustomer, listCustomers, matchByTelephone, searchCustomers],
  routes: [],
  jobs: [],
});
