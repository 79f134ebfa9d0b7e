import type { Actor } from '../../kernel/actor.js';
import type { Reads } from '../../kernel/db/database.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { asMatchable, asMatchableRow } from './as-matchable.js';
import type { MatchableCustomer, MatchableName } from '../matching/matchable-customer.js';
import type { LookupReason, SearchPlan } from '../matching/plan-search.js';
import { isCalled, rankCandidates } from '../matching/rank-candidates.js';
import type { SearchReading } from '../matching/read-search.js';
import { listContactPoints, listIdentifiers, listPartsOfEach } from '../repository.js';
import { restrictedFor } from '../restricted/restricted-access.js';
import { authoritiesIn, findByTokens, type SearchedAuthority } from './search-repository.js';
import { mostOfEach } from './token-lookups-repository.js';
import type { Customer } from '../types.js';

export interface Candidate {
  readonly customer: Customer;
  readonly matchedBy: readonly LookupReason[];
  /** The name that was typed, where it is another one than the present. */
  readonly otherName?: MatchableName | undefined;
}

export interface Found {
  readonly candidates: readonly Candidate[];
  /** `some`: a lookup had more answers than it gives. */
  readonly shows: 'all' | 'some';
}

interface Searcher {
  readonly db: Reads;
  readonly actor: Actor;
}

/** Runs a plan's lookups until enough are found, and ranks those. Restricted records only for those who may open them. */
export async function runPlan(searcher: Searcher, plan: SearchPlan): Promise<Found> {
  const authorities = await searchedBy(searcher);
  const found = new Map<string, { customer: Customer; matchedBy: LookupReason[] }>();
  let shows: Found['shows'] = 'all';
  for (const lookup of plan.lookups) {
    const before = found.size;
    if (lookup.askedWhen === 'nobody-found' && before > 0) continue;
    const customers = await findByTokens(searcher.db, authorities, lookup.allOf);
    if (authorities.some(({ id }) => isCut(customers, id, authorities.length))) shows = 'some';
    for (const customer of customers) {
      const earlier = found.get(customer.id);
      if (!earlier) found.set(customer.id, { customer, matchedBy: [lookup.reason] });
      else if (!earlier.matchedBy.includes(lookup.reason)) earlier.matchedBy.push(lookup.reason);
    }
    if (found.size >= plan.enough || (lookup.whenFound === 'stop' && found.size > before)) break;
  }
  return { candidates: await rank(searcher.db, plan.reading, [...found.values()]), shows };
}

async function searchedBy({ db, actor }: Searcher): Promise<SearchedAuthority[]> {
  return (await authoritiesIn(db)).map((id) => ({ id, restricted: restrictedFor(actor, id) }));
}

function isCut(customers: readonly Customer[], id: AuthorityId, asked: number): boolean {
  return customers.filter(({ authorityId }) => authorityId === id).length >= mostOfEach(asked);
}

async function rank(db: Reads, reading: SearchReading, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const matchables = await matchablesOf(db, reading, candidates);
  const known = candidates.map((candidate) => ({
    ...(matchables.get(candidate.customer.id) ?? asMatchableRow(candidate.customer)),
    id: candidate.customer.id,
    candidate,
  }));
  const ranked = rankCandidates(reading, await withMergedNames(db, reading, known));
  return ranked.map(({ customer: { candidate }, otherName }) => ({ ...candidate, otherName }));
}

/** Whoever is not called what was typed may be found by a name of a record that was merged into theirs. */
async function withMergedNames<C extends MatchableCustomer & { readonly id: string }>(
  db: Reads,
  reading: SearchReading,
  candidates: readonly C[],
): Promise<C[]> {
  const others = candidates.filter((candidate) => !isCalled(reading, candidate)).map(({ id }) => id);
  const parts = others.length === 0 ? new Map<string, Customer[]>() : await listPartsOfEach(db, others);
  return candidates.map((candidate) => {
    const merged = (parts.get(candidate.id) ?? []).map(asMatchableRow);
    const names = merged.flatMap(({ firstNames, lastName, organisationName, otherNames = [] }): MatchableName[] => [
      { firstNames, lastName: lastName ?? organisationName },
      ...otherNames,
    ]);
    return names.length === 0 ? candidate : { ...candidate, otherNames: [...(candidate.otherNames ?? []), ...names] };
  });
}

/** Numbers and mail addresses are read only when the search speaks of them; names and the address are in the row. */
async function matchablesOf(
  db: Reads,
  { telephone, telephoneEnd, email, reference }: SearchReading,
  candidates: readonly Candidate[],
): Promise<Map<string, MatchableCustomer>> {
  const ids = candidates.map(({ customer }) => customer.id);
  if (ids.length === 0 || !(telephone ?? telephoneEnd ?? email ?? reference)) return new Map();
  return await matchCustomers(
    db,
    candidates.map(({ customer }) => customer),
  );
}

/** Customers with all that they can be matched by, by id. */
export async function matchCustomers(
  db: Reads,
  customers: readonly Customer[],
): Promise<Map<string, MatchableCustomer>> {
  const ids = customers.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const points = await listContactPoints(db, ids);
  const identifiers = await listIdentifiers(db, ids);
  return new Map(
    customers.map((customer) => {
      const isTheirs = ({ customerId }: { readonly customerId: string }): boolean => customerId === customer.id;
      return [customer.id, asMatchable(customer, points.filter(isTheirs), identifiers.filter(isTheirs))];
    }),
  );
}
