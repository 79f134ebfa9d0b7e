import type { PaymentsInstance, ProviderEntry } from '@moothall/adapter-sdk';
import { servesCouncil, tryInstance } from '../../adapters/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { DAY_MS } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listOwners } from './books-repository.js';
import { compare } from './books-rules.js';
import type { ComparedBooks, DayBook } from './books-types.js';
import { periodOf } from './day-book.js';

/** What is taken on a day may have begun some days before at the provider: refunds take so long. */
const beforeMs = 3 * DAY_MS;
const mostPages = 60;
const referencesAtOnce = 500;

/** A council's day beside the books of each of its connections that has books. */
export async function compareBooks(kernel: Kernel, book: DayBook): Promise<ComparedBooks[]> {
  const serving = kernel.adapters.list.filter(
    (one) => one.part.kind === 'payments' && one.part.state === 'running' && servesCouncil(one, book.authorityId),
  );
  return await Promise.all(serving.map((one) => compareWith(kernel, book, one)));
}

async function compareWith(kernel: Kernel, book: DayBook, one: ConfiguredAdapter): Promise<ComparedBooks> {
  const { name: instance, part } = one;
  const about = { instance, title: part.title ?? instance, compared: [], unknownCount: 0 };
  // Its kind was looked at before.
  const adapter = part.state === 'running' ? (part.instance as PaymentsInstance) : undefined;
  if (adapter?.entries === undefined) return { ...about, fault: 'It has no list of its payments to compare with.' };
  const { from, until } = periodOf(book.on);
  const answer = await tryInstance(kernel, one, () => readAll(adapter, { from: from - beforeMs, until }));
  if (!answer.ok) return { ...about, fault: answer.words };
  const owners = await ownersOf(kernel, instance, answer.value);
  const theirs = answer.value.filter(({ theirPayment }) => (owners.get(theirPayment) ?? book.authorityId) === book.authorityId);
  const ours = book.lines.filter((line) => line.instance === instance);
  const known = new Set(owners.keys());
  const { compared, unknown } = compare(ours, theirs, { from, until, known });
  // Of a connection that serves several councils, nobody can tell whose it is.
  const isOnlyOurs = one.authorityIds !== 'all' && one.authorityIds.length === 1;
  const listed = isOnlyOurs
    ? unknown.map((entry) => ({ ours: null, theirs: entry, difference: 'not-ours' as const }))
    : [];
  return { ...about, fault: null, compared: [...compared, ...listed], unknownCount: isOnlyOurs ? 0 : unknown.length };
}

async function readAll(
  adapter: PaymentsInstance,
  period: { readonly from: number; readonly until: number },
): Promise<ProviderEntry[]> {
  const entries: ProviderEntry[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: Awaited<ReturnType<NonNullable<PaymentsInstance['entries']>>> | undefined = await adapter.entries?.(
      period,
      cursor,
    );
    entries.push(...(page?.entries ?? []));
    cursor = page?.cursor ?? null;
    if (cursor === null) break;
  }
  return entries;
}

async function ownersOf(
  kernel: Kernel,
  instance: string,
  entries: readonly ProviderEntry[],
): Promise<ReadonlyMap<string, number>> {
  const references = [...new Set(entries.map(({ theirPayment }) => theirPayment))];
  const owners = new Map<string, number>();
  for (let at = 0; at < references.length; at += referencesAtOnce) {
    const some = references.slice(at, at + referencesAtOnce);
    for (const [reference, owner] of await listOwners(kernel.db.read(everyAuthority), instance, some))
      owners.set(reference, owner);
  }
  return owners;
}
