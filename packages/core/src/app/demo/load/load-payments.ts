import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt, startOfDay, toLocal } from '../../../kernel/london-time.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { feePence } from '../../../services/index.js';
import type { DemoCase, DemoWorld } from '../world/types.js';
import { serviceOf } from './load-catalogue.js';
import type { LoadedForCases } from './load-cases.js';

/** The connection that takes Dunmere's cards. */
export const demoCard = { instance: 'card', title: 'Sandbox payments' } as const;
const atProvider = 'dunmere';
const takenLately = 12;
/** One case in so many that cost something is not paid yet. */
const unpaidEvery = 5;
const methods = ['card', 'card', 'card', 'cheque', 'card', 'transfer', 'cash'] as const;

/** What was paid for permits, collections and badges when they were asked for. */
export async function loadPayments(kernel: Kernel, world: DemoWorld, loaded: LoadedForCases): Promise<void> {
  const { authorities, staff, customers, contacts } = loaded;
  const paid = world.cases
    .map((one) => ({ one, pence: feeOf(one, loaded), by: staff.people.get(one.loggedByKey ?? '') }))
    .filter(({ pence, by }) => pence > 0 && by !== undefined)
    .filter((_one, index) => (index + 1) % unpaidEvery !== 0);
  const byProvider = paidByProvider(
    paid.map(({ one }) => one),
    kernel.clock.now(),
  );
  const made = paid.map(({ one, pence, by }, index) => {
    const taken = byProvider.get(one.key);
    return {
      ...{ one, pence, by },
      method: taken === undefined ? (methods[index % methods.length] ?? 'card') : 'card',
      way: taken?.way ?? null,
      takenAt: taken?.at ?? one.loggedAt + 2 * MINUTE_MS,
      id: newId(kernel.clock, kernel.random),
      receipt: `R${String(20_001 + index)}`,
    };
  });
  const rows = made.map(({ one, pence, by, method, way, takenAt, id, receipt }) => [
    ...[id, authorities.ids.get(one.authorityKey), contacts.caseIds.get(one.key)],
    ...[customers.get(one.customerKey ?? '')?.id, pence, method],
    ...[receipt, takenAt, by?.id, by?.name, takenAt],
    ...[fundCodeOf(one, loaded), way],
  ]);
  const parts = made
    .filter(({ way }) => way !== null)
    .map(({ one, takenAt, id, receipt }) => [
      ...[newId(kernel.clock, kernel.random), authorities.ids.get(one.authorityKey), id, demoCard.instance],
      ...[demoCard.title, 'Case', 'What was asked for', 1, receipt, takenAt + 7 * DAY_MS, takenAt],
    ]);
  await kernel.db.write(everyAuthority, async (db) => {
    await db.bulk('payments', columns, rows);
    await db.bulk('provider_payments', partColumns, parts);
  });
}

interface TakenByProvider {
  readonly way: 'online' | 'phone';
  readonly at: Instant;
}

/** The council's latest cases that cost something, paid by card in the seven days before today. By the case's key. */
function paidByProvider(cases: readonly DemoCase[], now: Instant): Map<string, TakenByProvider> {
  const latest = cases.filter(({ authorityKey }) => authorityKey === atProvider).slice(-takenLately);
  const today = localDateAt(now);
  const days = 7;
  return new Map(
    latest.map(({ key, loggedAt }, index) => {
      const morning = startOfDay(addDays(today, (index % days) - days)) + 10 * HOUR_MS;
      const at = Math.max(morning + index * 17 * MINUTE_MS, loggedAt + 2 * MINUTE_MS);
      return [key, { way: index % 2 === 0 ? 'online' : 'phone', at }];
    }),
  );
}

const columns = [
  ...['id', 'authority_id', 'case_id', 'customer_id', 'amount_pence', 'method', 'receipt'],
  ...['taken_at', 'taken_by', 'taken_by_name', 'paid_at', 'fund_code', 'way'],
];
const partColumns = [
  ...['id', 'authority_id', 'payment_id', 'instance', 'provider_name', 'quoted', 'description', 'attempt'],
  ...['their_reference', 'open_until', 'heard_at'],
];

function fundCodeOf(one: DemoCase, { catalogue }: LoadedForCases): string | null {
  return serviceOf(catalogue, one.authorityKey, one.serviceKey).definition.fee?.fundCode ?? null;
}

function feeOf(one: DemoCase, { catalogue }: LoadedForCases): number {
  const { definition } = serviceOf(catalogue, one.authorityKey, one.serviceKey);
  if (definition.fee === undefined) return 0;
  const { on: today } = toLocal(one.loggedAt);
  return feePence(definition, { answers: one.answers, facts: {}, areas: [], today, localTime: '10:00' });
}
