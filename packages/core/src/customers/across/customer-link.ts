import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { agreementsInForce, isBetween, type AgreementInForce } from '../../partnerships/index.js';
import { findCurrentOfEach } from '../repository.js';
import type { Customer } from '../types.js';
import { listLinksOf, type StoredLink } from './links-repository.js';

/** What an agreement must give for its councils' records of one person to be linked. */
export const linkedBy = 'customers.read';

/** A link that holds, from the side of one of its records. */
export interface HoldingLink extends StoredLink {
  /** The other council's record, of a merged one the survivor; for decisions, never to be shown as it is. */
  readonly other: Customer;
  /** Null: made when a council was split. */
  readonly agreement: AgreementInForce | null;
}

/**
 * The links of a customer that hold: nobody ended them, their agreement is in force between the councils that have the
 * records now and lets one see the other's customers, and those councils haven't become one.
 */
export async function listHolding(db: Reads, customer: Customer, now: Instant): Promise<HoldingLink[]> {
  const stored = await listLinksOf(db, customer.id);
  if (stored.length === 0) return [];
  const agreements = await agreementsInForce(db, linkedBy, now);
  const others = await findCurrentOfEach(
    db.within(everyAuthority),
    stored.map(({ farId }) => farId),
  );
  return stored.flatMap((link): HoldingLink[] => {
    const other = others.get(link.farId);
    if (!other || other.authorityId === customer.authorityId) return [];
    if (link.agreementId === null) return [{ ...link, other, agreement: null }];
    const agreement = agreements.find(({ id }) => id === link.agreementId);
    const holds = agreement && isBetween(agreement, customer.authorityId, other.authorityId);
    return holds ? [{ ...link, other, agreement }] : [];
  });
}

/** The agreements by which a council's records may be linked with others', and the council on the other side of each. */
export async function agreementsToLinkBy(
  db: Reads,
  authorityId: AuthorityId,
  now: Instant,
): Promise<(AgreementInForce & { readonly otherId: AuthorityId })[]> {
  const all = await agreementsInForce(db, linkedBy, now);
  return all
    .filter(({ receiverId, providerId }) => receiverId === authorityId || providerId === authorityId)
    .map((one) => ({ ...one, otherId: one.receiverId === authorityId ? one.providerId : one.receiverId }));
}
