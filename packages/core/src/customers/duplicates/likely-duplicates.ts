import { z } from 'zod';
import type { Actor } from '../../kernel/actor.js';
import type { Reads } from '../../kernel/db/database.js';
import { line } from '../../kernel/input.js';
import { asMatchable } from '../search/as-matchable.js';
import { asHit } from '../search/customer-hits.js';
import { dateField } from '../../kernel/date-field.js';
import { AddressField, emailField, IdentifierField, telephoneField } from '../input-fields.js';
import type { MatchableCustomer } from '../matching/matchable-customer.js';
import { customerTokens } from '../matching/search-tokens.js';
import { postalPoint } from '../record/postal-point.js';
import { restrictedFor } from '../restricted/restricted-access.js';
import { matchCustomers } from '../search/run-plan.js';
import { scoreDescribed } from './score-described.js';
import { findByTokens } from '../search/search-repository.js';
import { customerKinds, type LikelySame } from '../types.js';

/** What is known of somebody who may be on record already: any of it may be missing. */
export const DescribedCustomer = z.strictObject({
  authorityId: z.coerce.number().int().positive(),
  kind: z.enum(customerKinds).default('person'),
  firstName: line(100).optional(),
  middleNames: line(100).optional(),
  lastName: line(100).optional(),
  organisationName: line(160).optional(),
  bornOn: dateField('date of birth').optional(),
  telephones: z.array(telephoneField).max(10).default([]),
  emails: z.array(emailField).max(10).default([]),
  address: AddressField.optional(),
  identifiers: z.array(IdentifierField).max(20).default([]),
});
export type DescribedCustomer = z.output<typeof DescribedCustomer>;

const mostShown = 10;
/** Kinds of token that many customers share: alone they find too many, and likeness needs more anyway. */
const commonToken = /^(?:n|p|d|s):/;

/**
 * Customers on record who may be the one described, the likeliest first: found by what is rare (name at a postcode,
 * number, reference, house), then compared.
 */
export async function listLikelySame(
  { db, actor }: { readonly db: Reads; readonly actor: Actor },
  described: DescribedCustomer,
): Promise<LikelySame[]> {
  const matchable = await matchableOf(db, described);
  const rare = rareTokens(matchable);
  if (rare.length === 0) return [];
  const authority = { id: described.authorityId, restricted: restrictedFor(actor, described.authorityId) };
  const found = await findByTokens(db, [authority], [{ match: 'equals', tokens: rare }]);
  const known = await matchCustomers(db, found);
  const comparable = found.flatMap((customer) => {
    const one = known.get(customer.id);
    return one ? [{ customer, one }] : [];
  });
  const likenesses = scoreDescribed(
    matchable,
    comparable.map(({ one }) => one),
  );
  return comparable
    .flatMap(({ customer }, at) => {
      const likeness = likenesses[at];
      return likeness && likeness.verdict !== 'unlikely' ? [{ hit: asHit(customer, []), ...likeness }] : [];
    })
    .sort((a, b) => b.score - a.score || (a.hit.id < b.hit.id ? -1 : 1))
    .slice(0, mostShown);
}

/** Without anything rarer, a person's full name. */
function rareTokens(matchable: MatchableCustomer): string[] {
  const tokens = customerTokens(matchable);
  const rare = tokens.filter((one) => !commonToken.test(one));
  return rare.length > 0 ? rare : tokens.filter((one) => /^n:[^|]+\|./.test(one));
}

async function matchableOf(db: Reads, described: DescribedCustomer): Promise<MatchableCustomer> {
  const { address } = described;
  const home = address && (await postalPoint(db, address));
  const points = [
    ...described.telephones.map((value) => ({ kind: 'telephone' as const, value, postcode: null })),
    ...described.emails.map((value) => ({ kind: 'email' as const, value, postcode: null })),
    ...(home ? [home] : []),
  ];
  const { kind, firstName, middleNames, lastName, organisationName, bornOn } = described;
  const names = {
    kind,
    firstName: firstName ?? null,
    middleNames: middleNames ?? null,
    lastName: lastName ?? null,
    organisationName: organisationName ?? null,
  };
  return asMatchable({ ...names, otherNames: [], bornOn: bornOn ?? null }, points, described.identifiers);
}
