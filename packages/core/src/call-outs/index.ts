import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { answerCallOut, passOverRing, recordRing } from './commands/answer-call-out.js';
import { recordRingMessage } from './commands/record-ring-message.js';
import { ringAgain, standDown } from './commands/stand-down.js';
import { startCallOut } from './commands/start-call-out.js';
import { deskRoutes } from './desk.js';
import { tellRung, watchCallOuts } from './jobs.js';
import { permissions } from './permissions.js';
import { getCallOut, getCallOutVersion, listCallOuts } from './queries.js';
import { startRoutes } from './start-desk.js';

export { ringCourier } from './ring-courier.js';
export { saidOutcomes } from './commands/answer-call-out.js';
export { answerCallOut, recordRing, standDown, startCallOut };
export { callOutStates, type CallOutState } from './rules.js';

/** Emergency call-outs: whoever is on duty is rung, one after the other, until somebody accepts. */
export const callOuts = defineCapability({
  name: 'call-outs',
  permissions,
  commands: [startCallOut, answerCallOut, recordRing, passOverRing, recordRingMessage, standDown, ringAgain],
  queries: [getCallOut, getCallOutVersion, listCallOuts],
  // The page of a new one stands before those that are named by their id.
  routes: [...startRoutes, ...deskRoutes, ...apiRoutes],
  jobs: [watchCallOuts, tellRung],
});
