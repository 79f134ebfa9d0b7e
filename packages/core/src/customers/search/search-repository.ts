import type { LocalDate } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement, type Statement } from '../../kernel/db/statement.js';
import { afterAll, beforeAll, termOf, termsFrom } from '../../kernel/db/token-index.js';
import { narrowScope, type AuthorityId } from '../../kernel/scope.js';
import type { TokenMatch } from '../matching/plan-search.js';
import { slipsOf } from '../matching/typing-slips.js';
import { tokenLine } from './token-lines.js';
import { contactPointsOf, customerColumns, toCustomer, type CustomerRow } from '../repository.js';
import type { Customer, OccupancyRole, RoleAtPlace } from '../types.js';

/*
 * The questions to the index of tokens, each within one authority, whose entries stand together. Limits are literal
 * numbers: a limit given as a parameter makes PostgreSQL's generic plan expect a tenth of the table, and it then reads
 * customers from end to end.
 */

/** Rows that one lookup answers at most; a search wants no more. */
export const mostFound = 60;
/** Tokens of the most selective of several conditions that are looked at. */
const mostScanned = 1000;
/** Names of one beginning whose other halves are looked at: more than any three letters begin. */
const mostHalves = 1000;
/** Names beside one name that are looked through for a slip: more than any first letter has. */
const mostBeside = 5000;
type Found = Statement<Record<string, string | number | readonly string[]>, CustomerRow>;

/** Restricted records are answered only to those who may open them. */
const visible = '(c.restriction is null or :restricted = 1)';

// Each relies on customer_tokens being read in the order of its terms, and on the key of customers.number.
const oneEquals: Found = statement(
  `select ${customerColumns} from @customers c where ${visible} and c.number in (
     select t.doc from customer_tokens t where t.term in (:terms*) limit ${mostFound})`,
);
const oneStarts: Found = statement(
  `select ${customerColumns} from @customers c where ${visible} and c.number in (
     select t.doc from customer_tokens t where t.term >= :from and t.term < :to order by t.term limit ${mostFound})`,
);
/** A token up to its bar, with the bar; nothing of one that was cut before it. Both engines know these functions. */
const firstHalf = `rtrim(n.term, replace(n.term, '|', ''))`;
// Goes from one name to the next, and looks in each only where the second half begins as asked: a name that thousands
// of customers have costs no more than a rare one.
const halvesStart: Found = statement(
  `with recursive names (term, place) as (
     select s.term, 1 from (
       select t.term from customer_tokens t where t.term >= :from and t.term < :to order by t.term limit 1) s
     union all
     select (select t.term from customer_tokens t
             where t.term >= coalesce(nullif(${firstHalf}, ''), n.term) || :last and t.term < :to
             order by t.term limit 1), n.place + 1
     from names n where n.term is not null and n.place < ${mostHalves})
   select ${customerColumns} from @customers c where ${visible} and c.number in (
     select t.doc from (select ${firstHalf} as half from names n where n.term is not null) h
     cross join customer_tokens t
     where h.half <> '' and t.term >= h.half || :second and t.term < h.half || :second || :last limit ${mostFound})`,
);
// Names of one first letter beside a given one, each once: goes from one to the next.
const besides = statement<{ from: string; to: string; next: string }, { term: string }>(
  `with recursive names (term, place) as (
     select s.term, 1 from (
       select t.term from customer_tokens t where t.term >= :from and t.term < :to order by t.term limit 1) s
     union all
     select (select t.term from customer_tokens t
             where t.term >= n.term || :next and t.term < :to order by t.term limit 1), n.place + 1
     from names n where n.term is not null and n.place < ${mostBeside})
   select n.term from names n where n.term is not null`,
);
// The further conditions are looked for among the tokens in the customer's own row; not even the first is, where nobody
// at all has one of them.
const severalStart = new Map<number, Found>([2, 3, 4, 5, 6].map((count) => [count, allStart(count)]));

function allStart(count: number): Found {
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const needle = `:line${index + 1}`;
    return `and replace(c.search_tokens, ${needle}, '') <> c.search_tokens`;
  });
  const anybody = Array.from({ length: count - 1 }, (_, index) => {
    const [from, to] = [`:from${index + 1}`, `:to${index + 1}`];
    return `(select t.term from customer_tokens t where t.term >= ${from} and t.term < ${to} order by t.term limit 1) is not null`;
  });
  return statement(
    `select ${customerColumns} from @customers c where ${visible} and c.number in (
       select t.doc from customer_tokens t
       where t.term >= case when ${anybody.join(' and ')} then :from else :to end and t.term < :to
       order by t.term limit ${mostScanned})
     ${others.join(' ')} limit ${mostFound}`,
  );
}

/** Whether restricted records are among what is found. */
export type Restricted = 'left-out' | 'included';

/** An authority's customers with a token for each of the matches, `mostFound` at most, in no particular order. */
export async function findByTokens(
  everywhere: Reads,
  authorityId: AuthorityId,
  allOf: readonly TokenMatch[],
  restricted: Restricted,
): Promise<Customer[]> {
  const [first, ...others] = [...allOf].sort((a, b) => selectivity(b) - selectivity(a));
  if (!first) return [];
  const db = everywhere.within(narrowScope(everywhere.scope, authorityId));
  const may = { restricted: restricted === 'included' ? 1 : 0 };
  if (first.match === 'slip') {
    const terms = await termsWithSlip(db, authorityId, first);
    return terms.length === 0 ? [] : (await db.all(oneEquals, { ...may, terms })).map(toCustomer);
  }
  if (others.length === 0)
    return (await db.all(lookupOf(first), { ...may, ...paramsOf(authorityId, first) })).map(toCustomer);
  const several = severalStart.get(allOf.length);
  if (!several) throw new Error(`a lookup has ${allOf.length} conditions, more than there is a statement for`);
  const params: Record<string, string | number> = { ...may, ...termsFrom(authorityId, prefixOf(first)) };
  for (const [index, match] of others.entries()) {
    const { from, to } = termsFrom(authorityId, prefixOf(match));
    params[`line${index + 1}`] = tokenLine(prefixOf(match));
    params[`from${index + 1}`] = from;
    params[`to${index + 1}`] = to;
  }
  return (await db.all(several, params)).map(toCustomer);
}

/**
 * Terms of the prefix whose second half is a slip from the word. To ask for every slip that there may be takes some
 * hundred look-ups; most leave the first letter, and what there is with that one is read at once.
 */
async function termsWithSlip(
  db: Reads,
  authorityId: AuthorityId,
  { prefix, word }: TokenMatch & { match: 'slip' },
): Promise<string[]> {
  const initial = word.slice(0, 1);
  const slips = slipsOf(word);
  const wanted = new Set(slips.map((slip) => termOf(authorityId, prefix + slip)));
  const there = await db.all(besides, { ...termsFrom(authorityId, prefix + initial), next: beforeAll });
  const others = slips.filter((slip) => !slip.startsWith(initial));
  return [
    ...there.map(({ term }) => term).filter((term) => wanted.has(term)),
    ...others.map((slip) => termOf(authorityId, prefix + slip)),
  ];
}

const everyAuthority = statement<Record<string, never>, { id: AuthorityId }>('select a.id from authorities a');

/** The authorities whose customers are to be looked through. */
export async function authoritiesIn(db: Reads): Promise<readonly AuthorityId[]> {
  const ids = db.scope.authorityIds;
  return ids === 'all' ? (await db.all(everyAuthority, {})).map(({ id }) => id) : ids;
}

function lookupOf({ match }: Exclude<TokenMatch, { match: 'slip' }>): Found {
  switch (match) {
    case 'equals':
      return oneEquals;
    case 'starts':
      return oneStarts;
    case 'halves':
      return halvesStart;
  }
}

function paramsOf(
  authorityId: AuthorityId,
  match: Exclude<TokenMatch, { match: 'slip' }>,
): Record<string, string | readonly string[]> {
  if (match.match === 'equals') return { terms: match.tokens.map((token) => termOf(authorityId, token)) };
  const range = termsFrom(authorityId, match.prefix);
  return match.match === 'starts' ? range : { ...range, second: match.second.toLowerCase(), last: afterAll };
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
const atPlace = statement<{ place: string; today: string; restricted: number }, AtPlaceRow>(
  `select ${customerColumns}, s.role, s.from_on, s.to_on from (
     select o.customer_id, o.role, o.from_on, o.to_on from @occupancies o
     where o.place_id = :place and (o.from_on is null or o.from_on <= :today) and (o.to_on is null or o.to_on >= :today)
     limit 200) s join @customers c on c.id = s.customer_id where ${visible}
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

/** What a test looks at the plans of. */
export const hotStatements = {
  besides,
  oneEquals,
  oneStarts,
  halvesStart,
  twoStart: allStart(2),
  atPlace,
  contactPoints: contactPointsOf,
};
