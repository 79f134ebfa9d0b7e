import { changeSettings } from '#core/authorities/index.js';
import { writeBulletin } from '#core/bulletins/index.js';
import { addChase } from '#core/cases/commands/add-chase.js';
import { addNote } from '#core/cases/commands/add-note.js';
import { addTask } from '#core/cases/commands/add-task.js';
import { assignCase } from '#core/cases/commands/assign-case.js';
import { changeInBulk } from '#core/cases/commands/change-in-bulk.js';
import { finishTask } from '#core/cases/commands/end-task.js';
import { linkCases } from '#core/cases/commands/link-cases.js';
import { restrictCase } from '#core/cases/commands/restrict-case.js';
import { resolveCase } from '#core/cases/commands/resolve-case.js';
import { saveView } from '#core/cases/commands/save-view.js';
import { acceptHandover, offerCase, passEnquiry, logCase, promiseCallBack } from '#core/cases/index.js';
import {
  finishInteraction,
  identifyCustomer,
  keepNotes,
  openEnquiry,
  recordIdentityCheck,
  startInteraction,
} from '#core/interactions/index.js';
import { messageInBulk } from '#core/correspondence/commands/message-in-bulk.js';
import { createTemplate, keepMail, sendMessage, writeToContact } from '#core/correspondence/index.js';
import { recordCasePayment } from '#core/payments/index.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { HOUR_MS } from '#core/kernel/clock.js';
import { askSurvey } from '#core/satisfaction/index.js';
import { origin, type TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';
import { seedPhotos } from './seed-photos.js';
import type { Customers } from './seed-customers.js';
import type { SharedPlaces } from './seed-places.js';
import { seedCallOuts } from './seed-call-outs.js';

export interface Contacts {
  /** Live. */
  readonly bulletinId: string;
  /** Open, with a customer and an open enquiry. */
  readonly interactionId: string;
  readonly enquiryId: string;
  readonly finishedInteractionId: string;
  /** Finished, drawn for the survey, and its customer given the link that this is the digest of. */
  readonly surveyToken: string;
  /** Open and nobody's. */
  readonly caseId: string;
  readonly caseReference: string;
  /** Open and the actor's own. */
  readonly ownCaseId: string;
  readonly closedCaseId: string;
  readonly closedCaseReference: string;
  /** Due on the day of the test. */
  readonly taskId: string;
  readonly endedTaskId: string;
  readonly fileId: string;
  readonly waitingPhotoId: string;
  /** Of a change that was made to several cases, among them `caseId`. */
  readonly batchId: string;
  /** Of a message that was written about several cases, among them `caseId`, and waits. */
  readonly messageBatchId: string;
  /** Open, and restricted by hand to the actor's team. */
  readonly restrictedCaseId: string;
  /** Restricted with its customer's record, which is not restricted any more. */
  readonly followingCaseId: string;
  /** Open, and late. */
  readonly lateCaseId: string;
  readonly savedViewId: string;
  /** Waiting, about `caseId`. */
  readonly messageId: string;
  /** Came in, and waits to be placed. */
  readonly mailId: string;
  /** Waiting until somebody confirms it. */
  readonly heldMessageId: string;
  /** About `interactionId`, which has no case. */
  readonly contactMessageId: string;
  /** Could not be sent. */
  readonly failedMessageId: string;
  readonly sentMessageId: string;
  readonly undeliveredMessageId: string;
  readonly templateId: string;
  /** Offered to the council itself. */
  readonly handoverId: string;
  /** An enquiry that the actor took over. */
  readonly takenHandoverId: string;
  /** Promised about a case, for the council's team. */
  readonly callBackId: string;
  /** In which the actor is rung. */
  readonly callOutId: string;
  /** Of whoever is rung in it: they are to be written to. */
  readonly callOutRingId: string;
  /** Whoever is rung in it has not answered in time. */
  readonly lateCallOutId: string;
  /** Its time is over. */
  readonly lateCallBackId: string;
  /** Towards `caseId`. */
  readonly paymentId: string;
  /** Of `caseId` and `closedCaseId`. */
  readonly linkId: string;
  /** Of `caseId` and `ownCaseId`. */
  readonly otherLinkId: string;
}

const aPayment = { amountPence: 3500, method: 'card' } as const;

type At = Council & Customers & SharedPlaces & { readonly serviceId: string; readonly teamId: string };

export async function seedContacts(world: TestWorld, actor: StaffActor, at: At): Promise<Contacts> {
  const contacts = await seedInteractions(world, actor, at);
  const cases = await seedCases(world, actor, at);
  const contactMessageId = await seedContactMessage(world, actor, at, contacts.interactionId);
  return { ...contacts, ...cases, contactMessageId, mailId: await seedMail(world, at, null) };
}

/** A mail that came in; it goes on the case of the message that it answers, if any. */
export async function seedMail(
  world: TestWorld,
  { authorityId, mark }: Pick<Council, 'authorityId' | 'mark'>,
  answersId: string | null,
): Promise<string> {
  const kept = await world.run(systemActor('reads the mail that came in'), keepMail, {
    ...{
      authorityId,
      instance: `inbox-${authorityId}`,
      key: mark,
      receivedAt: world.clock.now(),
      answersId,
      aside: null,
    },
    ...{ fromName: `Joan ${mark}`, fromAddress: 'joan@mail.example', subject: `From ${mark}`, body: `Yours, ${mark}` },
    ...{ leftOut: `${mark}.exe`, files: [] },
  });
  return kept.id;
}

async function seedInteractions(world: TestWorld, actor: StaffActor, at: At) {
  const about = { channel: 'telephone', called: at.telephone, caller: '01632 960144' } as const;
  const whose = { ...about, customerId: at.customerId };
  const { id: finishedInteractionId, version } = await world.run(actor, startInteraction, whose);
  await world.run(actor, finishInteraction, { id: finishedInteractionId, expectedVersion: version });
  const surveyToken = await seedSurvey(world, actor, at);
  const bulletinId = await seedBulletin(world, actor, at);
  const started = await world.run(actor, startInteraction, about);
  const { id } = started;
  const { customerId, mark } = at;
  let { version: expectedVersion } = started;
  ({ version: expectedVersion } = await world.run(actor, identifyCustomer, { id, expectedVersion, customerId }));
  const checked = { level: 'basic', questions: ['name', 'address', 'date-of-birth'], passed: true } as const;
  const check = await world.run(actor, recordIdentityCheck, {
    id,
    expectedVersion,
    ...checked,
    questions: [...checked.questions],
  });
  await world.run(actor, keepNotes, { id, expectedVersion: check.version, notes: `Spoke of ${mark}` });
  const words = `bin not emptied by ${mark}`;
  const { id: enquiryId } = await world.run(actor, openEnquiry, { interactionId: id, words, serviceId: at.serviceId });
  return { finishedInteractionId, surveyToken, bulletinId, interactionId: id, enquiryId };
}

async function seedBulletin(world: TestWorld, actor: StaffActor, { authorityId, mark }: At): Promise<string> {
  const time = { startsAt: world.clock.now() - 1, endsAt: world.clock.now() + 3_600_000 };
  const words = { title: `Snow in ${mark}`, body: `Rounds of ${mark} are late.`, keywords: 'bin' };
  return (await world.run(actor, writeBulletin, { authorityId, ...words, ...time })).id;
}

/** Draws every contact, and gives a customer the link. */
async function seedSurvey(
  world: TestWorld,
  actor: StaffActor,
  { authorityId, telephone: called }: At,
): Promise<string> {
  const settings = { repeatContactDays: 14, surveyPercent: 100, surveyRestDays: 0 };
  await world.run(systemActor('every contact is drawn'), changeSettings, {
    authorityId,
    expectedVersion: 1,
    ...settings,
  });
  const { id: interactionId, version } = await world.run(actor, startInteraction, { channel: 'telephone', called });
  await world.run(actor, finishInteraction, { id: interactionId, expectedVersion: version });
  const { token } = await world.run(actor, askSurvey, { interactionId });
  return token ?? '';
}

async function seedCases(world: TestWorld, actor: StaffActor, at: At) {
  const { mark, customerId, serviceId } = at;
  const log = (note: string) =>
    world.run(actor, logCase, {
      serviceId,
      customerId,
      answers: { bin: 'recycling', notice: `A notice of ${mark}` },
      location: { uprn: '999900000004', text: `4 Quarry Lane, ${mark}`, postcode: 'DM4 2LL' },
      note,
    });
  const { id: caseId, reference: caseReference } = await log(`A note of ${mark}`);
  const { id: ownCaseId } = await log(`Mine, of ${mark}`);
  await world.run(actor, assignCase, { caseId: ownCaseId, assigneeId: actor.staffId, expectedVersion: 1 });
  const { id: closedCaseId, reference: closedCaseReference } = await log(`Closed by ${mark}`);
  const closing = { caseId: closedCaseId, expectedVersion: 1, outcome: 'emptied' };
  await world.run(actor, resolveCase, closing);
  await world.run(actor, addNote, { caseId, text: `Another note of ${mark}` });
  await world.run(actor, addChase, { caseId, note: `Chased ${mark}` });
  const { id: taskId } = await world.run(actor, addTask, { caseId, title: `Ring ${mark}`, dueOn: '2026-11-16' });
  const { id: endedTaskId } = await world.run(actor, addTask, { caseId, title: `Rung ${mark}` });
  await world.run(actor, finishTask, { caseId, taskId: endedTaskId, expectedVersion: 1 });
  const photos = await seedPhotos(world, actor, { caseId, mark });
  const { id: lateCaseId } = await log(`Late at ${mark}`);
  await world.kernel.db.write(everyAuthority, (db) =>
    db.update('cases', { id: lateCaseId }, { due_at: world.clock.now() - 1 }),
  );
  const { id: restrictedCaseId } = await log(`Kept close by ${mark}`);
  await world.run(actor, restrictCase, { caseId: restrictedCaseId, reason: 'safeguarding', expectedVersion: 1 });
  const { id: followingCaseId } = await log(`Kept with the record of ${mark}`);
  await world.kernel.db.write(everyAuthority, (db) =>
    db.update('cases', { id: followingCaseId }, { restriction: 'customer' }),
  );
  const handovers = await seedHandovers(world, actor, at, (await log(`Passed on by ${mark}`)).id);
  const callBacks = await seedCallBacks(world, actor, at, ownCaseId);
  const callOuts = await seedCallOuts(world, actor, at, ownCaseId);
  const messages = await seedMessages(world, actor, { ...at, caseId });
  const { id: paymentId } = await world.run(actor, recordCasePayment, { ...aPayment, caseId, receipt: `R ${mark}` });
  const batchId = world.newId();
  const change = { does: 'note', text: `Of many, at ${mark}` } as const;
  await world.run(actor, changeInBulk, { batchId, caseId, expectedVersion: 1, change });
  const view = { name: `Late at ${mark}`, filter: { view: 'late' } } as const;
  const { id: savedViewId } = await world.run(actor, saveView, { ...view, teamId: at.teamId });
  const link = (from: string) =>
    world.run(actor, linkCases, { caseId: from, other: caseReference, relation: 'related' });
  const { id: linkId } = await link(closedCaseId);
  const { id: otherLinkId } = await link(ownCaseId);
  return {
    ...handovers,
    ...callBacks,
    ...callOuts,
    lateCaseId,
    restrictedCaseId,
    followingCaseId,
    caseId,
    caseReference,
    ownCaseId,
    closedCaseId,
    closedCaseReference,
    taskId,
    endedTaskId,
    ...photos,
    batchId,
    savedViewId,
    ...messages,
    paymentId,
    linkId,
    otherLinkId,
  };
}

/** A case that is offered to the whole council, and an enquiry that was passed to it and accepted. */
async function seedHandovers(world: TestWorld, actor: StaffActor, at: At, caseId: string) {
  const { authorityId, mark } = at;
  const to = { authorityId };
  const note = `Passed on by ${mark}`;
  const { id: handoverId } = await world.run(actor, offerCase, { caseId, to, note, expectedVersion: 1 });
  const { id: interactionId } = await world.run(actor, startInteraction, { channel: 'counter', authorityId });
  const words = `A drain of ${mark}`;
  const { id: enquiryId } = await world.run(actor, openEnquiry, { interactionId, words });
  const { id: takenHandoverId } = await world.run(actor, passEnquiry, { enquiryId, to, note });
  await world.run(actor, finishInteraction, { id: interactionId, expectedVersion: 1 });
  await world.run(actor, acceptHandover, { id: takenHandoverId, expectedVersion: 1 });
  return { handoverId, takenHandoverId };
}

/** Two calls that the council's team is to make, one of them overdue. */
async function seedCallBacks(world: TestWorld, actor: StaffActor, { teamId, mark }: At, caseId: string) {
  const now = world.clock.now();
  const promise = async (note: string) => {
    const window = { fromAt: now + HOUR_MS, untilAt: now + 2 * HOUR_MS };
    const whom = { name: `Joan ${mark}`, telephone: '01632 960144', note };
    return await world.run(actor, promiseCallBack, { about: { caseId }, by: { teamId }, ...whom, ...window });
  };
  const { id: callBackId } = await promise(`A call about ${mark}`);
  const { id: lateCallBackId } = await promise(`A late call about ${mark}`);
  await world.kernel.db.write(everyAuthority, (db) =>
    db.update('call_backs', { id: lateCallBackId }, { from_at: now - HOUR_MS, until_at: now - 1 }),
  );
  return { callBackId, lateCallBackId };
}

async function seedMessages(
  world: TestWorld,
  actor: StaffActor,
  { mark, authorityId, caseId }: At & { caseId: string },
) {
  const words = { en: { subject: `From ${mark}`, body: 'About {reference}' } };
  const template = { authorityId, key: 'our-words', name: `Words of ${mark}`, occasion: 'by-hand', words } as const;
  const { id: templateId } = await world.run(actor, createTemplate, template);
  const write = async (state: string): Promise<string> => {
    const message = { caseId, channel: 'letter', subject: `From ${mark}`, body: `Yours, ${mark}`, templateId } as const;
    const { id } = await world.run(actor, sendMessage, message);
    await world.kernel.db.write(everyAuthority, (db) => db.update('messages', { id }, { state }));
    return id;
  };
  const messageBatchId = world.newId();
  const written = { batchId: messageBatchId, caseId, expectedVersion: 1, words, templateId };
  await world.run(actor, messageInBulk, written);
  return {
    templateId,
    messageBatchId,
    messageId: await write('waiting'),
    heldMessageId: await write('held'),
    failedMessageId: await write('failed'),
    sentMessageId: await write('sent'),
    undeliveredMessageId: await write('undelivered'),
  };
}

/** The link to the survey, in the council's words. */
async function seedContactMessage(
  world: TestWorld,
  actor: StaffActor,
  { authorityId, mark }: At,
  interactionId: string,
): Promise<string> {
  const words = { en: { subject: `How ${mark} did`, body: `Tell ${mark}: {survey-link}` } };
  const template = { authorityId, key: 'survey', name: `Survey of ${mark}`, occasion: 'survey', words } as const;
  await world.run(actor, createTemplate, template);
  const toPay = { en: { subject: `Pay ${mark}`, body: 'Here: {payment-link}' } };
  const pay = { authorityId, key: 'pay', name: `Pay ${mark}`, occasion: 'payment', words: toPay } as const;
  await world.run(actor, createTemplate, pay);
  const link = `${origin}/s/${mark}`;
  return (await world.run(actor, writeToContact, { interactionId, occasion: 'survey', link })).id;
}
