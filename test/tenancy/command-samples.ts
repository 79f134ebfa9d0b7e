import { officeVersion } from './routes/council-samples.js';
import { nothingDiffers, staffHeadings } from './routes/directory-samples.js';
import { noRuleDiffers, rulesHeadings } from './routes/place-samples.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { officeHours } from '#core/directory/entries/working-hours.js';
import { someFields } from '#core/club/testing/records.js';
import { fingerprintOf } from '#core/exchange/index.js';
import { someTerms } from '#core/partnerships/testing/agreements.js';
import { testNow, westmoor } from '#core/testing/harness.js';
import { HOUR_MS } from '#core/kernel/clock.js';
import { hashSecret } from '#core/kernel/http/tokens.js';

import { articleOf } from './seed.js';
import { packOf } from './seed-packs.js';
import { fact } from './seed-places.js';
import { hash, type Sample, type Target } from './target.js';

const passwordHash = `scrypt1$15$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const aScimUser = (userName: string): object => ({
  ...{ userName, externalId: 'entra-2', displayName: 'Ines Vale', givenName: 'Ines', familyName: 'Vale' },
  ...{ email: null, telephone: null, title: 'Adviser', active: 'yes' },
});
const aScimGroup = (member: string): object => ({ displayName: 'Officers', externalId: null, members: [member] });

const interaction =
  (more: object, which: 'interactionId' | 'finishedInteractionId' = 'interactionId'): Sample =>
  async ({ of, version }) => ({ id: of[which], expectedVersion: await version('interactions', of[which]), ...more });

const aCase =
  (more: object, which: 'caseId' | 'ownCaseId' | 'closedCaseId' | 'restrictedCaseId' = 'caseId'): Sample =>
  async ({ of, version }) => ({ caseId: of[which], expectedVersion: await version('cases', of[which]), ...more });

const aWebhook =
  (more: object): Sample =>
  async ({ of, version }) => ({ id: of.webhookId, expectedVersion: await version('webhooks', of.webhookId), ...more });

const aMessage =
  (which: 'messageId' | 'heldMessageId' | 'failedMessageId' | 'undeliveredMessageId'): Sample =>
  ({ of }) => ({ id: of[which], expectedVersion: 1 });

const aHandover =
  (more: object): Sample =>
  async ({ of, version }) => ({
    id: of.handoverId,
    expectedVersion: await version('handovers', of.handoverId),
    ...more,
  });

const aCallBack =
  (more: object): Sample =>
  async ({ of, version }) => ({
    id: of.callBackId,
    expectedVersion: await version('call_backs', of.callBackId),
    ...more,
  });

const aCallOut =
  (more: object): Sample =>
  async ({ of, version }) => ({
    id: of.callOutId,
    expectedVersion: await version('call_outs', of.callOutId),
    ...more,
  });

const laterToday = { fromAt: testNow + HOUR_MS, untilAt: testNow + 2 * HOUR_MS };
const aTransfer =
  (which: 'transferId' | 'incomingTransferId' | 'sharedTransferId', more: (target: Target) => object): Sample =>
  async (target) => ({
    ...{ id: target.of[which], expectedVersion: await target.version('transfers', target.of[which]) },
    ...more(target),
  });

const aPeer =
  (more: (target: Target) => object): Sample =>
  async (target) => ({
    ...{ id: target.of.peerId, expectedVersion: await target.version('exchange_peers', target.of.peerId) },
    ...more(target),
  });

/** Of an offer that has not come: it waits for that. */
const aWithdrawal = (to: string) => ({
  ...{ exchange: 1, from: 'brayford', to, transfer: unknownId, sequence: 2, idempotency_key: unknownId },
  ...{ sent_at: '2026-11-16T10:00:00Z', kind: 'withdraw' },
  update: { updated_datetime: '2026-11-16T10:00:00Z', description: 'A slip' },
});
const unknownId = '01900000-0000-7000-8000-00000000ffff';

const aRotaOf = (personId: string) => ({
  ...{ name: 'Nights', hours: officeHours, weeks: [[personId]], startsOn: '2026-11-16', changesAtMinute: 540 },
});

const paid = { amountPence: 3500, method: 'card' };

const anArticle =
  (more: object): Sample =>
  async ({ of, version }) => ({
    id: of.articleId,
    expectedVersion: await version('articles', of.articleId),
    ...more,
  });

const aDesign =
  (more: object): Sample =>
  async ({ of, version }) => ({
    id: of.serviceId,
    expectedVersion: await version('services', of.serviceId),
    ...more,
  });

const onTakenTemplate: Sample = async ({ of, version }) => ({
  ...{ authorityId: of.authorityId, key: of.takenTemplateKey, number: 1 },
  expectedVersion: await version('message_templates', { authority_id: of.authorityId, key: of.takenTemplateKey }),
});

const onOwnSynonyms: Sample = async ({ of, version }) => ({
  ...{ authorityId: of.authorityId, key: 'search-words', number: 1 },
  expectedVersion: await version('synonym_lists', { authority_id: of.authorityId }),
});

const onOwnHours: Sample = async ({ of, version }) => ({
  ...{ authorityId: of.authorityId, key: 'office' },
  expectedVersion: await version('calendars', { authority_id: of.authorityId, key: 'office' }),
});

const onTakenService: Sample = async ({ of, version }) => ({
  ...{ authorityId: of.authorityId, key: of.takenServiceKey, number: 1 },
  expectedVersion: await version('services', { authority_id: of.authorityId, key: of.takenServiceKey }),
});

const anAlert =
  (more: object): Sample =>
  async ({ of, version }) => ({ id: of.alertId, expectedVersion: await version('alerts', of.alertId), ...more });

const anAgreement =
  (
    which: 'draftAgreementId' | 'agreementId' | 'suspendedAgreementId' | 'dormantAgreementId' | 'openedAgreementId',
    more: object = {},
  ): Sample =>
  async ({ of, version }) => ({ id: of[which], expectedVersion: await version('agreements', of[which]), ...more });

const aRecharge =
  (
    which: 'rechargeId' | 'undisputedRechargeId' | 'answerableRechargeId' | 'agreedRechargeId' | 'draftRechargeId',
    more: (of: Target['of']) => object = () => ({}),
  ): Sample =>
  async ({ of, version }) => ({
    ...{ id: of[which], expectedVersion: await version('recharge_statements', of[which]) },
    ...more(of),
  });

const aBusinessCase =
  (more: object): Sample =>
  async ({ of, version }) => ({
    ...{ part: 'business-cases', id: of.businessCaseId },
    expectedVersion: await version('business_cases', of.businessCaseId),
    ...more,
  });

const aTask: Sample = async ({ of, version }) => ({
  caseId: of.caseId,
  taskId: of.taskId,
  expectedVersion: await version('case_tasks', of.taskId),
});

const advocate = { role: 'advocate', covers: 'Everything', evidenceKind: 'signed-consent' };

const pairOf = async ({ of, version }: Target) => ({
  id: of.pairId,
  expectedVersion: await version('customer_pairs', of.pairId),
});
const customer = async ({ of, version }: Target) => ({
  id: of.customerId,
  expectedVersion: await version('customers', of.customerId),
});

const anIdentifier = async ({ of, version }: Target) => ({
  id: of.identifierId,
  customerId: of.customerId,
  expectedVersion: await version('customers', of.customerId),
});

const anOccupancy = async ({ of, version }: Target) => ({
  id: of.occupancyId,
  customerId: of.customerId,
  expectedVersion: await version('customers', of.customerId),
});

/**
 * An input for every command. A new command joins with its line here. A command that names no record at all can't be
 * aimed at another council: it stands below, with the reason.
 */
export const commandSamples: Readonly<Record<string, Sample>> = {
  'access.assign-role': ({ of, me }) => ({ personId: me.colleagueId, authority: of.slug, role: 'administrator' }),
  'access.end-role': ({ of }) => ({ assignmentId: of.colleagueRoleId }),
  'alerts.decide-alert': async ({ of, version }) => ({
    id: of.proposedAlertId,
    expectedVersion: await version('alerts', of.proposedAlertId),
    decision: 'approve',
  }),
  'alerts.end-alert': anAlert({ reason: 'Moved away' }),
  'alerts.propose-alert': ({ of }) => ({
    customerId: of.customerId,
    kind: 'hoax-risk',
    advice: 'Ask two questions',
    reason: 'Somebody else rang in their name',
    reviewOn: '2027-01-10',
    until: '2027-02-28',
  }),
  'alerts.tell-review-due': ({ of }) => ({ id: of.dueAlertId }),
  'alerts.review-alert': anAlert({ reviewOn: '2027-01-20', until: '2027-03-01' }),
  'authorities.add-contact-line': ({ of }) => ({
    authorityId: of.authorityId,
    telephone: '+441632960199',
    name: 'Another line',
    openingWords: 'Good morning',
  }),
  'authorities.change-contact-line': async ({ of, version }) => ({
    ...{ id: of.lineId, expectedVersion: await version('contact_lines', of.lineId) },
    ...{ name: 'The line', openingWords: 'Good afternoon' },
  }),
  'authorities.change-identity': async ({ of, version }) => ({
    ...{ authorityId: of.authorityId, expectedVersion: await version('authorities', of.authorityId) },
    ...{ name: 'Another name', shortName: 'Another', brandColour: '#00594f', languages: ['en', 'cy'] },
  }),
  'authorities.set-calendar-day': async (target) => ({
    ...{ authorityId: target.of.authorityId, key: 'office', expectedVersion: await officeVersion(target) },
    ...{ on: '2027-01-04', hours: [{ fromMinute: 600, toMinute: 720 }], reason: 'Training' },
  }),
  'authorities.remove-calendar-day': async (target) => ({
    ...{ authorityId: target.of.authorityId, key: 'office', expectedVersion: await officeVersion(target) },
    on: '2026-12-24',
  }),
  'authorities.change-settings': async ({ of, version }) => ({
    ...{ authorityId: of.authorityId, expectedVersion: await version('authorities', of.authorityId) },
    ...{ repeatContactDays: 7, surveyPercent: 5, surveyRestDays: 30 },
  }),
  'authorities.set-retention': async ({ of, version }) => ({
    ...{ authorityId: of.authorityId, expectedVersion: await version('authorities', of.authorityId) },
    rules: { case: { years: 7, basis: 'As the committee decided' } },
  }),
  'authorities.set-calendar': ({ of }) => ({
    authorityId: of.authorityId,
    key: 'office',
    name: 'Never open',
    weekly: Object.fromEntries(days.map((day) => [day, []])),
    keepsBankHolidays: false,
  }),
  'bulletins.change-bulletin': async ({ of, version }) => ({
    ...{ id: of.bulletinId, expectedVersion: await version('bulletins', of.bulletinId) },
    ...{ title: 'Snow', body: 'It is late.', startsAt: 1, endsAt: 2 },
  }),
  'bulletins.withdraw-bulletin': async ({ of, version }) => ({
    id: of.bulletinId,
    expectedVersion: await version('bulletins', of.bulletinId),
  }),
  'bulletins.write-bulletin': ({ of }) => ({
    ...{ authorityId: of.authorityId, title: 'Snow', body: 'It is late.', startsAt: 1, endsAt: 2 },
  }),
  'cases.add-chase': ({ of }) => ({ caseId: of.caseId, note: 'Where is it?' }),
  'cases.add-file': ({ of }) => ({
    caseId: of.caseId,
    file: { digest: hash('a'), name: 'a.txt', mediaType: 'text/plain', sizeBytes: 3 },
  }),
  'cases.add-note': ({ of }) => ({ caseId: of.caseId, text: 'A note' }),
  'cases.add-task': ({ of }) => ({ caseId: of.caseId, title: 'Something to do' }),
  'cases.assign-case': async (target) => ({
    ...(await aCase({})(target)),
    assigneeId: target.me.personId,
  }),
  'cases.change-in-bulk': async (target) => ({
    ...(await aCase({})(target)),
    batchId: target.me.teamId,
    change: { does: 'note', text: 'Noted' },
  }),
  'cases.change-status': aCase({ event: 'start' }),
  'cases.drop-task': aTask,
  'cases.edit-case': aCase({ changes: { title: 'Another title' } }),
  'cases.edit-task': async (target) => ({
    ...(await aTask(target)),
    title: 'Another title',
    ownerId: null,
    dueOn: '2026-11-20',
  }),
  'cases.edit-view': ({ of }) => ({ id: of.savedViewId, expectedVersion: 1, name: 'Another name' }),
  'cases.promise-call-back': ({ of }) => ({
    ...{ about: { caseId: of.ownCaseId }, by: { teamId: of.teamId }, telephone: '01632 960144', ...laterToday },
  }),
  'cases.change-call-back': aCallBack({ telephone: '01632 960145', reason: 'She gave another number' }),
  'cases.send-outside': ({ of }) => ({ caseId: of.caseId }),
  'cases.tell-outside': ({ of }) => ({ caseId: of.caseId, text: `Beside the gate of ${of.mark}` }),
  'cases.settle-outside-word': ({ of }) => ({ caseId: of.caseId, id: of.stuckWordId, expectedVersion: 1 }),
  'cases.record-sending': ({ of }) => ({ id: of.outsideId, step: 'put-back', detail: 'Nothing answers' }),
  'cases.record-telling': ({ of }) => ({ id: of.outWordId, step: 'put-back', detail: 'Nothing answers' }),
  'cases.leave-news': ({ of }) => ({ id: of.newsId, state: 'late' }),
  'cases.take-news': ({ of }) => ({
    ...{ outsideId: of.outsideId, key: 'more', saidAt: testNow, status: null, outcome: null, statusWords: 'Seen' },
    ...{ comment: null, isForCustomer: false },
  }),
  'cases.take-call-back': aCallBack({}),
  'cases.record-attempt': aCallBack({ outcome: 'spoken' }),
  'cases.withdraw-call-back': aCallBack({ reason: 'She rang herself' }),
  'call-outs.start-call-out': ({ of }) => ({ about: { caseId: of.ownCaseId }, reason: 'A wall leans over a path' }),
  'call-outs.answer-call-out': ({ of }) => ({ id: of.callOutId, answer: 'accepted' }),
  'call-outs.record-ring': aCallOut({ place: 20, outcome: 'declined' }),
  'call-outs.pass-over-ring': ({ of }) => ({ id: of.lateCallOutId }),
  'call-outs.stand-down': aCallOut({ reason: 'It was a false alarm' }),
  'call-outs.ring-again': aCallOut({}),
  'cases.miss-call-back': ({ of }) => ({ id: of.lateCallBackId }),
  'cases.accept-handover': aHandover({}),
  'cases.decline-handover': aHandover({ reason: 'Not ours' }),
  'cases.withdraw-handover': aHandover({}),
  'cases.return-handover': ({ of }) => ({ id: of.handoverId }),
  'cases.finish-handover': ({ of }) => ({ id: of.takenHandoverId, expectedVersion: 2, result: 'Rodded' }),
  'cases.offer-case': async (target) => ({
    ...(await aCase({ note: 'Yours' }, 'ownCaseId')(target)),
    to: { authorityId: target.of.authorityId },
  }),
  'cases.pass-enquiry': ({ of }) => ({ enquiryId: of.enquiryId, to: { teamId: of.teamId }, note: 'Yours' }),
  'cases.set-handover-time': ({ of }) => ({ authorityId: of.authorityId, workingMinutes: 120, expectedVersion: 0 }),
  'cases.escalate-case': ({ of }) => ({ caseId: of.lateCaseId, step: 'breach' }),
  'cases.export-queue': ({ of }) => ({ authority: of.authorityId }),
  'cases.finish-task': aTask,
  'cases.follow-customer': ({ of }) => ({ caseId: of.followingCaseId }),
  'cases.forget-view': ({ of }) => ({ id: of.savedViewId, expectedVersion: 1 }),
  'cases.hand-over-case': async (target) => ({
    ...(await aCase({ note: 'Yours' })(target)),
    teamId: target.me.otherTeamId,
  }),
  'cases.join-case': ({ of }) => ({ caseId: of.caseId, customerId: of.carerId, note: 'Me too' }),
  'cases.keep-help-upload': ({ of }) => ({
    serviceId: of.staffServiceId,
    file: { digest: hash('c'), name: 'a.txt', mediaType: 'text/plain', sizeBytes: 1 },
  }),
  'call-outs.record-ring-message': ({ of }) => ({ ringId: of.callOutRingId, state: 'sent' }),
  'cases.keep-upload': ({ of }) => ({
    authorityId: of.authorityId,
    file: { digest: hash('c'), name: 'a.txt', mediaType: 'text/plain', sizeBytes: 1 },
  }),
  'cases.link-cases': ({ of }) => ({ caseId: of.ownCaseId, other: of.closedCaseReference, relation: 'duplicate-of' }),
  'cases.lift-restriction': aCase({ reason: 'It was somebody else' }, 'restrictedCaseId'),
  'cases.ask-for-help': ({ of }) => ({ serviceId: of.staffServiceId }),
  'cases.write-to-own-request': ({ of }) => ({ id: of.helpRequestId, text: 'It is dark again' }),
  'cases.cancel-own-request': async ({ of, version }) => ({
    ...{ id: of.helpRequestId, expectedVersion: await version('cases', of.helpRequestId) },
  }),
  'cases.reopen-own-request': async ({ of, version }) => ({
    ...{ id: of.cancelledRequestId, expectedVersion: await version('cases', of.cancelledRequestId) },
    text: 'It is dark again',
  }),
  'customers.know-colleague': ({ of }) => ({ authorityId: of.authorityId, personId: of.colleagueId }),
  'cases.log-case': ({ of }) => ({
    serviceId: of.serviceId,
    answers: { bin: 'rubbish' },
    location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' },
  }),
  'cases.open-restricted-case': ({ of }) => ({ id: of.caseId, reason: 'The officer in charge asked me to' }),
  'cases.recompute-due': ({ of }) => ({ authorityId: of.authorityId, calendarKey: 'office' }),
  'cases.keep-picture': ({ of }) => ({
    storedFileId: of.waitingPhotoId,
    picture: { digest: hash('b'), width: 4, height: 3 },
  }),
  'cases.remove-file': ({ of }) => ({ caseId: of.caseId, fileId: of.fileId }),
  'cases.reopen-case': aCase({}, 'closedCaseId'),
  'cases.reopen-task': ({ of }) => ({ caseId: of.caseId, taskId: of.endedTaskId, expectedVersion: 2 }),
  'cases.restrict-case': aCase({ reason: 'safeguarding' }),
  'cases.resolve-case': aCase({ outcome: 'emptied' }),
  'cases.save-view': ({ of }) => ({ name: 'Late', filter: { view: 'late' }, teamId: of.teamId }),
  'cases.take-next': ({ of }) => ({ teamId: of.teamId }),
  'cases.tell-task-due': ({ of }) => ({ caseId: of.caseId, taskId: of.taskId }),
  'cases.undo-in-bulk': ({ of }) => ({ batchId: of.batchId, caseId: of.caseId }),
  'cases.unlink-cases': ({ of }) => ({ caseId: of.caseId, linkId: of.linkId }),
  'club.add-record': ({ of }) => ({
    part: 'business-cases',
    authorityId: of.authorityId,
    fields: someFields.businessCase,
  }),
  'club.add-saving-file': ({ of }) => ({
    savingId: of.savingId,
    file: { digest: hash('a'), name: 'a.txt', mediaType: 'text/plain', sizeBytes: 3 },
  }),
  'club.remove-saving-file': ({ of }) => ({ savingId: of.savingId, fileId: of.savingFileId }),
  'club.change-record': aBusinessCase({ fields: { ...someFields.businessCase, need: 'Another need' } }),
  'club.move-record': aBusinessCase({ event: 'submit' }),
  'correspondence.cancel-message': aMessage('messageId'),
  'correspondence.confirm-message': aMessage('heldMessageId'),
  'correspondence.create-template': ({ of }) => ({
    authorityId: of.authorityId,
    key: 'another',
    name: 'Another',
    occasion: 'by-hand',
    words: { en: { subject: 'On {reference}', body: 'Done.' } },
  }),
  'correspondence.edit-template': ({ of }) => ({
    id: of.templateId,
    expectedVersion: 1,
    name: 'Changed',
    words: { en: { subject: 'On {reference}', body: 'Done.' } },
  }),
  'correspondence.message-in-bulk': async (target) => ({
    ...(await aCase({})(target)),
    batchId: target.me.teamId,
    words: { en: { subject: 'On {reference}', body: 'Done.' } },
  }),
  'correspondence.print-message': aMessage('messageId'),
  'correspondence.queue-automatic': ({ of }) => ({
    caseId: of.caseId,
    occasion: 'logged',
    status: null,
    eventId: 'a test',
  }),
  'correspondence.deal-with-message': aMessage('undeliveredMessageId'),
  'correspondence.keep-mail': ({ of }) => ({
    ...{ authorityId: of.authorityId, instance: 'inbox', key: '7', receivedAt: testNow, answersId: of.sentMessageId },
    ...{ fromName: 'Joan', fromAddress: 'joan@mail.example', subject: 'Thanks', body: 'Thank you.' },
    ...{ leftOut: null, aside: null, files: [] },
  }),
  'correspondence.place-mail': ({ of }) => ({ id: of.mailId, expectedVersion: 1, reference: of.caseReference }),
  'correspondence.deal-with-mail': ({ of }) => ({ id: of.mailId, expectedVersion: 1, note: 'Rang them' }),
  'correspondence.record-outcome': ({ of }) => ({ id: of.sentMessageId, outcome: 'wrong-address' }),
  'correspondence.record-delivery': ({ of }) => ({ id: of.messageId, step: 'begin' }),
  'correspondence.retry-message': aMessage('failedMessageId'),
  'correspondence.undo-message-in-bulk': ({ of }) => ({ batchId: of.messageBatchId, caseId: of.caseId }),
  'correspondence.write-payment-link': ({ of }) => ({
    ...{ about: { caseId: of.caseId }, amountPence: 3500, payFor: 'New bin' },
    ...{ link: 'https://crm.example/pay/1', openUntil: testNow + 86_400_000 },
  }),
  'correspondence.write-to-contact': ({ of }) => ({
    ...{ interactionId: of.interactionId, occasion: 'survey', link: 'https://crm.example/s/1' },
  }),
  'correspondence.send-answer': ({ of }) => ({
    ...{ interactionId: of.interactionId, enquiryId: of.enquiryId, resolves: true },
    ...{ address: '07700 900199', body: 'It is open on Saturdays.' },
  }),
  'correspondence.send-message': ({ of }) => ({
    caseId: of.caseId,
    channel: 'letter',
    subject: 'On {reference}',
    body: 'Done.',
    templateId: of.templateId,
  }),
  'customers.acknowledge-opening': ({ of }) => ({ id: of.openingId }),
  'customers.add-contact-point': ({ of }) => ({ customerId: of.customerId, kind: 'telephone', value: '07700 900199' }),
  'customers.add-identifier': ({ of }) => ({
    customerId: of.customerId,
    register: 'housing',
    type: 'tenancy',
    value: 'T-1',
  }),
  'customers.add-occupancy': ({ of }) => ({
    customerId: of.customerId,
    address: { placeId: of.placeId },
    role: 'owner',
  }),
  'customers.add-relationship': ({ of, me }) => ({
    customerId: of.customerId,
    otherId: me.neighbourId,
    relation: 'sibling',
  }),
  'customers.add-representation': ({ of, me }) => ({
    customerId: of.customerId,
    representativeId: me.neighbourId,
    ...advocate,
  }),
  'customers.create-customer': ({ of }) => ({
    authorityId: of.authorityId,
    firstName: 'New',
    lastName: 'Person',
    confirmedNew: true,
  }),
  'customers.dismiss-duplicate': pairOf,
  'customers.edit-customer': async (target) => ({ ...(await customer(target)), changes: { firstName: 'Jane' } }),
  'customers.edit-identifier': async (target) => ({
    ...(await anIdentifier(target)),
    ...{ register: 'housing', type: 'tenancy', value: 'T-3' },
  }),
  'customers.edit-occupancy': async (target) => ({ ...(await anOccupancy(target)), role: 'landlord' }),
  'customers.edit-relationship': async ({ of, version }) => ({
    id: of.relationshipId,
    customerId: of.customerId,
    expectedVersion: await version('customers', of.customerId),
    relation: 'child',
  }),
  'customers.edit-representation': async ({ of, version }) => ({
    id: of.representationId,
    customerId: of.customerId,
    expectedVersion: await version('customers', of.customerId),
    ...advocate,
  }),
  'customers.end-contact-point': ({ of }) => ({ id: of.contactPointId }),
  'customers.end-link': ({ of }) => ({ id: of.customerLinkId, customerId: of.customerId, reason: 'She asked us to' }),
  'customers.gather-strays': ({ of }) => ({ id: of.customerId }),
  'customers.keep-duplicates': ({ of }) => ({ authorityId: of.authorityId, lookedAt: 0, pairs: [], part: 'last' }),
  'customers.look-for-duplicates': ({ of }) => ({ authorityId: of.authorityId }),
  'customers.merge-customers': async (target) => ({
    survivorId: target.of.customerId,
    survivorVersion: await target.version('customers', target.of.customerId),
    mergedId: target.of.neighbourId,
    mergedVersion: await target.version('customers', target.of.neighbourId),
    reason: 'The same person',
  }),
  'customers.open-restricted': ({ of }) => ({ id: of.restrictedId, reason: 'She is on the line' }),
  'customers.prefer-contact-point': ({ of }) => ({ id: of.contactPointId }),
  'customers.remove-occupancy': anOccupancy,
  'customers.record-consent': ({ of }) => ({
    customerId: of.customerId,
    ...{ purpose: 'research', lawfulBasis: 'consent', wordingVersion: '1', evidence: 'Said on the telephone' },
  }),
  'customers.record-death': async (target) => ({ ...(await customer(target)), diedOn: '2026-11-01' }),
  'customers.record-move': ({ of }) => ({ id: of.customerId, address: { line: '9 Other Street' } }),
  'customers.remove-identifier': anIdentifier,
  'customers.restrict-customer': async (target) => ({
    ...(await customer(target)),
    restriction: 'safeguarding',
    reason: 'Asked for by the police',
  }),
  'customers.un-merge-customers': ({ of }) => ({ mergeId: of.mergeId, reason: 'Two people' }),
  'customers.undo-dismissal': pairOf,
  'customers.verify-contact-point': ({ of }) => ({ id: of.contactPointId }),
  'customers.withdraw-consent': ({ of }) => ({ id: of.consentId }),
  'directory.change-entry': ({ of }) => ({ kind: 'team', id: of.teamId, content: {}, expectedVersion: 1 }),
  'services.keep-rules-file': ({ of }) => ({ authorityId: of.authorityId, name: 'a.csv', content: rulesHeadings }),
  'services.apply-rules-file': ({ of }) => ({ id: of.rulesFileId, code: noRuleDiffers }),
  'directory.apply-staff-file': ({ of }) => ({ id: of.staffFileId, code: nothingDiffers }),
  'directory.keep-staff-file': ({ of }) => ({ authorityId: of.authorityId, name: 'a.csv', content: staffHeadings }),
  'directory.decide-entry-change': ({ of }) => ({ id: of.entryChangeId, expectedVersion: 1, decision: 'approve' }),
  'directory.add-rota': ({ of }) => ({ authorityId: of.authorityId, ...aRotaOf(of.personId) }),
  'directory.change-rota': async ({ of, version }) => ({
    ...{ id: of.rotaId, expectedVersion: await version('duty_rotas', of.rotaId), ...aRotaOf(of.personId) },
  }),
  'directory.end-rota': async ({ of, version }) => ({
    id: of.rotaId,
    expectedVersion: await version('duty_rotas', of.rotaId),
  }),
  'directory.swap-duty': ({ of }) => ({
    ...{ rotaId: of.rotaId, personId: of.personId, standsInId: of.colleagueId },
    ...{ fromOn: '2027-01-04', toOn: '2027-01-05' },
  }),
  'directory.drop-swap': ({ of }) => ({ rotaId: of.rotaId, swapId: of.swapId }),
  'directory.add-scim-token': ({ of }) => ({ authorityId: of.authorityId, name: 'Okta', tokenHash: hash('5') }),
  'directory.revoke-scim-token': ({ of }) => ({ id: of.scimTokenId }),
  'directory.add-scim-user': ({ of }) => ({ authorityId: of.authorityId, ...aScimUser(`joins-${of.slug}`) }),
  'directory.change-scim-user': ({ of }) => ({
    ...{ id: of.scimUserId, authorityId: of.authorityId, ...aScimUser(`moves-${of.slug}`) },
  }),
  'directory.remove-scim-user': ({ of }) => ({ id: of.scimUserId, authorityId: of.authorityId }),
  'directory.add-scim-group': ({ of }) => ({ authorityId: of.authorityId, ...aScimGroup(of.scimUserId) }),
  'directory.change-scim-group': ({ of }) => ({
    ...{ id: of.scimGroupId, authorityId: of.authorityId, ...aScimGroup(of.scimUserId) },
  }),
  'directory.remove-scim-group': ({ of }) => ({ id: of.scimGroupId, authorityId: of.authorityId }),
  'directory.follow-groups-again': ({ of }) => ({ authorityId: of.authorityId }),
  'directory.follow-listed': ({ of }) => ({
    ...{ authorityId: of.authorityId, connection: 'entra', content: staffHeadings, leftOut: 0 },
  }),
  'directory.add-team': ({ of }) => ({ authorityId: of.authorityId, key: 'new', name: 'New', purpose: 'Something' }),
  'directory.add-team-member': ({ of, me }) => ({ teamId: of.teamId, personId: me.newcomerId }),
  'identity.link-identity': ({ of, me }) => ({
    ...{ authorityId: of.authorityId, signInName: of.newcomerSignInName, issuer: 'https://login.example' },
    subject: `number-of-${me.slug}`,
  }),
  'identity.unlink-identity': ({ of }) => ({ id: of.identityId }),
  'identity.admit-person': ({ of }) => ({
    ...{ authorityId: of.authorityId, connection: 'login', issuer: 'https://login.example', subject: '4711' },
    ...{ signInName: 'newcomer', displayName: 'New Comer', email: null, roles: ['adviser'] },
  }),
  'identity.create-password-link': ({ of }) => ({ personId: of.colleagueId, tokenHash: hash('b') }),
  'identity.disable-account': ({ of }) => ({ personId: of.colleagueId }),
  'identity.enable-account': ({ of }) => ({ personId: of.colleagueId }),
  'identity.end-sessions': ({ of }) => ({ personId: of.colleagueId }),
  'identity.require-second-factor': ({ of }) => ({ personId: of.colleagueId, required: true }),
  'identity.reset-second-factor': ({ of }) => ({ personId: of.colleagueId }),
  'identity.revoke-token': ({ of }) => ({ tokenId: of.tokenId }),
  'identity.set-password': ({ of }) => ({ personId: of.colleagueId, passwordHash }),
  'interactions.capture-contact': ({ of }) => ({
    ...{ id: '0198c0de-0000-7000-8000-000000000078', authorityId: of.authorityId, channel: 'telephone' },
    what: 'A tree is down',
  }),
  'interactions.close-enquiry': ({ of }) => ({
    enquiryId: of.enquiryId,
    outcome: 'resolved',
    articleId: of.articleId,
  }),
  'interactions.describe-enquiry': async ({ of, version }) => ({
    id: of.enquiryId,
    expectedVersion: await version('enquiries', of.enquiryId),
    words: 'Something else',
  }),
  'interactions.finish-interaction': interaction({ openEnquiries: 'abandon' }),
  'interactions.identify-customer': interaction({ customerId: null }),
  'interactions.keep-notes': interaction({ notes: 'Other notes' }),
  'interactions.name-place': interaction({ placeId: null }),
  'interactions.open-enquiry': ({ of }) => ({ interactionId: of.interactionId, words: 'And another thing' }),
  'interactions.record-identity-check': interaction({ level: 'basic', questions: ['name', 'address'], passed: false }),
  'interactions.reopen-interaction': interaction({}, 'finishedInteractionId'),
  'interactions.set-avoidable': interaction({ reason: 'no' }),
  'interactions.record-call': ({ of }) => ({
    ...{ authorityId: of.authorityId, instance: 'phones', callId: 'c-1', state: 'ringing', at: 1 },
    ...{ caller: '01632960144', called: null, agent: null },
  }),
  'interactions.start-interaction': ({ of }) => ({
    channel: 'telephone',
    authorityId: of.authorityId,
    customerId: of.customerId,
  }),
  'knowledge.close-gap': ({ of }) => ({ authorityId: of.authorityId, stem: of.gapStem }),
  'knowledge.judge-word': ({ of }) => ({
    ...{ authorityId: of.authorityId, answerId: of.articleId, stem: of.learnedStem },
    ...{ before: 'undecided', decision: 'refused' },
  }),
  'knowledge.forget-enquiries': ({ of }) => ({ authorityId: of.authorityId, sourceIds: ['a call'] }),
  'knowledge.forget-word': ({ of }) => ({
    ...{ authorityId: of.authorityId, answerId: of.articleId, stem: of.learnedStem },
  }),
  'knowledge.create-article': ({ of }) => ({
    authorityId: of.authorityId,
    article: { ...articleOf(of.mark), key: 'another-article' },
    state: 'published',
  }),
  'knowledge.give-feedback': ({ of }) => ({ articleId: of.articleId, problem: 'wrong', note: 'Not so' }),
  'knowledge.keep-own': async ({ of, version }) => ({
    ...{ authorityId: of.authorityId, key: of.takenKey, number: 2 },
    expectedVersion: await version('articles', { authority_id: of.authorityId, key: of.takenKey }),
  }),
  'knowledge.learn-enquiries': ({ of }) => ({
    authorityId: of.authorityId,
    items: [{ words: 'Nobody came for it', articleId: of.articleId }],
  }),
  'knowledge.log-gap': ({ of }) => ({ authorityId: of.authorityId, words: 'An armadillo is loose' }),
  'knowledge.publish-article': ({ of }) => ({ authorityId: of.authorityId, article: articleOf(of.mark) }),
  'knowledge.publish-version': anArticle({}),
  'knowledge.restore-version': anArticle({ number: 1 }),
  'knowledge.revise-article': async (target) => {
    const { of } = target;
    return { ...(await anArticle({ state: 'published' })(target)), article: articleOf(of.mark) };
  },
  'knowledge.keep-own-synonyms': onOwnSynonyms,
  'knowledge.go-back-synonyms': onOwnSynonyms,
  'knowledge.save-synonyms': async ({ of, version }) => ({
    authorityId: of.authorityId,
    expectedVersion: await version('synonym_lists', { authority_id: of.authorityId }),
    groups: [['ginnel', 'alley']],
  }),
  'open311.make-key': ({ of }) => ({
    ...{ authorityId: of.authorityId, name: 'FixMyStreet', rights: ['report'], secretHash: hash('e') },
  }),
  'open311.revoke-key': ({ of }) => ({ id: of.spareKeyId }),
  'open311.offer-service': async ({ of, version }) => ({
    ...{ serviceId: of.serviceId, shows: 'reports' },
    expectedVersion: await version('report_offers', { service_id: of.serviceId }),
  }),
  'open311.take-report': ({ of }) => ({
    ...{ keyId: of.reportKeyId, serviceId: of.serviceId, answers: { bin: 'rubbish' }, participant: {} },
    location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' },
  }),
  'open311.take-update': ({ of }) => ({
    ...{ keyId: of.reportKeyId, caseId: of.caseId, updateId: 'U-1', text: 'It is there still' },
  }),
  'events.add-webhook': ({ of }) => ({ authorityId: of.authorityId, address: 'https://hooks.example/', kinds: null }),
  'events.change-webhook': aWebhook({ address: 'https://hooks.example/', kinds: ['case.logged'] }),
  'events.end-webhook': ({ of }) => ({ id: of.webhookId }),
  'events.pause-webhook': ({ of }) => ({ id: of.webhookId, does: 'pause' }),
  'events.record-webhook-test': ({ of }) => ({ id: of.webhookId, fault: null }),
  'events.replay-webhook-deliveries': ({ of }) => ({ id: of.webhookId, from: '2026-11-16', to: '2026-11-16' }),
  'events.rotate-webhook-secret': aWebhook({}),
  'events.settle-webhook-delivery': async ({ of, version }) => ({
    ...{ webhookId: of.webhookId, id: of.webhookDeliveryId, does: 'retry' },
    expectedVersion: await version('deliveries', of.webhookDeliveryId),
  }),
  'adapters.pause-adapter': ({ of }) => ({ name: of.instance, does: 'pause' }),
  'adapters.record-check': ({ of }) => ({ name: of.instance, fault: null }),
  'adapters.replay-deliveries': ({ of }) => ({ name: of.instance, from: '2026-11-16', to: '2026-11-16' }),
  'adapters.settle-delivery': async ({ of, version }) => ({
    ...{ name: of.instance, id: of.deliveryId, does: 'retry' },
    expectedVersion: await version('deliveries', of.deliveryId),
  }),
  'exchange.accept-transfer': aTransfer('incomingTransferId', ({ of }) => ({ caseId: of.caseId })),
  'exchange.add-peer': ({ of }) => ({
    ...{ authorityId: of.authorityId, origin: 'https://192.0.2.11', councilSlug: 'ferrow', councilName: 'Ferrow' },
    ...{ fingerprint: fingerprintOf(of.nextPublicKey), publicKey: of.nextPublicKey },
  }),
  'exchange.decline-transfer': aTransfer('incomingTransferId', () => ({ reason: 'Not ours' })),
  'exchange.end-peer': aPeer(() => ({})),
  'exchange.offer-transfer': async (target) => ({
    ...(await aCase({})(target)),
    ...{ peerId: target.of.peerId, fields: ['place'], lawfulBasis: 'Public task', purpose: 'Theirs', note: 'Look' },
  }),
  'exchange.pin-key': ({ of }) => ({
    ...{ id: of.peerId, fingerprint: fingerprintOf(of.nextPublicKey), publicKey: of.nextPublicKey },
  }),
  'exchange.record-delivery': ({ of }) => ({
    ...{ peerId: of.peerId, messageId: of.transferId, result: { outcome: 'failed', reason: 'Nothing answers' } },
  }),
  'exchange.retry-peer': ({ of }) => ({ id: of.peerId }),
  'exchange.send-note': aTransfer('sharedTransferId', () => ({ text: 'Have you been?' })),
  'exchange.send-status': ({ of }) => ({ caseId: of.caseId }),
  'exchange.settle-file': ({ of }) => ({
    ...{ id: of.transferFileId, result: { state: 'refused', reason: 'What came is not what was announced' } },
  }),
  'exchange.take-message': ({ of }) => ({
    ...{ peerId: of.peerId, clockAheadMs: 0, message: aWithdrawal(of.slug) },
  }),
  'exchange.unpin-key': aPeer(({ of }) => ({ fingerprint: of.pinnedFingerprint })),
  'exchange.withdraw-transfer': aTransfer('transferId', () => ({ reason: 'A slip' })),
  'knowledge.settle-feedback': ({ of }) => ({ id: of.feedbackId, expectedVersion: 1 }),
  'correspondence.take-shared': ({ of }) => ({ authorityId: of.authorityId, key: of.sharedTemplateKey, number: 1 }),
  'correspondence.keep-own': onTakenTemplate,
  'correspondence.go-back': onTakenTemplate,
  'authorities.follow-shared-hours': onOwnHours,
  'authorities.keep-own-hours': onOwnHours,
  'knowledge.take-shared': ({ of }) => ({ authorityId: of.authorityId, key: of.sharedKey, number: 1 }),
  'knowledge.withdraw-article': async ({ of, version }) => ({
    id: of.articleId,
    expectedVersion: await version('articles', of.articleId),
  }),
  'morning.acknowledge-work': ({ of }) => ({ ids: [of.workId] }),
  'notifications.notify': ({ of, me }) => ({
    authorityId: of.authorityId,
    personId: me.personId,
    kind: 'assigned',
    subject: { kind: 'case', id: me.caseId },
    reference: me.caseReference,
    byName: null,
    uniqueKey: 'a test',
  }),
  'packs.keep-pack-file': ({ of }) => ({
    ...{ authorityId: of.authorityId, name: 'a.yaml', content: JSON.stringify(packOf(of.mark, '1.1.0')) },
  }),
  'packs.install-kept-pack': ({ of }) => ({ id: of.packFileId, code: of.packFileCode }),
  'packs.install-pack': ({ of }) => ({ authorityId: of.authorityId, pack: packOf(of.mark, '1.1.0') }),
  'partnerships.change-terms': async (target) => ({ ...someTerms, ...(await anAgreement('agreementId')(target)) }),
  'partnerships.close-agreement': anAgreement('openedAgreementId'),
  'partnerships.draft-agreement': ({ of }) => ({ ...someTerms, receiverId: of.authorityId, providerId: westmoor }),
  'partnerships.end-agreement': anAgreement('agreementId', { reason: 'It is over' }),
  'partnerships.open-agreement': anAgreement('dormantAgreementId', { hours: 2, reason: 'Fire' }),
  'partnerships.renew-access': ({ of }) => ({ agreementId: of.agreementId }),
  'partnerships.resume-agreement': anAgreement('suspendedAgreementId'),
  'partnerships.sign-terms': anAgreement('draftAgreementId', { side: 'receiver' }),
  'partnerships.suspend-agreement': anAgreement('agreementId', { reason: 'For a while' }),
  'payments.record-case-payment': ({ of }) => ({ caseId: of.caseId, ...paid }),
  'payments.record-contact-payment': ({ of }) => ({ interactionId: of.interactionId, purpose: 'Skip', ...paid }),
  'payments.start-case-payment': ({ of }) => ({ caseId: of.caseId, amountPence: 100, way: 'online' }),
  'payments.start-contact-payment': ({ of }) => ({
    ...{ interactionId: of.interactionId, purpose: 'Skip', amountPence: 100, way: 'phone' },
  }),
  'payments.send-pay-link': ({ of }) => ({ id: of.linkPaymentId }),
  'payments.begin-attempt': ({ of }) => ({ paymentId: of.openPaymentId }),
  'payments.keep-answer': ({ of }) => ({
    ...{
      paymentId: of.openPaymentId,
      attempt: 0,
      theirReference: 'P-9',
      state: 'failed',
      paidAt: null,
      why: 'Refused',
    },
  }),
  'payments.refund-payment': async ({ of, version }) => ({
    ...{ id: of.takenPaymentId, expectedVersion: await version('payments', of.takenPaymentId) },
    ...{ amountPence: 100, reason: 'Twice' },
  }),
  'payments.keep-refund': ({ of }) => ({ id: of.refundId, state: 'refunded', theirReference: 'R-9', why: null }),
  'payments.keep-comparison': ({ of }) => ({
    ...{ authorityId: of.authorityId, instance: 'pay', providerName: 'Pay', dayOn: '2026-11-01', fault: 'Away' },
  }),
  'payments.make-income-file': ({ of }) => ({
    ...{ authorityId: of.authorityId, series: `council-${of.authorityId}`, takes: 'all' },
    ...{ from: '2026-11-01', dayOn: '2026-11-30' },
  }),
  'payments.close-difference': async ({ of, version }) => ({
    ...{ id: of.paymentDifferenceId, reason: 'Taken elsewhere' },
    expectedVersion: await version('payment_differences', of.paymentDifferenceId),
  }),
  'payments.cancel-payment': ({ of }) => ({ id: of.paymentId, expectedVersion: 1, reason: 'Twice' }),
  'places.add-place': ({ of }) => ({
    authorityId: of.authorityId,
    number: '8',
    street: 'Quarry Lane',
    town: 'Dunmere',
  }),
  'places.keep-address': ({ of }) => ({ chosen: of.foundAddress }),
  'places.end-fact': ({ of }) => ({ authorityId: of.authorityId, placeId: of.placeId, fact, expectedVersion: 1 }),
  'places.set-fact': ({ of }) => ({
    authorityId: of.authorityId,
    placeId: of.placeId,
    fact: 'assisted-bin',
    value: 'yes',
    source: 'Test',
  }),
  'places.set-responsibility': ({ of }) => ({
    area: { kind: 'authority', authorityId: of.authorityId },
    serviceKey: 'missed-bin',
    responsibleAuthorityId: of.authorityId,
  }),
  'places.correct-responsibility': async ({ of, version }) => ({
    ...{ id: of.ruleId, responsibleAuthorityId: of.authorityId, fromOn: '2026-01-01' },
    expectedVersion: await version('responsibilities', of.ruleId),
  }),
  'places.end-responsibility': async ({ of, version }) => ({
    ...{ id: of.ruleId, expectedVersion: await version('responsibilities', of.ruleId) },
  }),
  'recharges.draft-statement': ({ of }) => ({ agreementId: of.providedAgreementId, monthOn: '2026-10-01' }),
  'recharges.record-calls': aRecharge('draftRechargeId', () => ({ answered: 10, inTime: 9 })),
  'recharges.add-correction': aRecharge('draftRechargeId', () => ({ note: 'Tests', pence: -500 })),
  'recharges.issue-statement': aRecharge('draftRechargeId'),
  'recharges.dispute-line': aRecharge('rechargeId', (of) => ({ lineId: of.rechargeLineId, reason: 'A test' })),
  'recharges.withdraw-dispute': aRecharge('rechargeId', ({ disputeId }) => ({ disputeId })),
  'recharges.answer-dispute': aRecharge('answerableRechargeId', ({ answerableDisputeId: disputeId }) => ({
    ...{ disputeId, verdict: 'agreed', answer: 'So it was' },
  })),
  'recharges.agree-statement': aRecharge('undisputedRechargeId'),
  'recharges.settle-statement': aRecharge('agreedRechargeId', () => ({
    settledOn: '2026-11-02',
    payment: 'BACS 7781',
  })),
  'satisfaction.answer-survey': ({ of }) => ({ tokenHash: hashSecret(of.surveyToken), answer: 5 }),
  'satisfaction.send-survey': ({ of }) => ({ interactionId: of.finishedInteractionId }),
  'satisfaction.draw-survey': ({ of }) => ({ interactionId: of.finishedInteractionId }),
  'satisfaction.ask-survey': ({ of }) => ({ interactionId: of.finishedInteractionId }),
  'services.discard-draft': aDesign({}),
  'services.offer-again': aDesign({}),
  'services.keep-own': onTakenService,
  'services.take-shared': ({ of }) => ({ authorityId: of.authorityId, key: of.sharedServiceKey, number: 1 }),
  'services.use-shared': onTakenService,
  'services.publish-draft': aDesign({}),
  'services.publish-service': ({ of }) => ({
    authorityId: of.authorityId,
    definition: missedBin({ name: 'Taken over' }),
  }),
  'services.roll-back-service': aDesign({ number: 1 }),
  'services.withdraw-service': aDesign({ on: '2027-06-01' }),
  'services.save-draft': aDesign({ definition: missedBin({ name: 'Taken over' }) }),
  'wallboard.report-queues': ({ of }) => ({
    items: [
      {
        ...{ line: of.telephone, at: testNow, waiting: 3, longestWaitSeconds: 40, answered: 9, abandoned: 1 },
        ...{ agentsReady: 0, agentsTalking: 2 },
      },
    ],
  }),
  'services.start-service': ({ of }) => ({ authorityId: of.authorityId, key: 'lost-bin', name: 'Lost bin' }),
};

/** Commands that name nobody else's record, each with what they are about instead. */
export const commandsAboutOneself: Readonly<Record<string, string>> = {
  'authorities.add-authority': 'a new member body of the partnership',
  'customers.link-across': 'records of two councils, both of which the actor must see (customer-links.test.ts)',
  'exchange.add-key': 'the installation’s own key, which belongs to no council',
  'directory.propose-entry': 'the actor’s own entry',
  'directory.export-directory': 'that the actor takes out what everybody may read',
  'directory.end-absence': 'the actor’s own absence',
  'directory.set-absence': 'the actor’s own absence',
  'bulletins.acknowledge-bulletins': 'what the actor has read',
  'identity.change-own-password': 'the actor’s own password',
  'identity.create-account': 'a new account, or that of somebody who has none',
  'identity.create-person': 'a new person',
  'identity.create-token': 'a token of the actor’s own',
  'identity.replace-recovery-codes': 'the actor’s own codes',
  'identity.set-preferences': 'the actor’s own settings',
  'identity.set-second-factor': 'the actor’s own second factor',
  'notifications.mark-read': 'the actor’s own notifications',
  'identity.use-password-link': 'whoever holds the link, who is nobody yet',
};

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
