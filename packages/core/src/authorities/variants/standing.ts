import type { Instant } from '../../kernel/clock.js';

/**
 * How an authority stands to something of the partnership's: it uses the shared one as it is (`shared`), has its own in
 * its place (`ours`), or has its own while the shared one has changed since ours was last held against it (`behind`).
 */
export const standings = ['behind', 'ours', 'shared'] as const;
export type Standing = (typeof standings)[number];

/** Something of the partnership's, and what one authority has in its place. */
export interface Variant {
  /** What the two have in common: an article's key, a service's. */
  readonly key: string;
  readonly title: string;
  readonly shared: SharedOne;
  /** Undefined: it has none of its own. */
  readonly own: OwnOne | undefined;
  /** What else there is to say of how the authority uses it. */
  readonly note?: string;
}

export interface SharedOne {
  readonly number: number;
  readonly changedAt: Instant;
  /** Undefined: loaded from a file. */
  readonly changedBy: string | undefined;
}

export interface OwnOne {
  readonly id: string;
  readonly version: number;
  /** False while it is only being written: until then the shared one is used. */
  readonly inUse: boolean;
  /** The number of the shared one that ours was last held against; null: none was there when ours was written. */
  readonly basedOn: number | null;
  /** Ours says what the shared one says: it is used as it is. */
  readonly isSame?: boolean;
}

export function standingOf({ shared, own }: Pick<Variant, 'shared' | 'own'>): Standing {
  if (!own?.inUse || own.isSame) return 'shared';
  return (own.basedOn ?? 0) < shared.number ? 'behind' : 'ours';
}

/** The number of the shared one that ours was held against, where it has changed since. Undefined: or nobody can tell. */
export function outdatedBase({ shared, own }: Pick<Variant, 'shared' | 'own'>): number | undefined {
  const base = own?.basedOn ?? undefined;
  return base !== undefined && base < shared.number ? base : undefined;
}

/** How many stand how. */
export type StandingCounts = Readonly<Record<Standing, number>>;

/** Lists are shown this many at a time. */
export const variantsAtOnce = 50;

/** Which of them are asked for. `page` counts from 1. */
export interface VariantFilter {
  readonly show: Standing | 'all';
  readonly page: number;
}

export interface ListedVariants<T extends Variant> {
  readonly items: T[];
  readonly counts: StandingCounts;
  readonly hasMore: boolean;
}

/**
 * One page of what the partnership shares: what changed since ours first, then ours, then what is used as it is; each in
 * the order that it was given. For the partnership itself, `differing` are those in whose place somebody has their own:
 * they stand under `ours`.
 */
export function listVariants<T extends Variant>(
  variants: readonly T[],
  { show, page }: VariantFilter,
  differing?: ReadonlyMap<string, unknown>,
): ListedVariants<T> {
  const stands = (variant: T): Standing =>
    differing ? (differing.has(variant.key) ? 'ours' : 'shared') : standingOf(variant);
  const of = (standing: Standing): T[] => variants.filter((variant) => stands(variant) === standing);
  const listed = show === 'all' ? standings.flatMap(of) : of(show);
  const from = (page - 1) * variantsAtOnce;
  return {
    items: listed.slice(from, from + variantsAtOnce),
    counts: { behind: of('behind').length, ours: of('ours').length, shared: of('shared').length },
    hasMore: listed.length > from + variantsAtOnce,
  };
}
