import type { Database } from '../kernel/db/database.js';
import { notFound } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { readAuthorities } from './repository.js';
import type { Authority } from './types.js';

const keptForMs = 10_000;
const kept = new WeakMap<Database, { until: number; list: readonly Authority[] }>();

/**
 * Every authority of the installation. Names, tiers and colours are asked for by every page and change a few times a
 * year, so the list is kept for ten seconds (another process's change shows by then).
 */
export async function listAuthorities(kernel: Kernel): Promise<readonly Authority[]> {
  const now = kernel.clock.now();
  const known = kept.get(kernel.db);
  if (known && now < known.until && now >= known.until - keptForMs) return known.list;
  const list = await readAuthorities(kernel.db.read(everyAuthority));
  kept.set(kernel.db, { until: now + keptForMs, list });
  return list;
}

/** Forgets the list: after a change made in this process. */
export function forgetAuthorities(db: Database): void {
  kept.delete(db);
}

/** Whose letters a reference bears, where the record is another authority's now: it was merged, or its area split. */
export async function formerOwner(kernel: Kernel, reference: string, now: AuthorityId): Promise<Authority | undefined> {
  const [prefix] = reference.split('-');
  return (await listAuthorities(kernel)).find((each) => each.referencePrefix === prefix && each.id !== now);
}

/** @throws not_found */
export async function getAuthority(kernel: Kernel, id: AuthorityId): Promise<Authority> {
  const found = (await listAuthorities(kernel)).find((authority) => authority.id === id);
  if (!found) throw notFound();
  return found;
}

/** The authority with that address; for the address of one that was merged, whoever follows it. */
export async function findAuthorityBySlug(kernel: Kernel, slug: string): Promise<Authority | undefined> {
  const known = await listAuthorities(kernel);
  const found = known.find((authority) => authority.slug === slug);
  return found && successorIn(known, found);
}

/** Who follows an authority that was merged, and whoever follows that one; itself where nobody does. */
export function successorIn(known: readonly Authority[], authority: Authority): Authority {
  const next = known.find(({ id }) => id === authority.followedById);
  return next ? successorIn(known, next) : authority;
}

/** The slug of an authority, and of every one that was merged into it. */
export function slugsOf(known: readonly Authority[], { id }: Pick<Authority, 'id'>): string[] {
  return known.filter((each) => successorIn(known, each).id === id).map(({ slug }) => slug);
}

/** The partnership's own row: owner of what all share. */
export async function getPartnership(kernel: Kernel): Promise<Authority> {
  const found = (await listAuthorities(kernel)).find((authority) => authority.kind === 'partnership');
  if (!found) throw new Error('the installation has no partnership row');
  return found;
}
