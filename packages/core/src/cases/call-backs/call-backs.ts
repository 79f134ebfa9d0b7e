import type { Capability } from '../../kernel/capability.js';
import { missCallBack, recordAttempt, takeCallBack, withdrawCallBack } from './answer-call-back.js';
import { callBackApiRoutes } from './call-back-api.js';
import { callBackRoutes } from './call-back-desk.js';
import { watchCallBacks } from './call-back-jobs.js';
import { callBackTimeline, getCallBack, listCallBackItems, listCallBacks } from './call-back-queries.js';
import { changeCallBack } from './change-call-back.js';
import { changeRoutes } from './change-desk.js';
import { promiseCallBack } from './promise-call-back.js';
import { promiseRoutes } from './promise-desk.js';

/** What promised call-backs bring to the capability. */
export const callBacks = {
  commands: [promiseCallBack, changeCallBack, takeCallBack, recordAttempt, withdrawCallBack, missCallBack],
  queries: [getCallBack, listCallBackItems, listCallBacks],
  // The page of a new one stands before those that are named by their id.
  routes: [...promiseRoutes, ...callBackRoutes, ...changeRoutes, ...callBackApiRoutes],
  jobs: [watchCallBacks],
  timelines: [callBackTimeline],
} satisfies Partial<Capability>;
