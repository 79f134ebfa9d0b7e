export {
  adapterApiVersion,
  type Adapter,
  type AdapterCheck,
  type AdapterContext,
  type AdapterInstance,
  type AdapterLog,
} from './contract.js';
export { defineAdapter } from './define-adapter.js';
export { AdapterError, adapterErrors, type AdapterErrorCode } from './errors.js';
export { asAgreed, readJson } from './read-json.js';
export { errorFromStatus } from './status-errors.js';
export type { NotificationChannel, NotificationsInstance, OutgoingNotification } from './notifications.js';
export { adapterKinds, type AdapterKind } from './kinds.js';
