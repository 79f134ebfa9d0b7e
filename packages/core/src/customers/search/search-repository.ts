import type { LocalDate } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { afterAll, beforeAll, termOf, termsFrom } from '../../kernel/db/token-index.js';
import { hiddenIn, isPartlyHidden, type AuthorityId, type Scope } from '../../kernel/scope.js';
import { fieldOfToken } from '../matching/search-tokens.js';
import type { TokenMatch } from '../matching/plan-search.js';
import { slipsOf } from '../matching/typing-slips.js';
import { customerColumns, toCustomer, type CustomerRow } from '../repository.js';
import type { Customer, OccupancyRole, RoleAtPlace } from '../types.js';
import { allStart, askEach, besides, equals, halvesStart, starts, visible } from './token-lookups-repository.js';
import { tokenLine } from './token-lines.js';

/** Whether restricted records are among what is found. */
export type Restricted = 'left-out' | 'included';

/** Where a search looks. */
export interface SearchedAuthority {
  readonly id: AuthorityId;
  readonly restricted: Restricted;
}

/**
 * The authorities' customers with a token for each of the matches, `mostOfEach` of each at most, in no particular order.
 * Nobody is found by what their authority doesn't share: it would be as good as shown.
 */
export async function findByTokens(
  db: Reads,
  all: readonly SearchedAuthority[],
  allOf: readonly TokenMatch[],
): Promise<Customer[]> {
  const [first, ...others] = [...allOf].sort((a, b) => selectivity(b) - selectivity(a));
  const authorities = all.filter(({ id }) => !isHiddenIn(db.scope, id, allOf));
  if (!first || authorities.length === 0) return [];
  const rows =
    others.length > 0 ? await findAll(db, authorities, first, others) : await findOne(db, authorities, first);
  const open = new Set(authorities.flatMap(({ id, restricted }) => (restricted === 'included' ? [id] : [])));
  return rows.filter(({ restriction, authority_id: id }) => restriction === null || open.has(id)).map(toCustomer);
}

function isHiddenIn(scope: Scope, authorityId: AuthorityId, allOf: readonly TokenMatch[]): boolean {
  if (!isPartlyHidden(scope, authorityId)) return false;
  const tokens = allOf.flatMap((match) => (match.match === 'equals' ? match.tokens : [match.prefix]));
  return tokens.some((text) => {
    const field = fieldOfToken(text);
    return field !== undefined && hiddenIn(scope, field).includes(authorityId);
  });
}

async function findOne(
  db: Reads,
  authorities: readonly SearchedAuthority[],
  match: TokenMatch,
): Promise<CustomerRow[]> {
  switch (match.match) {
    case 'equals': {
      const { tokens } = match;
      const params = forEach(authorities, (id) => ({ terms: tokens.map((token) => termOf(id, token)) }));
      return await askEach(db, equals, params);
    }
    case 'starts': {
      const params = forEach(authorities, (id) => termsFrom(id, match.prefix));
      return await askEach(db, starts, params);
    }
    case 'halves': {
      const halves = { second: match.second.toLowerCase(), last: afterAll };
      const params = forEach(authorities, (id) => ({ ...termsFrom(id, match.prefix), ...halves }));
      return await askEach(db, halvesStart, params);
    }
    case 'slip': {
      const initial = match.word.slice(0, 1);
      const beside = forEach(authorities, (id) => ({ ...termsFrom(id, match.prefix + initial), next: beforeAll }));
      const there = await askEach(db, besides, beside);
      const terms = there.map(({ term }) => term);
      return await askEach(
        db,
        equals,
        forEach(authorities, (id) => ({ terms: termsWithSlip(id, match, terms) })),
      );
    }
  }
}

async function findAll(
  db: Reads,
  authorities: readonly SearchedAuthority[],
  first: TokenMatch,
  others: readonly TokenMatch[],
): Promise<CustomerRow[]> {
  const params = forEach(authorities, (id) => {
    const further = others.map(prefixOf).flatMap((prefix, index): [string, string][] => {
      const { from, to } = termsFrom(id, prefix);
      const place = index + 1;
      return [
        [`line${place}`, tokenLine(prefix)],
        [`from${place}`, from],
        [`to${place}`, to],
      ];
    });
    return { ...termsFrom(id, prefixOf(first)), ...Object.fromEntries(further) };
  });
  return await askEach(db, allStart(others.length + 1), params);
}

/** A lookup's parameters for each authority. */
function forEach<P>(
  authorities: readonly SearchedAuthority[],
  paramsOf: (id: AuthorityId) => P,
): (P & { readonly restricted: number })[] {
  return authorities.map(({ id, restricted }) => ({ ...paramsOf(id), restricted: restricted === 'included' ? 1 : 0 }));
}

/**
 * Terms of the prefix whose second half is a slip from the word. To ask for every slip that there may be takes some
 * hundred look-ups; most leave the first letter, and of those only such as are there are asked for.
 * @param there the terms that begin with the prefix and the word's first letter, of any authority
 */
function termsWithSlip(
  authorityId: AuthorityId,
  { prefix, word }: TokenMatch & { match: 'slip' },
  there: readonly string[],
): string[] {
  const known = new Set(there);
  const initial = word.slice(0, 1);
  return slipsOf(word)
    .map((slip) => ({ slip, term: termOf(authorityId, prefix + slip) }))
    .filter(({ slip, term }) => !slip.startsWith(initial) || known.has(term))
    .map(({ term }) => term);
}

const everyAuthority = statement<Record<string, never>, { id: AuthorityId }>('select a.id from authorities a');

/** The authorities whose customers are to be looked through. */
export async function authoritiesIn(db: Reads): Promise<readonly AuthorityId[]> {
  const ids = db.scope.authorityIds;
  return ids === 'all' ? (await db.all(everyAuthority, {})).map(({ id }) => id) : ids;
}

/** The longer a beginning, the fewer tokens have it. */
function selectivity(match: TokenMatch): number {
  return match.match === 'equals' ? Number.MAX_SAFE_INTEGER : match.prefix.length;
}

function prefixOf(match: TokenMatch): string {
  if (match.match === 'starts') return match.prefix;
  const [only, ...more] = match.match === 'equals' ? match.tokens : [];
  if (only === undefined || more.length > 0) throw new Error('several conditions are each one prefix');
  return only;
}

// Relies on occupancies_place_id_idx.
type AtPlaceRow = CustomerRow & { role: string; from_on: string | null; to_on: string | null };
export const atPlace = statement<{ place: string; today: string; restricted: number }, AtPlaceRow>(
  `select ${customerColumns}, s.role, s.from_on, s.to_on from (
     select o.customer_id, o.role, o.from_on, o.to_on from @occupancies o
     where o.place_id = :place and (o.from_on is null or o.from_on <= :today) and (o.to_on is null or o.to_on >= :today)
     limit 200) s join @customers c on c.id = s.customer_id where ${visible()}
   order by c.sort_name, c.id, s.role`,
);

/** Customers with a current occupancy of the place, and what they are there, by name. */
export async function findAtPlace(
  db: Reads,
  placeId: string,
  today: string,
  restricted: Restricted,
): Promise<{ readonly customer: Customer; readonly as: readonly RoleAtPlace[] }[]> {
  const params = { place: placeId, today, restricted: restricted === 'included' ? 1 : 0 };
  const rows = await db.all(atPlace, params);
  return [...new Map(rows.map((row) => [row.id, row])).values()].map((customer) => ({
    customer: toCustomer(customer),
    as: rows.filter(({ id }) => id === customer.id).map(roleIn),
  }));
}

/** Codes are cast: only this capability's commands and importer write them. */
function roleIn({ role, from_on: fromOn, to_on: toOn }: AtPlaceRow): RoleAtPlace {
  return { role: role as OccupancyRole, fromOn: fromOn as LocalDate | null, toOn: toOn as LocalDate | null };
}
