export {
  addressLine,
  deliveryPointParts,
  geographicParts,
  numberRange,
  type AddressParts,
  type DeliveryPointText,
  type GeographicText,
} from './address-line.js';
export type {
  AddressesInstance,
  AddressFormat,
  AddressSearch,
  PartsFormat,
  RecordReader,
  WholeFormat,
} from './addresses.js';
export {
  answerLines,
  caseValue,
  caseValues,
  commentsFor,
  mappedService,
  mappedStatus,
  sentOfCustomer,
  theirStatus,
  type CaseValue,
  type MappedStatus,
} from './case-mapping.js';
export {
  choiceCell,
  dayCell,
  isDay,
  neededCell,
  optionalDayCell,
  optionalDecimalCell,
  optionalPostcodeCell,
  optionalUprnCell,
  optionalUsrnCell,
  optionalWholeNumberCell,
  postcodeCell,
  uprnCell,
  usrnCell,
  wholeNumberCell,
} from './cells.js';
export {
  adapterApiVersion,
  type Adapter,
  type AdapterCheck,
  type AdapterContext,
  type AdapterInstance,
  type AdapterLog,
  type OpenSocket,
  type SocketPlace,
} from './contract.js';
export { defineAdapter } from './define-adapter.js';
export { isDocumentName, type DocumentsInstance, type DocumentsPage, type DocumentToStore } from './documents.js';
export { AdapterError, adapterErrors, type AdapterErrorCode } from './errors.js';
export { asAgreed, readJson } from './read-json.js';
export { readXml, unreadableXml, xmlText, type XmlElement } from './read-xml.js';
export { FileFault, RowFault } from './file-faults.js';
export type {
  AddressChange,
  ChangeType,
  ClassificationPart,
  Coordinates,
  CrossReferencePart,
  DeliveryPointPart,
  EndPart,
  FilePart,
  GazetteerAddress,
  GazetteerLanguage,
  GazetteerPart,
  LogicalStatus,
  OrganisationPart,
  PropertyAddressPart,
  PropertyPart,
  StreetNamePart,
  StreetPart,
  SuccessorPart,
} from './gazetteer-part.js';
export { hasBearer, isSignedWith, sameSecret, type InboundNews, type InboundRequest } from './inbound.js';
export { normalisePostcode } from './postcode.js';
export { presentOnly } from './present-only.js';
export { errorFromStatus } from './status-errors.js';
export {
  notificationOutcomes,
  type NotificationChannel,
  type NotificationOutcome,
  type NotificationsInstance,
  type NotificationThread,
  type OutcomeNews,
  type TextNews,
  type OutgoingNotification,
  type SentOutcome,
} from './notifications.js';
export type {
  AddedFile,
  Asset,
  Cancellation,
  CaseAnswer,
  CaseChange,
  CaseUpdateKind,
  ChangesPage,
  Fact,
  LineOfBusinessAbility,
  LineOfBusinessInstance,
  OutgoingCase,
  OutgoingFile,
  OutgoingUpdate,
  Slot,
  TheirFile,
  TheirStatus,
  WorkPlace,
} from './line-of-business.js';
export {
  providerPaymentStates,
  providerRefundStates,
  type EntriesPage,
  type PaymentsInstance,
  type PaymentToStart,
  type PaymentWay,
  type PaymentNews,
  type ProviderEntry,
  type ProviderPayment,
  type ProviderPaymentState,
  type ProviderRefund,
  type ProviderRefundState,
  type RefundToMake,
} from './payments.js';
export type { InboxInstance, InboxPage, IncomingFile, IncomingMail } from './inbox.js';
export { adapterKinds, type AdapterKind } from './kinds.js';
export { callStates, type CallNews, type CallState, type TelephonyInstance } from './telephony.js';
export {
  rolesByGroup,
  rolesOf,
  signInRefusals,
  staffRoles,
  type SignedIn,
  type SignInInstance,
  type SignInOutcome,
  type SignInRefusal,
  type SignOutNotice,
  type StaffRole,
} from './sign-in.js';
export {
  mostDirectoryPeople,
  type DirectoryList,
  type DirectoryPerson,
  type StaffDirectoryInstance,
} from './staff-directory.js';
export { normaliseUprn, normaliseUsrn } from './uprn.js';
export { watchSocket, type SocketLimits } from './watch-socket.js';
