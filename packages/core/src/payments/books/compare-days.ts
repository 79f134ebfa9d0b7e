import { servesCouncil } from '../../adapters/index.js';
import { systemActor } from '../../kernel/actor.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { DAY_MS, type Instant, type LocalDate } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { addDays } from '../../kernel/local-date.js';
import { startOfDay } from '../../kernel/london-time.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { listBookLines } from './books-repository.js';
import { compareBooks, keyOf } from './books-rules.js';
import type { ComparedDay } from './books-types.js';
import { findDayOf } from './days-repository.js';
import { keepComparison } from './keep-comparison.js';
import { readProviderBooks, type ProviderBooks } from './provider-books.js';

/** A refund may have begun some days before it was made, and what is captured at midnight is the provider's tomorrow. */
const beforeMs = 3 * DAY_MS;
const afterMs = DAY_MS;
/** More than any council takes on a day. */
const mostLines = 20_000;

/** From midnight to midnight in London. */
export function periodOf(on: LocalDate): { readonly from: Instant; readonly until: Instant } {
  return { from: startOfDay(on), until: startOfDay(addDays(on, 1)) };
}

/**
 * Compares some days, one after another, of councils with the books of a connection that serves them, and keeps what
 * differs; where the provider can't be asked, that.
 */
export async function compareDays(
  kernel: Kernel,
  one: ConfiguredAdapter,
  { authorities, days }: { readonly authorities: readonly AuthorityId[]; readonly days: readonly LocalDate[] },
): Promise<void> {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return;
  const period = { from: periodOf(first).from - beforeMs, until: periodOf(last).until + afterMs };
  const books = await readProviderBooks(kernel, one, period);
  const about = { instance: one.name, providerName: one.part.title };
  const db = kernel.db.read(everyAuthority);
  const actor = systemActor('compares payments with the provider’s');
  for (const authorityId of authorities)
    for (const dayOn of days) {
      const day = { ...about, authorityId, dayOn };
      const compared = books.ok ? await compareDay(kernel, one, day, books.value) : undefined;
      const fault = books.ok ? null : books.words.slice(0, 500);
      // One row says that nothing was taken, or that the provider was away.
      if (dayOn !== last && isQuiet(compared) && !(await findDayOf(db, day))) continue;
      await runCommand(kernel, actor, keepComparison, { ...day, fault, compared });
    }
}

function isQuiet(compared: ComparedDay | undefined): boolean {
  return compared === undefined || compared.agreeing + compared.differences.length + compared.unknown === 0;
}

async function compareDay(
  kernel: Kernel,
  one: ConfiguredAdapter,
  { authorityId, dayOn }: { readonly authorityId: AuthorityId; readonly dayOn: LocalDate },
  { entries, known }: ProviderBooks,
): Promise<ComparedDay> {
  const period = periodOf(dayOn);
  const asked = { authority: authorityId, instance: one.name, ...period, limit: mostLines };
  const ours = await listBookLines(kernel.db.read(everyAuthority), asked);
  const theirs = entries.filter((entry) => (known.get(keyOf(entry))?.authorityId ?? authorityId) === authorityId);
  const isAlone = one.authorityIds !== 'all' && one.authorityIds.length === 1;
  return compareBooks({ ...period, ours, theirs, known, isAlone });
}

/** Of councils, those that a connection serves. */
export function servedOf(one: ConfiguredAdapter, authorities: readonly AuthorityId[]): AuthorityId[] {
  return authorities.filter((authorityId) => servesCouncil(one, authorityId));
}
