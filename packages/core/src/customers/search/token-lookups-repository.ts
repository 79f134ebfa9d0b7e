import type { Reads } from '../../kernel/db/database.js';
import { statement, type Engine, type Statement, type Value } from '../../kernel/db/statement.js';
import { customerColumns, type CustomerRow } from '../repository.js';

/*
 * The questions to the index of tokens. Each is asked of several authorities in one statement, so that none costs a turn
 * of its own. Few rows match most questions: authorities are asked together, and only where that may leave some out each
 * by itself, so that no authority crowds out another. Within an authority entries stand together. Limits are literal
 * numbers: a limit given as a parameter makes PostgreSQL's generic plan expect a tenth of the table, and it then reads
 * customers from end to end.
 */

/** Rows that one lookup answers at most; a search wants no more. */
export const mostFound = 60;
/** Rows of each authority, however many are asked: nobody looks through more of one that are alike. */
const leastOfEach = 12;

/** Rows that one lookup answers at most of each of so many authorities. */
export function mostOfEach(authorities: number): number {
  return Math.max(leastOfEach, Math.ceil(mostFound / authorities));
}

/** Tokens of the most selective of several conditions that are looked at. */
const mostScanned = 1000;
/** Names of one beginning whose other halves are looked at: more than any three letters begin. */
const mostHalves = 1000;
/** Names beside one name that are looked through for a slip: more than any first letter has. */
const mostBeside = 5000;
/** More authorities than these are asked by a further statement. */
const marks = [...'ABCDEFGHIJKLMNOP'] as const;

type LookupParams = Readonly<Record<string, Value | readonly Value[]>>;

/** A question to one authority, which answers so many rows at most; the names of its parameters end in the mark. */
type LookupSql = (mark: string, most: number) => string;
/** A question to several together: whichever authority's rows, restricted ones too. */
type TogetherSql = (marks: readonly string[], engine: Engine) => string;

export interface Lookup<P extends LookupParams, R> {
  /** The question to so many authorities, at most as many as there are marks, each of which answers so many rows at most. */
  of(count: number, most: number): Statement<LookupParams, R>;
  /** Phantom: the parameters for one authority, without marks. */
  readonly shape?: P;
}

export interface JointLookup<P extends LookupParams, R> extends Lookup<P, R> {
  /** The question to so many together: `mostFound` rows at most, and all that there are where it answers fewer. */
  together(count: number, engine: Engine): Statement<LookupParams, R>;
}

function lookup<P extends LookupParams, R>(sql: LookupSql): Lookup<P, R> {
  const each = (count: number, most: number): string =>
    marks
      .slice(0, count)
      .map((mark) => `select * from (${sql(mark, most)}) s`)
      .join(' union all ');
  return { of: kept((count, most) => statement(each(count, most))) };
}

function jointLookup<P extends LookupParams, R>(sql: LookupSql, together: TogetherSql): JointLookup<P, R> {
  return {
    ...lookup<P, R>(sql),
    together: kept((count, engine) => statement(together(marks.slice(0, count), engine))),
  };
}

/** A function that makes each statement only once. */
function kept<A extends (number | Engine)[], S>(make: (...asked: A) => S): (...asked: A) => S {
  const made = new Map<string, S>();
  return (...asked) => {
    const key = asked.join('/');
    const found = made.get(key) ?? make(...asked);
    made.set(key, found);
    return found;
  };
}

/** Asks the authorities whose parameters are given. Of several that are asked together, restricted records are answered too. */
export async function askEach<P extends LookupParams, R>(
  db: Reads,
  question: Lookup<P, R> | JointLookup<P, R>,
  authorities: readonly P[],
): Promise<R[]> {
  const most = mostOfEach(authorities.length);
  const rows: R[] = [];
  for (let from = 0; from < authorities.length; from += marks.length) {
    const some = authorities.slice(from, from + marks.length);
    rows.push(
      ...((await askTogether(db, question, some)) ?? (await db.all(question.of(some.length, most), marked(some)))),
    );
  }
  return rows;
}

/** @returns undefined where that may leave some out */
async function askTogether<P extends LookupParams, R>(
  db: Reads,
  question: Lookup<P, R> | JointLookup<P, R>,
  authorities: readonly P[],
): Promise<R[] | undefined> {
  if (!('together' in question) || authorities.length === 1) return undefined;
  const rows = await db.all(question.together(authorities.length, db.engine), marked(authorities));
  return rows.length < mostFound ? rows : undefined;
}

/** The parameters of several authorities in one object; lists as long as the longest, so that few texts are made. */
export function marked(authorities: readonly LookupParams[]): LookupParams {
  const params: Record<string, Value | readonly Value[]> = {};
  const longest = new Map<string, number>();
  for (const one of authorities)
    for (const [name, value] of Object.entries(one))
      if (isList(value)) longest.set(name, Math.max(longest.get(name) ?? 0, value.length));
  for (const [at, one] of authorities.entries())
    for (const [name, value] of Object.entries(one))
      params[`${name}${marks[at] ?? ''}`] = isList(value) ? fitted(value, longest.get(name) ?? 0) : value;
  return params;
}

function fitted(values: readonly Value[], length: number): readonly Value[] {
  return values.length === length ? values : Array.from({ length }, (_, at) => values[at] ?? values.at(-1));
}

function isList(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

/** Restricted records are answered only to those who may open them. */
export function visible(mark = ''): string {
  return `(c.restriction is null or :restricted${mark} = 1)`;
}

type Visible = { readonly restricted: number };
type Range = { readonly from: string; readonly to: string };

// All rely on customer_tokens being read in the order of its terms, and on the key of customers.number.
export const equals = jointLookup<Visible & { terms: readonly string[] }, CustomerRow>(
  (mark, most) => `select ${customerColumns} from @customers c where ${visible(mark)} and c.number in (
     select t.doc from customer_tokens t where t.term in (:terms${mark}*) limit ${most})`,
  (together) => `select ${customerColumns} from @customers c where c.number in (
     select t.doc from customer_tokens t where t.term in (${together.map((mark) => `:terms${mark}*`).join(', ')})
     limit ${mostFound})`,
);

/** The tokens of each range `r`: PostgreSQL must be held to the order of terms, SQLite has none other and no `lateral`. */
const startingWithin = {
  sqlite: 'customer_tokens t where t.term >= r.first and t.term < r.behind',
  postgres: `lateral (select t.doc from customer_tokens t where t.term >= r.first and t.term < r.behind
     order by t.term limit ${mostFound}) t`,
} as const;

export const starts = jointLookup<Visible & Range, CustomerRow>(
  (mark, most) => `select ${customerColumns} from @customers c where ${visible(mark)} and c.number in (
     select t.doc from customer_tokens t where t.term >= :from${mark} and t.term < :to${mark}
     order by t.term limit ${most})`,
  (together, engine) => `with ranges (first, behind) as (${rangesOf(together)})
   select ${customerColumns} from @customers c where c.number in (
     select t.doc from ranges r cross join ${startingWithin[engine]} limit ${mostFound})`,
);

function rangesOf(of: readonly string[]): string {
  return `values ${of.map((mark) => `(:from${mark}, :to${mark})`).join(', ')}`;
}

/** A token up to its bar, with the bar; nothing of one that was cut before it. Both engines know these functions. */
const firstHalf = `rtrim(n.term, replace(n.term, '|', ''))`;

/** The first term of each range, then from each the first that lies behind it by `step`, as rows of `n`. */
function walk(of: readonly string[], { step, most }: { readonly step: string; readonly most: number }): string {
  return `with recursive ranges (first, behind) as (${rangesOf(of)}), names (term, behind, place) as (
     select (select t.term from customer_tokens t where t.term >= r.first and t.term < r.behind
             order by t.term limit 1), r.behind, 1 from ranges r
     union all
     select (select t.term from customer_tokens t where t.term >= ${step} and t.term < n.behind
             order by t.term limit 1), n.behind, n.place + 1
     from names n where n.term is not null and n.place < ${most})`;
}

/**
 * Goes from one name to the next, and looks in each only where the second half begins as asked: a name that thousands of
 * customers have costs no more than a rare one. The second half and what lies behind all are the same everywhere.
 */
function halves(of: readonly string[], most: number): { readonly names: string; readonly numbers: string } {
  const mark = of[0] ?? '';
  const step = `coalesce(nullif(${firstHalf}, ''), n.term) || :last${mark}`;
  return {
    names: walk(of, { step, most: mostHalves }),
    numbers: `select t.doc from (select ${firstHalf} as half from names n where n.term is not null) h
     cross join customer_tokens t
     where h.half <> '' and t.term >= h.half || :second${mark} and t.term < h.half || :second${mark} || :last${mark}
     limit ${most}`,
  };
}

export const halvesStart = jointLookup<Visible & Range & { second: string; last: string }, CustomerRow>(
  (mark, most) => {
    const { names, numbers } = halves([mark], most);
    return `${names} select ${customerColumns} from @customers c where ${visible(mark)} and c.number in (${numbers})`;
  },
  (together) => {
    const { names, numbers } = halves(together, mostFound);
    return `${names} select ${customerColumns} from @customers c where c.number in (${numbers})`;
  },
);

// Names of one first letter beside a given one, each once.
export const besides = lookup<Range & { next: string }, { term: string }>(
  (mark) => `${walk([mark], { step: `n.term || :next${mark}`, most: mostBeside })}
   select n.term from names n where n.term is not null`,
);

/** The first range, and for each further condition its range and what it looks like in the customer's row. */
type Several = Visible & Range & Readonly<Record<`from${number}` | `to${number}` | `line${number}`, string>>;

const severalStart = new Map([2, 3, 4, 5, 6].map((count) => [count, several(count)]));

/** @throws Error for more conditions than a search reads words */
export function allStart(count: number): Lookup<Several, CustomerRow> {
  const found = severalStart.get(count);
  if (!found) throw new Error(`a lookup has ${count} conditions, more than there is a statement for`);
  return found;
}

// The further conditions are looked for among the tokens in the customer's own row; not even the first is, where nobody
// at all has one of them.
function several(count: number): Lookup<Several, CustomerRow> {
  const places = Array.from({ length: count - 1 }, (_, index) => index + 1);
  return lookup((mark, most) => {
    const anybody = places.map(
      (place) => `(select t.term from customer_tokens t
          where t.term >= :from${place}${mark} and t.term < :to${place}${mark} order by t.term limit 1) is not null`,
    );
    const others = places.map((place) => `and replace(c.search_tokens, :line${place}${mark}, '') <> c.search_tokens`);
    return `select ${customerColumns} from @customers c where ${visible(mark)} and c.number in (
       select t.doc from customer_tokens t
       where t.term >= case when ${anybody.join(' and ')} then :from${mark} else :to${mark} end and t.term < :to${mark}
       order by t.term limit ${mostScanned})
     ${others.join(' ')} limit ${most}`;
  });
}
