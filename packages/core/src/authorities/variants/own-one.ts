import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { OwnOne, SharedOne } from './standing.js';

/** An authority and the partnership, as statements name them. */
export type Pair = { authority: AuthorityId; partnership: AuthorityId };

/** What every kind's row says of the shared one. */
export interface SharedColumns {
  readonly number: number;
  readonly created_at: Instant;
  readonly by_name: string | null;
}

export function sharedOne({ number, created_at: changedAt, by_name: by }: SharedColumns): SharedOne {
  return { number, changedAt, changedBy: by ?? undefined };
}

/** What every kind's row says of ours. */
export interface OwnColumns {
  readonly own_id: string | null;
  readonly own_version: number | null;
  readonly based_on: number | null;
}

/** Undefined: there is none of ours. */
export function ownOne(
  { own_id: id, own_version: version, based_on: basedOn }: OwnColumns,
  about: Pick<OwnOne, 'inUse' | 'isSame'>,
): OwnOne | undefined {
  return id === null ? undefined : { id, version: version ?? 0, basedOn, ...about };
}

/** Who has their own in place of a shared one, by its key. */
export function authoritiesByKey(
  rows: readonly { readonly key: string; readonly authority_id: AuthorityId }[],
): Map<string, AuthorityId[]> {
  const byKey = new Map<string, AuthorityId[]>();
  for (const { key, authority_id: id } of rows) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  return byKey;
}
