import { access } from '../access/index.js';
import { adapters, type AnyCourier, type Listener } from '../adapters/index.js';
import { alerts } from '../alerts/index.js';
import { audit } from '../audit/index.js';
import { authorities } from '../authorities/index.js';
import { bulletins } from '../bulletins/index.js';
import { callOuts, ringCourier } from '../call-outs/index.js';
import { caseCourier, cases, mayHelpColleagues, wordCourier } from '../cases/index.js';
import { club } from '../club/index.js';
import { correspondence, messageCourier, messageSeveral, textListener } from '../correspondence/index.js';
import { customers } from '../customers/index.js';
import { dataProtection } from '../data-protection/index.js';
import { desk } from '../desk/index.js';
import { directory } from '../directory/index.js';
import { documents } from '../documents/index.js';
import { events } from '../events/index.js';
import { exchange } from '../exchange/index.js';
import { identityCapability } from '../identity/index.js';
import { callListener, interactions } from '../interactions/index.js';
import { jobsCapability } from '../jobs/index.js';
import { knowledge } from '../knowledge/index.js';
import { morning } from '../morning/index.js';
import { notifications } from '../notifications/index.js';
import { openReferral } from '../open-referral/index.js';
import { open311 } from '../open311/index.js';
import { packs } from '../packs/index.js';
import { partnerships } from '../partnerships/index.js';
import { paymentListener, payments } from '../payments/index.js';
import { places } from '../places/index.js';
import { recharges } from '../recharges/index.js';
import { reporting } from '../reporting/index.js';
import { satisfaction } from '../satisfaction/index.js';
import { services } from '../services/index.js';
import { wallboard } from '../wallboard/index.js';
import type { Capability } from '../kernel/capability.js';
import type { JobSpec } from '../kernel/jobs.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import type { Route } from '../kernel/route.js';

/** What the dispatcher takes to other systems. A capability that has something delivered joins here. */
export const couriers: readonly AnyCourier[] = [messageCourier, ringCourier, caseCourier, wordCourier];

/** What takes in news that other systems tell, besides what became of deliveries. */
export const listeners: readonly Listener[] = [callListener, paymentListener, textListener];

/** In the order of the layers. A capability joins by its line here. */
const belowTheDesk: readonly Capability[] = [
  authorities,
  identityCapability(() => allPermissions()),
  access,
  audit,
  adapters,
  jobsCapability(() => allJobs()),
  directory(mayHelpColleagues),
  places,
  documents,
  services,
  knowledge,
  bulletins,
  partnerships,
  openReferral,
  customers,
  alerts,
  interactions,
  cases([messageSeveral]),
  packs,
  notifications,
  callOuts,
  payments,
  correspondence,
  exchange,
  satisfaction,
  reporting,
  club,
  morning,
  recharges,
  dataProtection,
  events,
  open311,
  wallboard,
];

/** Everything that Moothall can do. */
export const capabilities: readonly Capability[] = [
  ...belowTheDesk,
  desk(belowTheDesk.flatMap(({ timelines = [] }) => timelines)),
];

export function allPermissions(): readonly PermissionSpec[] {
  return capabilities.flatMap((capability) => capability.permissions);
}

export function allRoutes(): readonly Route[] {
  return capabilities.flatMap((capability) => capability.routes);
}

export function allJobs(): readonly JobSpec[] {
  return capabilities.flatMap((capability) => capability.jobs);
}
