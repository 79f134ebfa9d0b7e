import { AdapterError, type EntriesPage, type PaymentsInstance, type ProviderEntry } from '@moothall/adapter-sdk';
import { tryInstance, type Asked } from '../../adapters/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import type { Instant } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listKnown } from './books-repository.js';
import { keyOf } from './books-rules.js';
import type { Known } from './books-types.js';

/** 60 pages of 500: what is more would be compared in part, and look like differences. */
const mostPages = 60;
const referencesAtOnce = 500;

/** What a connection has, and what Moothall has of it: by kind and reference, and whose it is. */
export interface ProviderBooks {
  readonly entries: readonly ProviderEntry[];
  readonly known: ReadonlyMap<string, Known>;
}

/** Whether a connection runs and has books to compare with. */
export function hasBooks({ part }: ConfiguredAdapter): boolean {
  return part.kind === 'payments' && part.state === 'running' && 'entries' in part.instance;
}

/** A connection's books from an instant until before another, of every council that it serves. */
export async function readProviderBooks(
  kernel: Kernel,
  one: ConfiguredAdapter,
  period: { readonly from: Instant; readonly until: Instant },
): Promise<Asked<ProviderBooks>> {
  const { name, part } = one;
  if (part.state !== 'running') return { ok: false, code: 'resting', words: 'The connection does not run.' };
  // Its kind was looked at before.
  const instance = part.instance as PaymentsInstance;
  const read = await tryInstance(kernel, one, () => readAll(instance, period));
  if (!read.ok) return read;
  return { ok: true, value: { entries: read.value, known: await knownOf(kernel, name, read.value) } };
}

async function readAll(
  instance: PaymentsInstance,
  period: { readonly from: Instant; readonly until: Instant },
): Promise<ProviderEntry[]> {
  const entries: ProviderEntry[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: EntriesPage | undefined = await instance.entries?.(period, cursor);
    entries.push(...(page?.entries ?? []));
    cursor = page?.cursor ?? null;
    if (cursor === null) return entries;
  }
  throw new AdapterError('refused', `The provider lists more than ${entries.length} entries: too many to compare.`);
}

async function knownOf(
  kernel: Kernel,
  instance: string,
  entries: readonly ProviderEntry[],
): Promise<ReadonlyMap<string, Known>> {
  const payments = await namedOf(
    kernel,
    'payment',
    instance,
    entries.map(({ theirPayment }) => theirPayment),
  );
  const ofRefunds = entries.filter(({ kind }) => kind === 'refund').map(({ theirReference }) => theirReference);
  const refunds = await namedOf(kernel, 'refund', instance, ofRefunds);
  const known = entries.flatMap((entry): [string, Known][] => {
    const { kind, theirReference, theirPayment } = entry;
    const payment = payments.get(theirPayment);
    // Money that was given back at the provider's own pages belongs to whom the payment does.
    const found =
      kind === 'payment' ? payment : (refunds.get(theirReference) ?? (payment && { ...payment, isTaken: false }));
    return found ? [[keyOf(entry), { ...found, theirReference }]] : [];
  });
  return new Map(known);
}

async function namedOf(
  kernel: Kernel,
  kind: ProviderEntry['kind'],
  instance: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const references = [...new Set(names)];
  const found = new Map<string, Known>();
  const db = kernel.db.read(everyAuthority);
  for (let at = 0; at < references.length; at += referencesAtOnce) {
    const some = references.slice(at, at + referencesAtOnce);
    for (const one of await listKnown(db, kind, { instance, references: some })) found.set(one.theirReference, one);
  }
  return found;
}
