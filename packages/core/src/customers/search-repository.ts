import type { Reads } from '../kernel/db/database.js';
import { statement, type Statement } from '../kernel/db/statement.js';
import type { TokenMatch } from './matching/plan-search.js';
import { tokenLine } from './token-lines.js';
import { contactPointsOf, customerColumns, toCustomer, type CustomerRow } from './repository.js';
import type { Customer } from './types.js';

/*
 * The token table's questions. Limits are literal numbers: a limit given as a parameter makes PostgreSQL's generic
 * plan expect a tenth of the table, and it then reads customers from end to end.
 */

/** Rows that one lookup answers at most; a search wants no more. */
export const mostFound = 60;
/** Tokens of the most selective of several conditions that are looked at. */
const mostScanned = 4000;
/** Tokens that are looked through where the token itself says whether it is one. */
const mostLookedThrough = 40_000;
/** Sorts behind every text that begins with the prefix, on both engines (UTF-8 order). */
const afterAll = '\u{10FFFF}';

type Found = Statement<Record<string, string | number | readonly string[]>, CustomerRow>;

/** Restricted records are answered only to those who may open them. */
const visible = '(c.restriction is null or :restricted = 1)';

// Each relies on the primary key of customer_tokens (authority_id, token, customer_id), in whose order it reads.
const oneEquals: Found = statement(
  `select ${customerColumns} from @customers c where ${visible} and c.id in (
     select t.customer_id from @customer_tokens t where t.token in (:tokens*) limit ${mostFound})`,
);
const oneStarts: Found = statement(
  `select ${customerColumns} from @customers c where ${visible} and c.id in (
     select t.customer_id from @customer_tokens t where t.token >= :from0 and t.token < :to0
     order by t.token, t.customer_id limit ${mostFound})`,
);
// Looks through the tokens themselves, so that no customer is read who isn't among those found.
const halvesStart: Found = statement(
  `select ${customerColumns} from @customers c where ${visible} and c.id in (
     select f.customer_id from (
       select t.token, t.customer_id from @customer_tokens t where t.token >= :from0 and t.token < :to0
       order by t.token, t.customer_id limit ${mostLookedThrough}) f
     where replace(f.token, :second, '') <> f.token limit ${mostFound})`,
);
// The further conditions are looked for among the tokens in the customer's own row.
const severalStart = new Map<number, Found>([2, 3, 4, 5, 6].map((count) => [count, allStart(count)]));

function allStart(count: number): Found {
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const needle = `:from${index + 1}`;
    return `and replace(c.search_tokens, ${needle}, '') <> c.search_tokens`;
  });
  return statement(
    `select ${customerColumns} from @customers c where ${visible} and c.id in (
       select t.customer_id from @customer_tokens t where t.token >= :from0 and t.token < :to0
       order by t.token, t.customer_id limit ${mostScanned})
     ${others.join(' ')} limit ${mostFound}`,
  );
}

/** Whether restricted records are among what is found. */
export type Restricted = 'left-out' | 'included';

/** Customers with a token for each of the matches, `mostFound` at most, in no particular order. */
export async function findByTokens(
  db: Reads,
  allOf: readonly TokenMatch[],
  restricted: Restricted,
): Promise<Customer[]> {
  const [first, ...others] = [...allOf].sort((a, b) => selectivity(b) - selectivity(a));
  if (!first) return [];
  const may = { restricted: restricted === 'included' ? 1 : 0 };
  if (others.length === 0) return (await db.all(lookupOf(first), { ...may, ...paramsOf(first) })).map(toCustomer);
  const prefixes = [first, ...others].map(prefixOf);
  const several = severalStart.get(prefixes.length);
  if (!several) throw new Error(`a lookup has ${prefixes.length} conditions, more than there is a statement for`);
  const params: Record<string, string | number> = { ...may, ...rangeOf(prefixes[0] ?? '') };
  for (const [index, prefix] of prefixes.entries()) {
    if (index === 0) continue;
    params[`from${index}`] = tokenLine(prefix);
  }
  return (await db.all(several, params)).map(toCustomer);
}

function lookupOf({ match }: TokenMatch): Found {
  switch (match) {
    case 'equals':
      return oneEquals;
    case 'starts':
      return oneStarts;
    case 'halves':
      return halvesStart;
  }
}

function paramsOf(match: TokenMatch): Record<string, string | readonly string[]> {
  if (match.match === 'equals') return { tokens: match.tokens };
  const range = rangeOf(match.prefix);
  return match.match === 'starts' ? range : { ...range, second: `|${match.second}` };
}

function rangeOf(prefix: string): { from0: string; to0: string } {
  return { from0: prefix, to0: `${prefix}${afterAll}` };
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
const atPlace = statement<{ place: string; today: string; restricted: number }, CustomerRow>(
  `select ${customerColumns} from @customers c where ${visible} and c.id in (
     select o.customer_id from @occupancies o
     where o.place_id = :place and (o.to_on is null or o.to_on >= :today) limit 200)
   order by c.sort_name, c.id`,
);

/** Customers with a current occupancy of the place, by name. */
export async function findAtPlace(
  db: Reads,
  placeId: string,
  today: string,
  restricted: Restricted,
): Promise<Customer[]> {
  const params = { place: placeId, today, restricted: restricted === 'included' ? 1 : 0 };
  return (await db.all(atPlace, params)).map(toCustomer);
}

/** What a test looks at the plans of. */
export const hotStatements = {
  oneEquals,
  oneStarts,
  halvesStart,
  twoStart: allStart(2),
  atPlace,
  contactPoints: contactPointsOf,
};
