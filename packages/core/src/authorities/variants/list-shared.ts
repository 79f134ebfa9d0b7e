import { z } from 'zod';
import type { Reads } from '../../kernel/db/database.js';
import { notFound } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { QueryContext } from '../../kernel/query.js';
import { everyAuthority, isInScope, type AuthorityId } from '../../kernel/scope.js';
import { getAuthority, getPartnership } from '../known-authorities.js';
import type { Authority } from '../types.js';
import { namesByKey } from './names-by-key.js';
import { listVariants, standings, type ListedVariants, type Variant, type VariantFilter } from './standing.js';
import type { Pair } from './own-one.js';

/** Of whom, and which of what the partnership shares. */
export const SharedList = z.strictObject({
  authorityId: z.coerce.number().int(),
  show: z.enum([...standings, 'all']).default('all'),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});

/** An authority of the reader's beside the partnership. */
export interface Beside {
  readonly authority: Authority;
  readonly pair: Pair;
  readonly isPartnership: boolean;
  /** What the partnership shares is for all to read; of others there is said only who has their own. */
  readonly everything: Reads;
}

/** @throws not_found where the reader doesn't hold the permission for the authority */
export async function besidePartnership(
  { db, kernel }: Pick<QueryContext, 'db' | 'kernel'>,
  authorityId: AuthorityId,
): Promise<Beside> {
  if (!isInScope(db.scope, authorityId)) throw notFound();
  const authority = await getAuthority(kernel, authorityId);
  const { id: partnership } = await getPartnership(kernel);
  return {
    authority,
    pair: { authority: authorityId, partnership },
    isPartnership: authorityId === partnership,
    everything: kernel.db.read(everyAuthority),
  };
}

/** One page of what the partnership shares of a kind. */
export interface ListedShared<T extends Variant = Variant> extends ListedVariants<T> {
  /** For the partnership: who has their own, by key; nothing of what they say. */
  readonly differing: ReadonlyMap<string, readonly string[]> | undefined;
}

/** How an authority stands to each of what the partnership shares; `differing` is read for the partnership alone. */
export async function listShared<T extends Variant>(
  kernel: Kernel,
  { isPartnership }: Beside,
  filter: VariantFilter,
  {
    all,
    isFor,
    differing,
  }: {
    readonly all: readonly T[];
    /** Whether the authority has any use for it. */
    readonly isFor: (shared: T) => boolean;
    readonly differing: () => Promise<ReadonlyMap<string, readonly AuthorityId[]>>;
  },
): Promise<ListedShared<T>> {
  if (!isPartnership) return { ...listVariants(all.filter(isFor), filter), differing: undefined };
  const names = await namesByKey(kernel, await differing());
  const withoutOwn = all.map((one) => ({ ...one, own: undefined }));
  return { ...listVariants(withoutOwn, filter, names), differing: names };
}
