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
  makeDueFile,
  periodOf,
  type BookLine,
} from '../../../payments/index.js';
import { demoActor } from './load-authorities.js';
import type { Loaded } from './load-interactions.js';
import { demoCard } from './load-payments.js';

const nights = 7;

/**
 * Dunmere's last week beside its provider's books: one payment that the provider lacks, which is explained, one that it
 * has alone, and days that agree; and the files for its income system.
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
    const id = await keepDay(
      kernel,
      { authorityId, dayOn },
      {
        ours,
        theirs: theirsOf(ours, dayOn, { lacks: taken === lacking && ours.length > 0, hasOther: dayOn === days.at(-1) }),
      },
    );
    if (taken === lacking && ours.length > 0 && dayOn !== days.at(-1)) await explain(kernel, id);
    const about = { authorityId, series: 'dunmere', takes: 'all', from: days[0] ?? dayOn, dayOn } as const;
    await makeDueFile(nightAfter(kernel, dayOn), about);
  }
}

/** Of the days with payments, the provider lacks one on the first. The last day has one that it took alone. */
const lacking = 1;

function theirsOf(ours: readonly BookLine[], dayOn: LocalDate, { lacks, hasOther }: Odd): ProviderEntry[] {
  const entries = ours.map(({ theirReference, amountPence, at }): ProviderEntry => {
    const reference = theirReference ?? '';
    const paid = { state: 'paid', at, settledOn: addDays(dayOn, 2) } as const;
    return { kind: 'payment', theirReference: reference, theirPayment: reference, reference, amountPence, ...paid };
  });
  const at = startOfDay(dayOn) + 11 * HOUR_MS;
  const names = { theirReference: 'R29001', theirPayment: 'R29001', reference: 'Taken at the leisure centre' };
  const other: ProviderEntry = { kind: 'payment', ...names, amountPence: 1250, state: 'paid', at, settledOn: null };
  return [...(lacks ? entries.slice(1) : entries), ...(hasOther ? [other] : [])];
}

interface Odd {
  readonly lacks: boolean;
  readonly hasOther: boolean;
}

async function keepDay(
  kernel: Kernel,
  { authorityId, dayOn }: { readonly authorityId: number; readonly dayOn: LocalDate },
  books: { readonly ours: readonly BookLine[]; readonly theirs: readonly ProviderEntry[] },
): Promise<string> {
  const compared = compareBooks({ ...periodOf(dayOn), ...books, known: new Map(), isAlone: true });
  const { instance, title: providerName } = demoCard;
  const day = { authorityId, instance, providerName, dayOn, fault: null, compared };
  return (
    await runCommand(
      nightAfter(kernel, dayOn),
      systemActor('compares payments with the provider’s'),
      keepComparison,
      day,
    )
  ).id;
}

function nightAfter(kernel: Kernel, dayOn: LocalDate): Kernel {
  const at = startOfDay(addDays(dayOn, 1)) + 3 * HOUR_MS;
  return { ...kernel, clock: { now: () => Math.min(at, kernel.clock.now()) } };
}

async function explain(kernel: Kernel, id: string): Promise<void> {
  const [found] = (await runQuery(kernel, demoActor, getPaymentDay, { id })).differences;
  const reason = 'The provider took it under its other service: its own report has it.';
  if (found) await runCommand(kernel, demoActor, closeDifference, { id: found.id, expectedVersion: 1, reason });
}
