import type { QueryContext } from '../../kernel/query.js';
import type { MatchableName } from '../matching/matchable-customer.js';
import type { LookupReason } from '../matching/plan-search.js';
import type { Customer, CustomerHit } from '../types.js';

/** A found customer as lists show it: of a restricted one, only that it exists. */
export function asHit(customer: Customer, matchedBy: readonly LookupReason[], otherName?: MatchableName): CustomerHit {
  const { id, authorityId, kind } = customer;
  if (customer.restriction !== null) {
    const nothing = { displayName: null, bornOn: null, diedOn: null, addressLine: null, postcode: null };
    return { id, authorityId, kind, ...nothing, telephone: null, alsoKnownAs: null, restricted: true, matchedBy };
  }
  const { displayName, bornOn, diedOn, addressLine, postcode, telephone } = customer;
  const shown = { displayName, bornOn, diedOn, addressLine, postcode, telephone };
  const alsoKnownAs = [otherName?.firstNames, otherName?.lastName].filter(Boolean).join(' ') || null;
  return { id, authorityId, kind, ...shown, alsoKnownAs, restricted: false, matchedBy };
}

/** Notes in the read audit which records a list showed. */
export function showHits(context: Pick<QueryContext, 'shown'>, hits: readonly CustomerHit[]): void {
  const byAuthority = new Map<number, string[]>();
  for (const { authorityId, id, restricted } of hits) {
    if (!restricted) byAuthority.set(authorityId, [...(byAuthority.get(authorityId) ?? []), id]);
  }
  for (const [authorityId, ids] of byAuthority) context.shown(authorityId, 'customer', ids);
}
