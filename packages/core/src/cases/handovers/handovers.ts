import type { Capability } from '../../kernel/capability.js';
import { acceptHandover, declineHandover } from './answer-handover.js';
import { finishHandover, returnHandover, withdrawHandover } from './end-handover.js';
import { handoverApiRoutes } from './handover-api.js';
import { handoverRoutes } from './handover-desk.js';
import { returnHandovers, returnOvertaken } from './handover-jobs.js';
import {
  getHandover,
  getHandoverTimes,
  handoverTimeline,
  listHandoverItems,
  listOffered,
  listPassed,
  listTaken,
} from './handover-queries.js';
import { handoverTimeRoutes } from './handover-times-desk.js';
import { offerCase, passEnquiry } from './offer-case.js';
import { setHandoverTime } from './set-handover-time.js';

/** What passing things on brings to the capability. */
export const handovers = {
  commands: [
    ...[offerCase, passEnquiry, acceptHandover, declineHandover, withdrawHandover, returnHandover],
    ...[finishHandover, setHandoverTime],
  ],
  queries: [getHandover, getHandoverTimes, listHandoverItems, listOffered, listPassed, listTaken],
  routes: [...handoverRoutes, ...handoverTimeRoutes, ...handoverApiRoutes],
  jobs: [returnHandovers, returnOvertaken],
  timelines: [handoverTimeline],
} satisfies Partial<Capability>;
