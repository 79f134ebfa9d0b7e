export { addressFilesConformance, type AddressFilesSubject, type SampleFile } from './address-files.js';
export { addressSearchConformance, type AddressSearchSubject } from './address-search.js';
export { everyKind, type AtWork, type Operation, type Subject } from './conformance.js';
export {
  documentsConformance,
  keepsDocumentsHere,
  type DocumentsSubject,
  type HereDocumentsSubject,
} from './documents.js';
export { codesFor } from './failures.js';
export {
  farEndFaults,
  retryAfterS,
  startFarEnd,
  type FarEnd,
  type FarEndAnswer,
  type FarEndFault,
  type FarEndOptions,
  type ReceivedRequest,
} from './far-end.js';
export { aHost, startAdapter, type Host } from './host.js';
export { receivesNews, type Tells } from './inbound.js';
export { inboxConformance, type InboxSubject, type MailFarEnd, type SentMail } from './inbox.js';
export { staffDirectoryConformance, type StaffDirectorySubject } from './staff-directory.js';
export { telephonyConformance, type TelephonySubject } from './telephony.js';
export { notificationsConformance, type NotificationsSubject } from './notifications.js';
export { lineOfBusinessConformance, type LineOfBusinessSubject } from './line-of-business.js';
export { signInConformance, type SignInPerson, type SignInSubject } from './sign-in.js';
export { paymentsConformance, type PaymentsSubject } from './payments.js';
