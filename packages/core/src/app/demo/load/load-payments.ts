import { MINUTE_MS } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { toLocal } from '../../../kernel/london-time.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { feePence } from '../../../services/index.js';
import type { DemoCase, DemoWorld } from '../world/types.js';
import { serviceOf } from './load-catalogue.js';
import type { LoadedForCases } from './load-cases.js';

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
  const rows = paid.map(({ one, pence, by }, index) => [
    ...[newId(kernel.clock, kernel.random), authorities.ids.get(one.authorityKey), contacts.caseIds.get(one.key)],
    ...[customers.get(one.customerKey ?? '')?.id, pence, methods[index % methods.length]],
    ...[`R${String(20_001 + index)}`, one.loggedAt + 2 * MINUTE_MS, by?.id, by?.name, one.loggedAt + 2 * MINUTE_MS],
    fundCodeOf(one, loaded),
  ]);
  await kernel.db.write(everyAuthority, (db) => db.bulk('payments', columns, rows));
}

const columns = [
  ...['id', 'authority_id', 'case_id', 'customer_id', 'amount_pence', 'method', 'receipt'],
  ...['taken_at', 'taken_by', 'taken_by_name', 'paid_at', 'fund_code'],
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
