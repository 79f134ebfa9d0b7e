import { z } from 'zod';

const text = z.string();
const maybe = z.string().nullable();
const caseId = maybe;
const reference = text;

/** What an event is about: the address of the API that reads it stands in `docs/develop/events.md`. */
export type SubjectKind =
  | 'article'
  | 'bulletin'
  | 'calendar'
  | 'call-back'
  | 'case'
  | 'customer'
  | 'enquiry'
  | 'handover'
  | 'interaction'
  | 'payment'
  | 'property'
  | 'responsibility'
  | 'service'
  | 'survey';

export interface EventKind {
  readonly subject: SubjectKind;
  /** What happened, in a sentence for the documents. */
  readonly says: string;
  /** What is taken from the payload, by its name there, and nothing else: ids, keys, references, days and sums. */
  readonly data: Readonly<Record<string, z.ZodType>>;
}

const moved = { reference, event: text, from: text, to: text, outcome: maybe };
const passed = { caseId, enquiryId: maybe };

/**
 * The events that other systems may read. A kind's name and fields are a promise: fields may be added, none is renamed or
 * taken away. A new event of the outbox joins here, or in `inside` with the reason.
 */
export const catalogue = {
  'article.published': {
    subject: 'article',
    says: 'An article of the knowledge has a new version.',
    data: { key: text },
  },
  'bulletin.written': {
    subject: 'bulletin',
    says: 'An urgent notice for staff was written.',
    data: { startsAt: z.number().nullable(), endsAt: z.number().nullable() },
  },
  'bulletin.changed': {
    subject: 'bulletin',
    says: 'An urgent notice was changed.',
    data: { startsAt: z.number().nullable(), endsAt: z.number().nullable() },
  },
  'bulletin.withdrawn': { subject: 'bulletin', says: 'An urgent notice was withdrawn.', data: {} },
  'calendar.changed': {
    subject: 'calendar',
    says: 'Opening hours or closed days changed; due times follow.',
    data: { key: text },
  },
  'call-back.promised': { subject: 'call-back', says: 'A call was promised.', data: { caseId } },
  'call-back.changed': {
    subject: 'call-back',
    says: 'A promised call was changed: when, which number, whom to ask for or who calls.',
    data: { caseId },
  },
  'call-back.taken': { subject: 'call-back', says: 'Somebody took a promised call.', data: { caseId } },
  'call-back.no-answer': { subject: 'call-back', says: 'Nobody answered; there is a next time.', data: { caseId } },
  'call-back.missed': { subject: 'call-back', says: 'A promised call was not made in time.', data: { caseId } },
  'call-back.ended': { subject: 'call-back', says: 'A promised call was made, or given up.', data: { caseId } },
  'case.logged': {
    subject: 'case',
    says: 'A case was logged.',
    data: { reference, serviceKey: text, teamId: maybe },
  },
  'case.status-changed': { subject: 'case', says: 'A case moved along its lifecycle.', data: moved },
  'case.resolved': { subject: 'case', says: 'A case came to a status that closes it.', data: moved },
  'case.reopened': { subject: 'case', says: 'A closed case was opened again.', data: moved },
  'case.assigned': {
    subject: 'case',
    says: 'A case has another person to deal with it, or none.',
    data: { reference, assigneeId: maybe },
  },
  'case.handed-over': {
    subject: 'case',
    says: 'A case went to another team.',
    data: { reference, fromTeamId: maybe, toTeamId: maybe },
  },
  'case.edited': {
    subject: 'case',
    says: 'What a case says was changed, with the names of what.',
    data: { reference, fields: z.array(text) },
  },
  'case.noted': { subject: 'case', says: 'A note was added to a case.', data: { reference, noteId: text } },
  'case.chased': { subject: 'case', says: 'A customer asked how their case stands.', data: { reference } },
  'case.joined': { subject: 'case', says: 'Somebody else reported what a case is about.', data: { reference } },
  'case.linked': {
    subject: 'case',
    says: 'A link to another case was made or removed.',
    data: { reference, done: maybe, relation: maybe },
  },
  'case.sla-warning': {
    subject: 'case',
    says: 'A case is close to its due time.',
    data: { reference, dueAt: z.number() },
  },
  'case.sla-breached': { subject: 'case', says: 'A case is late.', data: { reference, dueAt: z.number() } },
  'case.restriction-lifted': {
    subject: 'case',
    says: 'A case that was for its team alone is there for others: read it for what happened meanwhile.',
    data: { reference },
  },
  'customer.created': { subject: 'customer', says: 'A customer’s record was made.', data: {} },
  'customer.changed': {
    subject: 'customer',
    says: 'A customer’s record has a new version.',
    data: { version: z.number() },
  },
  'customer.merged': {
    subject: 'customer',
    says: 'Another record was merged into this customer’s.',
    data: { mergedId: text, mergeId: text },
  },
  'customer.un-merged': {
    subject: 'customer',
    says: 'A record that was merged into another stands by itself again.',
    data: { mergeId: text },
  },
  'enquiry.closed': {
    subject: 'enquiry',
    says: 'An enquiry of a contact ended.',
    data: {
      ...{ interactionId: text, outcome: text, serviceId: maybe, articleId: maybe, caseId },
      firstContactResolution: z.boolean().nullable(),
    },
  },
  'handover.offered': {
    subject: 'handover',
    says: 'A case or an enquiry was passed to somebody, who has not answered yet.',
    data: passed,
  },
  'handover.accepted': { subject: 'handover', says: 'It was taken over.', data: passed },
  'handover.declined': { subject: 'handover', says: 'It was declined.', data: passed },
  'handover.returned': { subject: 'handover', says: 'Nobody answered in time, and it came back.', data: passed },
  'handover.withdrawn': { subject: 'handover', says: 'It was taken back before somebody answered.', data: passed },
  'handover.finished': {
    subject: 'handover',
    says: 'An enquiry that was taken over is dealt with.',
    data: { enquiryId: maybe },
  },
  'interaction.started': { subject: 'interaction', says: 'A contact began.', data: { channel: text } },
  'interaction.finished': { subject: 'interaction', says: 'A contact ended.', data: {} },
  'interaction.reopened': { subject: 'interaction', says: 'A contact that had ended goes on.', data: {} },
  'payment.recorded': {
    subject: 'payment',
    says: 'A payment was recorded, of a case or of a contact, or a provider has taken one.',
    data: { caseId, interactionId: maybe, amountPence: z.number() },
  },
  'payment.started': {
    subject: 'payment',
    says: 'A provider is to take a payment. Nothing is paid yet.',
    data: { caseId: maybe, interactionId: maybe, amountPence: z.number(), way: text },
  },
  'payment.ended': {
    subject: 'payment',
    says: 'A payment that a provider was to take came to nothing: `failed`, `cancelled` or `expired`.',
    data: { caseId: maybe, interactionId: maybe, amountPence: z.number(), state: text },
  },
  'payment.refunded': {
    subject: 'payment',
    says: 'A provider gave back some or all of a payment.',
    data: { caseId: maybe, refundId: text, amountPence: z.number() },
  },
  'payment.cancelled': {
    subject: 'payment',
    says: 'A payment was cancelled.',
    data: { caseId, amountPence: z.number() },
  },
  'property-fact.set': {
    subject: 'property',
    says: 'What is known about a property (its bin day, its council tax band) was set.',
    data: { fact: text },
  },
  'property-fact.ended': { subject: 'property', says: 'A fact about a property ended.', data: { fact: text } },
  'responsibility.set': {
    subject: 'responsibility',
    says: 'A rule says whose a service is in an area.',
    data: { serviceKey: text, fromOn: text, toOn: maybe },
  },
  'responsibility.corrected': {
    subject: 'responsibility',
    says: 'A rule of who answers where was corrected.',
    data: { serviceKey: text },
  },
  'responsibility.ended': {
    subject: 'responsibility',
    says: 'A rule of who answers where ended, or will.',
    data: { serviceKey: text, toOn: text },
  },
  'service.published': { subject: 'service', says: 'A version of a service took over.', data: { key: text } },
  'service.withdrawn': {
    subject: 'service',
    says: 'A service is not offered any more, from a day on.',
    data: { key: text, on: maybe },
  },
  'service.offered-again': { subject: 'service', says: 'A withdrawn service is offered again.', data: { key: text } },
  'survey.answered': {
    subject: 'survey',
    says: 'A customer answered the survey about a contact.',
    data: { interactionId: text },
  },
} as const satisfies Readonly<Record<string, EventKind>>;

export type EventKindName = keyof typeof catalogue;

/** The kinds that other systems may read, by name. */
export const eventKinds = Object.keys(catalogue) as [EventKindName, ...EventKindName[]];

/** Events of the outbox that stay inside, by kind or by what they are about, and why. */
export const inside: Readonly<Record<string, string>> = {
  agreement: 'two councils’ own negotiation',
  alert: 'that there is an alert on a customer is personal data of a special kind',
  'business-case': 'the joint committee’s papers',
  'call-out': 'who is rung out of hours is the rota’s',
  'case.colleague-wrote': 'what staff ask service desks about themselves',
  'case.mail-arrived': 'what customers wrote is read under /api/v1/mail',
  'case.mentioned': 'says whom to tell at the desk',
  'case.restricted': 'would tell of a restricted case',
  'case.restricted-opened': 'would tell of a restricted case',
  'case.task-due': 'says whom to tell at the desk',
  'case.task-for-team': 'says whom to tell at the desk',
  'case.task-given': 'says whom to tell at the desk',
  'case.task-overdue': 'says whom to tell at the desk',
  'chair-exception': 'the joint committee’s papers',
  'chair-order': 'the joint committee’s papers',
  'claimed-saving': 'the joint committee’s papers',
  'committee-decision': 'the joint committee’s papers',
  'committee-meeting': 'the joint committee’s papers',
  'committee-member': 'the joint committee’s papers',
  'customer.died': '`customer.changed` is told with it, and the record says it',
  'customer.link-ended': 'names another council’s record',
  'customer.linked': 'names another council’s record',
  'customer.restricted-opened': 'would tell of a restricted record',
  delivery: 'about the machinery of connections',
  message: 'about the machinery of messages',
  'partnership-risk': 'the joint committee’s papers',
  recharge: 'between two councils, each of which reads its statements',
  'shared-contract': 'the joint committee’s papers',
  outside: 'between a case and the system in which its work is done; what the case comes to is told of the case',
  transfer: 'between two installations, by messages of their own',
};
