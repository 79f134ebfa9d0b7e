import { findGrants } from '#core/access/index.js';
import { allPermissions } from '#core/app/capabilities.js';
import { addFile, addNote, addTask, assignCase, linkCases, logCase } from '#core/cases/index.js';
import { changeInBulk } from '#core/cases/commands/change-in-bulk.js';
import { finishTask } from '#core/cases/commands/end-task.js';
import { joinCase } from '#core/cases/commands/join-case.js';
import { savePresence } from '#core/cases/queue/presence-repository.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { storeUpload } from '#core/cases/files/uploads.js';
import { messageInBulk } from '#core/correspondence/commands/message-in-bulk.js';
import { sendMessage } from '#core/correspondence/index.js';
import { recordCasePayment } from '#core/payments/index.js';
import { addTeam, addTeamMember } from '#core/directory/index.js';
import { openEnquiry, startInteraction, keepNotes, finishInteraction } from '#core/interactions/index.js';
import type { StaffActor } from '#core/kernel/actor.js';
import { roles } from '#core/kernel/permissions.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { publishService } from '#core/services/index.js';
import { dunmere, type TestWorld } from '#core/testing/harness.js';
import { addPerson } from '#core/testing/http.js';
import { connectPay, seedPayments } from '../tenancy/seed-payments.js';
import { seedMail } from '../tenancy/seed-contacts.js';
import { seedOutside } from '../tenancy/seed-outside.js';
import { setUp, type Seeded } from '../tenancy/seed.js';

/** The restricted case's own ids, in the names under which the samples look for an ordinary one's. */
type SecretIds = Pick<
  Seeded,
  | 'mark'
  | 'caseId'
  | 'caseReference'
  | 'ownCaseId'
  | 'closedCaseId'
  | 'taskId'
  | 'endedTaskId'
  | 'fileId'
  | 'batchId'
  | 'messageBatchId'
  | 'messageId'
  | 'mailId'
  | 'heldMessageId'
  | 'failedMessageId'
  | 'sentMessageId'
  | 'undeliveredMessageId'
  | 'paymentId'
  | 'openPaymentId'
  | 'takenPaymentId'
  | 'refundedPaymentId'
  | 'refundId'
  | 'linkId'
  | 'outsideId'
  | 'outWordId'
  | 'newsId'
  | 'stuckWordId'
>;

/** A council with a case that is restricted to one team, full of a word that stands nowhere else. */
export interface SecretWorld {
  /** In the team. */
  readonly member: Seeded;
  /** Holds every role but the data protection officer's, in another team; has everything to do with the case but that. */
  readonly outsider: Seeded;
  /** Holds that one role, in no team. */
  readonly officer: Seeded;
  /** Logged the case in a contact, and is in no team. */
  readonly raiser: Seeded;
  readonly secret: SecretIds;
  /** What a sample is asked with so that it names the restricted case. */
  readonly asked: Seeded;
}

export async function seedSecret(world: TestWorld, council: Seeded): Promise<SecretWorld> {
  const everyRole = roles.filter((role) => role !== 'data-protection-officer');
  const member = await somebody(world, council, 'Imani Osei', everyRole);
  const outsider = await somebody(world, council, 'Callum Frayne', everyRole);
  const officer = await somebody(world, council, 'Delyth Rowe', ['data-protection-officer']);
  const raiser = await somebody(world, council, 'Wren Castell', ['adviser']);
  const { id: teamId } = await world.run(setUp, addTeam, {
    authorityId: dunmere,
    key: 'adult-care',
    name: 'Adult social care',
    purpose: 'Looks after adults at risk',
  });
  await world.run(setUp, addTeamMember, { teamId, personId: member.personId });
  await world.run(setUp, addTeamMember, { teamId: council.teamId, personId: outsider.personId });
  const { id: serviceId } = await world.run(setUp, publishService, { authorityId: dunmere, definition: referral });
  const at = { ...council, teamId, serviceId };
  const secret = await seedCase(world, { raiser: raiser.actor, member: member.actor }, at);
  // Samples write the mark into what they make up: that must stay the council’s own.
  return { member, outsider, officer, raiser, secret, asked: { ...at, ...secret, mark: council.mark } };
}

const referral = missedBin({
  ...{ key: 'adult-care-referral', name: 'Adult social care referral', sensitivity: 'restricted' },
  ...{ retentionClass: 'restricted-case', identityLevel: { log: 'none', disclose: 'full' } },
  ...{ routing: [{ team: 'adult-care' }] },
});

async function somebody(
  world: TestWorld,
  council: Seeded,
  name: string,
  held: readonly (typeof roles)[number][],
): Promise<Seeded> {
  const { personId } = await addPerson(world, { name, roles: held.map((role) => [council.slug, role] as const) });
  const grants = await findGrants(world.kernel, allPermissions(), personId);
  const actor: StaffActor = { kind: 'staff', staffId: personId, name, via: 'session', grants };
  return { ...council, actor, personId };
}

const mark = 'Zephyrine';

/** The raiser's contact, the case, and all that hangs on one. */
async function seedCase(
  world: TestWorld,
  { raiser, member }: { raiser: StaffActor; member: StaffActor },
  at: Seeded,
): Promise<SecretIds> {
  const { id: interactionId, enquiryId } = await aContact(world, raiser, at);
  const log = (more: object) =>
    world.run(raiser, logCase, {
      serviceId: at.serviceId,
      answers: { bin: 'recycling', notice: `${mark} is not safe` },
      location: { uprn: '999900000004', text: `4 Quarry Lane, ${mark}`, postcode: 'DM4 2LL' },
      participant: { name: `Ines ${mark}` },
      note: `${mark} was heard`,
      ...more,
    });
  const { id: caseId, reference: caseReference } = await log({ interactionId, enquiryId });
  const { id: otherId } = await log({ customerId: at.customerId, participant: undefined });
  await finish(world, raiser, interactionId);
  await world.run(member, assignCase, { caseId: otherId, assigneeId: member.staffId, expectedVersion: 1 });
  await world.run(member, addNote, { caseId, text: `${mark} again, @Callum Frayne` });
  await world.run(member, joinCase, { caseId, customerId: at.carerId, note: `${mark} too` });
  const { id: taskId } = await world.run(member, addTask, { caseId, title: `Ring ${mark}`, dueOn: '2026-11-16' });
  const { id: endedTaskId } = await world.run(member, addTask, { caseId, title: `Rung ${mark}` });
  await world.run(member, finishTask, { caseId, taskId: endedTaskId, expectedVersion: 1 });
  const upload = { field: 'file', name: `${mark}.txt`, bytes: Buffer.from(mark) };
  const { id: fileId } = await world.run(member, addFile, { caseId, file: await storeUpload(world.kernel, upload) });
  const { id: linkId } = await world.run(member, linkCases, { caseId, other: at.caseReference, relation: 'related' });
  const batchId = world.newId();
  const change = { does: 'note', text: `${mark}, of many` } as const;
  await world.run(member, changeInBulk, { batchId, caseId, expectedVersion: 1, change });
  const [now, until] = [world.clock.now(), world.clock.now() + 3_600_000];
  const presence = { person: member.staffId, doing: 'noting', now, until } as const;
  await savePresence(world.kernel.db, { id: caseId, authorityId: at.authorityId }, presence);
  const messages = await seedMessages(world, member, caseId);
  const paid = { caseId, amountPence: 3500, method: 'card', receipt: `R ${mark}` } as const;
  const { id: paymentId } = await world.run(member, recordCasePayment, paid);
  const far = connectPay(world, { authorityId: at.authorityId, mark: 'Care' }, ['adult-care-referral']);
  const payments = await seedPayments(world, member, caseId, far);
  const outside = await seedOutside(world, { authorityId: at.authorityId, mark }, caseId, `works${at.mark}`);
  const others = { ownCaseId: otherId, closedCaseId: otherId };
  return {
    mark,
    caseId,
    caseReference,
    ...others,
    taskId,
    endedTaskId,
    fileId,
    batchId,
    linkId,
    ...messages,
    mailId: await seedMail(world, { authorityId: at.authorityId, mark }, messages.sentMessageId),
    ...outside,
    ...payments,
    paymentId,
  };
}

async function aContact(world: TestWorld, raiser: StaffActor, at: Seeded): Promise<{ id: string; enquiryId: string }> {
  const { id, version: expectedVersion } = await world.run(raiser, startInteraction, {
    channel: 'telephone',
    called: at.telephone,
    customerId: at.customerId,
  });
  await world.run(raiser, keepNotes, { id, expectedVersion, notes: `Spoke of ${mark}` });
  const enquiry = { interactionId: id, words: `${mark} is afraid`, serviceId: at.serviceId };
  return { id, enquiryId: (await world.run(raiser, openEnquiry, enquiry)).id };
}

async function finish(world: TestWorld, raiser: StaffActor, id: string): Promise<void> {
  const db = world.kernel.db.read(everyAuthority);
  const [row] = await db.rows<{ version: number }>(db.from('interactions').where({ id }).select('version'));
  await world.run(raiser, finishInteraction, { id, expectedVersion: row?.version ?? 0 });
}

async function seedMessages(world: TestWorld, member: StaffActor, caseId: string) {
  const messageBatchId = world.newId();
  const many = { en: { subject: `From ${mark}`, body: `Yours, ${mark}` } };
  const written = { batchId: messageBatchId, caseId, expectedVersion: 1, words: many };
  await world.run(member, messageInBulk, written);
  const write = async (state: string): Promise<string> => {
    const words = { channel: 'letter', subject: `From ${mark}`, body: `Yours, ${mark}` } as const;
    const { id } = await world.run(member, sendMessage, { caseId, ...words });
    await world.kernel.db.write(everyAuthority, (db) => db.update('messages', { id }, { state }));
    return id;
  };
  return {
    messageBatchId,
    messageId: await write('waiting'),
    heldMessageId: await write('held'),
    failedMessageId: await write('failed'),
    sentMessageId: await write('sent'),
    undeliveredMessageId: await write('undelivered'),
  };
}
