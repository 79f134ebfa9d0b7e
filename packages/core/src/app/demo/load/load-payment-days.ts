import type { ProviderEntry } from '@moothall/adapter-sdk';
import { systemActor } from '../../../kernel/actor.js';
import { HOUR_MS, type LocalDate } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt, startOfDay } from '../../../kernel/london-time.js';
import { runQuery } from '../../../kernel/query.js';
import { everyAuthority } from '../../../kernel/scope.js';
import {
  closeDifference,
  compareBooks,
  getPaymentDay,
  keepComparison,
  listBookLines,
  periodOf,
  type BookLine,
} from '../../../payments/index.js';
import { demoActor } from './load-authorities.js';
import type { Loaded } from './load-interactions.js';
import { demoCard } from './load-payments.js';

const nights = 7;

/**
 * Dunmere's last week beside its provider's books: one payment that the provider lacks, which is explained, one that it
 * has alone, and days that agree.
 */
export async function loadPaymentDays(kernel: Kernel, { authorities }: Pick<Loaded, 'authorities'>): Promise<void> {
  const authorityId = authorities.ids.get('dunmere') ?? 0;
  const today = localDateAt(kernel.clock.now());
  const days = Array.from({ length: nights }, (_, index) => addDays(today, index - nights));
  let taken = 0;
  for (const dayOn of days) {
    const asked = { authority: authorityId, instance: demoCard.instance, ...periodOf(dayOn), limit: 1000 };
    const ours = await listBookLines(kernel.db.read(everyAuthority), asked);
    if (ours.length > 0) taken += 1;
    const id = await keepDay(kernel, { authorityId, dayOn }, { ours, theirs: theirsOf(ours, dayOn, taken) });
    if (taken === lacking && ours.length > 0) await explain(kernel, id);
  }
}

/** Of the days with payments, the first lacks one, and the second has one more. */
const lacking = 1;
const alone = 2;

function theirsOf(ours: readonly BookLine[], dayOn: LocalDate, nth: number): ProviderEntry[] {
  const entries = ours.map(({ theirReference, amountPence, at }): ProviderEntry => {
    const reference = theirReference ?? '';
    const paid = { state: 'paid', at, settledOn: addDays(dayOn, 2) } as const;
    return { kind: 'payment', theirReference: reference, theirPayment: reference, reference, amountPence, ...paid };
  });
  const at = startOfDay(dayOn) + 11 * HOUR_MS;
  const names = { theirReference: 'R29001', theirPayment: 'R29001', reference: 'Taken at the leisure centre' };
  const other: ProviderEntry = { kind: 'payment', ...names, amountPence: 1250, state: 'paid', at, settledOn: null };
  if (ours.length > 0 && nth === lacking) return entries.slice(1);
  return ours.length > 0 && nth === alone ? [...entries, other] : entries;
}

async function keepDay(
  kernel: Kernel,
  { authorityId, dayOn }: { readonly authorityId: number; readonly dayOn: LocalDate },
  books: { readonly ours: readonly BookLine[]; readonly theirs: readonly ProviderEntry[] },
): Promise<string> {
  const compared = compareBooks({ ...periodOf(dayOn), ...books, known: new Map(), isAlone: true });
  const { instance, title: providerName } = demoCard;
  const day = { authorityId, instance, providerName, dayOn, fault: null, compared };
  const nightAfter = {
    ...kernel,
    clock: { now: () => Math.min(startOfDay(addDays(dayOn, 1)) + 2 * HOUR_MS, kernel.clock.now()) },
  };
  return (await runCommand(nightAfter, systemActor('compares payments with the provider’s'), keepComparison, day)).id;
}

async function explain(kernel: Kernel, id: string): Promise<void> {
  const [found] = (await runQuery(kernel, demoActor, getPaymentDay, { id })).differences;
  const reason = 'The provider took it under its other service: its own report has it.';
  if (found) await runCommand(kernel, demoActor, closeDifference, { id: found.id, expectedVersion: 1, reason });
}
