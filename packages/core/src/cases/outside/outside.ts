import type { Capability } from '../../kernel/capability.js';
import { outsideApiRoutes } from './outside-api.js';
import { outsideRoutes } from './outside-desk.js';
import { outsideJobs } from './outside-jobs.js';
import { getOutside } from './outside-query.js';
import { recordSending } from './record-sending.js';
import { recordTelling } from './record-telling.js';
import { sendOutside } from './send-outside.js';
import { leaveNews, settleWord } from './settle-news.js';
import { takeNews } from './take-news.js';
import { tellOutside } from './tell-outside.js';
import { worksApiRoutes } from './works-api.js';

/** What cases whose work is done in another system bring to the capability. */
export const outside = {
  commands: [sendOutside, tellOutside, settleWord, recordSending, recordTelling, takeNews, leaveNews],
  queries: [getOutside],
  routes: [...outsideRoutes, ...outsideApiRoutes, ...worksApiRoutes],
  jobs: [...outsideJobs],
} satisfies Partial<Capability>;
