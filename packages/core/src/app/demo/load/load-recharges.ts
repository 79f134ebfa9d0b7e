import type { StaffActor } from '../../../kernel/actor.js';
import type { AnyCommand } from '../../../kernel/capability.js';
import { HOUR_MS, type LocalDate } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { addDays, addMonths, partsOf } from '../../../kernel/local-date.js';
import { localDateAt, startOfDay } from '../../../kernel/london-time.js';
import { runQuery } from '../../../kernel/query.js';
import {
  agreeStatement,
  answerDispute,
  disputeLine,
  draftStatement,
  getStatement,
  issueStatement,
  settleStatement,
} from '../../../recharges/index.js';
import type { DemoAuthorityKey, DemoWorld } from '../world/types.js';
import { keyOf } from './agreement-terms.js';
import { demoActor } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { Loaded } from './load-interactions.js';

/** How far the statement of a month came, by how many months ago it was. */
const lives = [
  { back: 4, life: 'settled' },
  { back: 3, life: 'agreed' },
  { back: 2, life: 'issued' },
  { back: 1, life: 'draft' },
] as const;

/**
 * What two districts pay the county for its nights: a month that is settled, one that is agreed, one that is issued (of
 * Dunmere's a line is disputed), and the last as a draft.
 */
export async function loadRecharges(
  kernel: Kernel,
  world: DemoWorld,
  { authorities, staff }: Loaded,
  agreements: ReadonlyMap<string, string>,
): Promise<void> {
  const today = localDateAt(kernel.clock.now());
  const thisMonth = addDays(today, 1 - partsOf(today).day);
  const administrator = (key: DemoAuthorityKey): StaffActor | undefined =>
    actorOf(staff, keyOf(world, key, 'administrator'), 'recharges.manage', authorities.ids.get(key) ?? 0);
  for (const council of ['dunmere', 'elmfold'] as const) {
    const agreementId = agreements.get(`westmoor-and-${council}-out-of-hours`);
    const [provider, receiver] = [administrator('westmoor'), administrator(council)];
    if (agreementId === undefined || !provider || !receiver) continue;
    for (const { back, life } of lives) {
      const month = { agreementId, monthOn: addMonths(thisMonth, -back), isDisputed: council === 'dunmere' };
      await loadMonth(kernel, { provider, receiver }, month, life);
    }
  }
}

interface Month {
  readonly agreementId: string;
  readonly monthOn: LocalDate;
  readonly isDisputed: boolean;
}

async function loadMonth(
  kernel: Kernel,
  { provider, receiver }: Readonly<Record<'provider' | 'receiver', StaffActor>>,
  { agreementId, monthOn, isDisputed }: Month,
  life: (typeof lives)[number]['life'],
): Promise<void> {
  const after = addMonths(monthOn, 1);
  const on = (day: number): Kernel => ({
    ...kernel,
    clock: { now: () => startOfDay(addDays(after, day)) + 10 * HOUR_MS },
  });
  const month = { agreementId, monthOn };
  const { id, version } = await runCommand(on(0), provider, draftStatement, month);
  let expectedVersion = version;
  const take = async (day: number, actor: StaffActor, command: AnyCommand, input: object = {}): Promise<void> => {
    const done: unknown = await runCommand(on(day), actor, command, { id, expectedVersion, ...input });
    expectedVersion = (done as { readonly version: number }).version;
  };
  if (life === 'draft') return;
  await take(2, provider, issueStatement);
  if (life === 'issued' && isDisputed) {
    const { lines } = await runQuery(kernel, demoActor, getStatement, { id });
    const line = lines.find(({ kind, pence }) => kind === 'minimum' && pence >= disputedPence);
    if (!line) return;
    await take(4, receiver, disputeLine, { lineId: line.id, pence: disputedPence, reason });
    const [dispute] = (await runQuery(kernel, demoActor, getStatement, { id })).disputes;
    await take(5, provider, answerDispute, { disputeId: dispute?.id, verdict: 'stands', answer });
  }
  if (life === 'issued') return;
  await take(6, receiver, agreeStatement);
  const paid = { settledOn: addDays(after, 20), payment: `BACS ${monthOn.slice(0, 7)}` };
  if (life === 'settled') await take(21, provider, settleStatement, paid);
}

/** Three of thirty evenings. */
const disputedPence = 4000;
const reason = 'Your telephones were out for three evenings. The least of a month should be a tenth less.';
const answer = 'On two of the three we answered by mobile, and your callers were told the number. The line stands.';
