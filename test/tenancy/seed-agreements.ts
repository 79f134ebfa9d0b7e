import type { StaffActor } from '#core/kernel/actor.js';
import { startInteraction } from '#core/interactions/index.js';
import { everyAuthority, type AuthorityId } from '#core/kernel/scope.js';
import { draftAgreement, openAgreement, signTerms, suspendAgreement } from '#core/partnerships/index.js';
import { someTerms } from '#core/partnerships/testing/agreements.js';
import { westmoor, type TestWorld } from '#core/testing/harness.js';

/** Agreements by which Westmoor serves a council's customers; its administrator signs for it. */
export interface Agreements {
  /** Nobody has signed it. */
  readonly draftAgreementId: string;
  readonly agreementId: string;
  readonly suspendedAgreementId: string;
  /** For continuity; the council's own person may open it. */
  readonly dormantAgreementId: string;
  readonly openedAgreementId: string;
  /** A contact that Westmoor answered for the council. */
  readonly workId: string;
}

interface At {
  readonly authorityId: AuthorityId;
  readonly mark: string;
}

/** Of every state one; version 1 is the draft's, 3 that of those in force, 4 of the others. */
export async function seedAgreements(world: TestWorld, actor: StaffActor, at: At): Promise<Agreements> {
  const { id: draftAgreementId } = await draft(world, actor, at);
  const agreementId = await agree(world, actor, at);
  const suspendedAgreementId = await agree(world, actor, at);
  const suspended = { id: suspendedAgreementId, expectedVersion: 3, reason: `As ${at.mark} asked` };
  await world.run(actor, suspendAgreement, suspended);
  const terms = { kind: 'continuity', openForHours: 8, officerIds: [actor.staffId] };
  const dormantAgreementId = await agree(world, actor, at, terms);
  const openedAgreementId = await agree(world, actor, at, terms);
  const opened = { id: openedAgreementId, expectedVersion: 3, hours: 4, reason: `${at.mark} is flooded` };
  await world.run(actor, openAgreement, opened);
  const workId = await answerFor(world, at, agreementId);
  return { draftAgreementId, agreementId, suspendedAgreementId, dormantAgreementId, openedAgreementId, workId };
}

function draft(world: TestWorld, actor: StaffActor, { authorityId, mark }: At, more: object = {}) {
  const parties = { receiverId: authorityId, providerId: westmoor };
  const title = `Westmoor answers for ${mark}`;
  return world.run(actor, draftAgreement, { ...someTerms, title, purpose: `Of ${mark}`, ...parties, ...more });
}

/** Both sign; with `partner`, Westmoor's, for the receiver. */
export async function agree(
  world: TestWorld,
  actor: StaffActor,
  at: At,
  more: object = {},
  partner?: StaffActor,
): Promise<string> {
  const { id } = await draft(world, actor, at, more);
  const provider = partner ? actor : await world.staff(['partnerships.sign'], [westmoor]);
  await world.run(partner ?? actor, signTerms, { id, expectedVersion: 1, side: 'receiver' });
  await world.run(provider, signTerms, { id, expectedVersion: 2, side: 'provider' });
  return id;
}

async function answerFor(world: TestWorld, { authorityId }: At, agreementId: string): Promise<string> {
  const adviser = await world.staff(['interactions.handle'], [authorityId]);
  const grants = new Map([['interactions.handle', [{ authorityId, agreementId }]]]);
  const { id } = await world.run({ ...adviser, grants }, startInteraction, { channel: 'telephone', authorityId });
  const db = world.kernel.db.read(everyAuthority);
  const [work] = await db.rows<{ id: string }>(db.from('agreement_work').where({ subject_id: id }));
  return work?.id ?? '';
}
