import type { StaffActor } from '#core/kernel/actor.js';
import type { AuthorityId } from '#core/kernel/scope.js';
import {
  addCorrection,
  agreeStatement,
  disputeLine,
  draftStatement,
  getStatement,
  issueStatement,
} from '#core/recharges/index.js';
import { westmoor, type TestWorld } from '#core/testing/harness.js';
import { agree } from './seed-agreements.js';

/** Statements of what the council pays Westmoor, and Westmoor it. */
export interface Recharges {
  /** Issued to the council, one line disputed and one not. */
  readonly rechargeId: string;
  readonly rechargeLineId: string;
  readonly disputeId: string;
  /** Issued to the council, and nothing of it disputed. */
  readonly undisputedRechargeId: string;
  /** What the council charges Westmoor by. */
  readonly providedAgreementId: string;
  readonly answerableRechargeId: string;
  readonly answerableDisputeId: string;
  readonly agreedRechargeId: string;
  readonly draftRechargeId: string;
}

interface At {
  readonly authorityId: AuthorityId;
  readonly mark: string;
}

export async function seedRecharges(
  world: TestWorld,
  actor: StaffActor,
  at: At,
  agreementId: string,
): Promise<Recharges> {
  const partner = await world.staff(['recharges.manage', 'recharges.read', 'partnerships.sign'], [westmoor]);
  const parties = { receiverId: westmoor, providerId: at.authorityId, title: `${at.mark} answers for Westmoor` };
  const providedAgreementId = await agree(world, actor, at, parties, partner);
  const charged = { agreementId, provider: partner, receiver: actor, mark: at.mark };
  const charging = { agreementId: providedAgreementId, provider: actor, receiver: partner, mark: at.mark };
  const rechargeId = await issue(world, charged, '2026-07-01');
  const undisputedRechargeId = await issue(world, charged, '2026-08-01');
  const answerableRechargeId = await issue(world, charging, '2026-07-01');
  const agreedRechargeId = await issue(world, charging, '2026-08-01');
  await world.run(partner, agreeStatement, { id: agreedRechargeId, expectedVersion: 5 });
  const month = { agreementId: providedAgreementId, monthOn: '2026-09-01' };
  const { id: draftRechargeId } = await world.run(actor, draftStatement, month);
  const { disputeId, lineId } = await dispute(world, charged, rechargeId);
  const { disputeId: answerableDisputeId } = await dispute(world, charging, answerableRechargeId);
  return {
    ...{ rechargeId, rechargeLineId: lineId, disputeId, undisputedRechargeId, providedAgreementId },
    ...{ answerableRechargeId, answerableDisputeId, agreedRechargeId, draftRechargeId },
  };
}

interface Charging {
  readonly agreementId: string;
  readonly provider: StaffActor;
  readonly receiver: StaffActor;
  readonly mark: string;
}

/** A statement whose month had no terms: of two corrections. Its version is 5. */
async function issue(world: TestWorld, { agreementId, provider, mark }: Charging, monthOn: string): Promise<string> {
  const { id } = await world.run(provider, draftStatement, { agreementId, monthOn });
  for (const expectedVersion of [2, 3])
    await world.run(provider, addCorrection, { id, expectedVersion, note: `Calls for ${mark}`, pence: 500 });
  await world.run(provider, issueStatement, { id, expectedVersion: 4 });
  return id;
}

/** Disputes the first line of two; `lineId` is the second. */
async function dispute(world: TestWorld, { receiver, mark }: Charging, id: string) {
  const { lines, version } = await world.read(receiver, getStatement, { id });
  const [first, second] = lines.map((line) => line.id);
  const reason = `Not for ${mark}`;
  await world.run(receiver, disputeLine, { id, expectedVersion: version, lineId: first ?? '', reason });
  const { disputes } = await world.read(receiver, getStatement, { id });
  return { disputeId: disputes[0]?.id ?? '', lineId: second ?? '' };
}
