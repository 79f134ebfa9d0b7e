import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { pauseAdapter } from './commands/pause-adapter.js';
import { recordCheck } from './commands/record-check.js';
import { replayDeliveries } from './commands/replay-deliveries.js';
import { settleDelivery } from './commands/settle-delivery.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { countWaitingForNone, getAdapter, listAdapterCalls, listAdapterDeliveries, listAdapters } from './queries.js';

export { redactor } from './adapter-log.js';
export { adapterFigures, countAdapters } from './adapter-figures.js';
export { pauseAdapter };
export { dayField } from './day-field.js';
export { codeWords, deliveryWords } from './adapter-words.js';
export { attemptCall, noteCall } from './attempt.js';
export { attemptDelivery, cancelDelivery } from './deliver.js';
export { inboundPath, inboundRoutes } from './inbound/inbound-routes.js';
export type { KeptNews, Listener } from './inbound/inbound-types.js';
export { callsNow, createDispatcher, type Dispatcher } from './dispatcher.js';
export { boundsOf, guardedFetch, reachOf, type Reach } from './guarded-fetch.js';
export { insertCalls, keepCheck, keepPause, listCalls, readHealth, untried } from './health-repository.js';
export { loadAdapters, startAlone } from './load-adapters.js';
export {
  checkConnections,
  examineConnections,
  listConnections,
  showAdapter,
  withAdapters,
  withAdaptersNamed,
  type AdapterShown,
  type CheckedConnection,
  type KnownConnection,
} from './connections.js';
export {
  claimDeliveries,
  countQueues,
  deliveriesInState,
  findDelivery,
  insertDeliveries,
  listDeliveries,
  updateDelivery,
} from './repository.js';
export { queueDelivery } from './queue-delivery.js';
export { refuseDelivered, replayDead } from './replay-repository.js';
export type { SettingRow } from './settings-reference.js';
export { deliveryStates } from './types.js';
export type { AdapterHealth, AnyCourier, Courier, Delivery, Ended, LoggedCall } from './types.js';
export { askAside, askInstance, tryInstance, type Asked } from './ask-instance.js';
export { inTime, waitMs } from './in-time.js';
export { adaptersFor, connectionFor, servesCouncil, type Serving } from './serving.js';

/** Connections to other systems: started from the configuration, asked under a lease, and looked after at the desk. */
export const adapters = defineCapability({
  name: 'adapters',
  permissions,
  commands: [pauseAdapter, recordCheck, replayDeliveries, settleDelivery],
  queries: [countWaitingForNone, getAdapter, listAdapterCalls, listAdapterDeliveries, listAdapters],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [],
});
