import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { IncomeFile, IncomeItem, IncomeKind, IncomeLine } from './income-types.js';

interface ItemRow {
  source: string;
  payment_id: string;
  at: Instant;
  method: string;
  way: string | null;
  fund_code: string | null;
  reference: string | null;
  instance: string | null;
  their_reference: string | null;
  pence: number;
}
type Due = { authority: AuthorityId; from: Instant; until: Instant; hand: number; limit: number };

// A restricted case is named in no file.
const about = `p.id as payment_id, p.method, p.way, p.fund_code, v.instance,
  case when c.restriction is null then c.reference else null end as reference`;
const joined = `left join @provider_payments v on v.payment_id = p.id left join @cases c on c.id = p.case_id`;
const isNew = (kind: IncomeKind, id: string): string =>
  `not exists (select 1 from @income_lines x where x.source = '${kind} ' || ${id})`;

// Relies on payments_authority_id_paid_at_idx and income_lines_source_key.
const payments = statement<Due, ItemRow>(
  `select 'payment ' || p.id as source, ${about}, p.paid_at as at, p.amount_pence as pence,
     coalesce(v.their_reference, p.receipt) as their_reference
   from @payments p ${joined}
   where p.authority_id = :authority and p.paid_at >= :from and p.paid_at < :until and p.state = 'paid'
   and p.cancelled_at is null and (:hand = 1 or p.way is not null) and ${isNew('payment', 'p.id')}
   order by p.paid_at, p.id limit :limit`,
);
// Relies on payment_refunds_authority_id_settled_at_idx and income_lines_source_key.
const refunds = statement<Due, ItemRow>(
  `select 'refund ' || r.id as source, ${about}, r.settled_at as at, -r.amount_pence as pence, r.their_reference
   from @payment_refunds r join @payments p on p.id = r.payment_id ${joined}
   where r.authority_id = :authority and r.settled_at >= :from and r.settled_at < :until and r.state = 'refunded'
   and :hand >= 0 and ${isNew('refund', 'r.id')}
   order by r.settled_at, r.id limit :limit`,
);
// Relies on income_lines_authority_id_at_idx. What a provider took is never cancelled, but given back.
const reversals = statement<Due, ItemRow>(
  `select 'reversal ' || p.id as source, ${about}, p.cancelled_at as at, -p.amount_pence as pence,
     p.receipt as their_reference
   from @income_lines l join @payments p on p.id = l.payment_id ${joined}
   where l.authority_id = :authority and l.at >= :from and l.kind = 'payment' and p.way is null
   and p.cancelled_at < :until and :hand >= 0 and ${isNew('reversal', 'p.id')}
   order by p.cancelled_at, p.id limit :limit`,
);

/** What is to go into a council's next file, in order; at most `limit`. */
export async function listDueIncome(db: Reads, due: Due): Promise<IncomeItem[]> {
  const items = [
    ...(await db.all(payments, due)).map((row) => toItem('payment', row)),
    ...(await db.all(refunds, due)).map((row) => toItem('refund', row)),
    ...(await db.all(reversals, due)).map((row) => toItem('reversal', row)),
  ];
  return items.sort((a, b) => a.at - b.at || (a.source < b.source ? -1 : 1)).slice(0, due.limit);
}

function toItem(kind: IncomeKind, row: ItemRow): IncomeItem {
  return {
    ...{ kind, source: row.source, paymentId: row.payment_id, at: row.at },
    method: (row.way ?? row.method) as IncomeItem['method'],
    ...{ fundCode: row.fund_code, reference: row.reference, provider: row.instance },
    ...{ theirReference: row.their_reference, pence: row.pence },
  };
}

interface FileRow {
  id: string;
  authority_id: AuthorityId;
  series: string;
  number: number;
  day_on: string;
  takes: string;
  made_at: Instant;
  line_count: number;
  taken_pence: number;
  given_back_pence: number;
  written_at: Instant | null;
}

const columns = `f.id, f.authority_id, f.series, f.number, f.day_on, f.takes, f.made_at, f.line_count, f.taken_pence,
  f.given_back_pence, f.written_at`;

const toFile = (row: FileRow): IncomeFile => ({
  ...{ id: row.id, authorityId: row.authority_id, series: row.series, number: row.number },
  dayOn: row.day_on as IncomeFile['dayOn'],
  takes: row.takes as IncomeFile['takes'],
  ...{ madeAt: row.made_at, lineCount: row.line_count, takenPence: row.taken_pence },
  ...{ givenBackPence: row.given_back_pence, writtenAt: row.written_at },
});

const byId = statement<{ id: string }, FileRow>(`select ${columns} from @income_files f where f.id = :id`);
// Relies on income_files_series_number_key, as the next two.
const byNumber = statement<{ series: string; number: number }, FileRow>(
  `select ${columns} from @income_files f where f.series = :series and f.number = :number`,
);
const lastOf = statement<{ series: string }, FileRow>(
  `select ${columns} from @income_files f where f.series = :series order by f.number desc limit 1`,
);
// Relies on income_files_authority_id_made_at_id_idx.
const latest = statement<{ at: Instant; id: string; limit: number }, FileRow>(
  `select ${columns} from @income_files f where (f.made_at, f.id) < (:at, :id) order by f.made_at desc, f.id desc
   limit :limit`,
);
// Relies on income_files_written_at_idx.
const unwritten = statement<{ limit: number }, FileRow>(
  `select ${columns} from @income_files f where f.written_at is null order by f.series, f.number limit :limit`,
);

export async function findIncomeFile(db: Reads, id: string): Promise<IncomeFile | undefined> {
  const row = await db.first(byId, { id });
  return row && toFile(row);
}

export async function findNumberedFile(db: Reads, series: string, number: number): Promise<IncomeFile | undefined> {
  const row = await db.first(byNumber, { series, number });
  return row && toFile(row);
}

export async function findLastFile(db: Reads, series: string): Promise<IncomeFile | undefined> {
  const row = await db.first(lastOf, { series });
  return row && toFile(row);
}

/** A place in the list: what comes after it is shown. */
export interface FilePlace {
  readonly madeAt: Instant;
  readonly id: string;
}
const beginning: FilePlace = { madeAt: Number.MAX_SAFE_INTEGER, id: '00000000-0000-0000-0000-000000000000' };

/** The files of the reader's councils, the latest first. */
export async function listFiles(db: Reads, limit: number, after: FilePlace = beginning): Promise<IncomeFile[]> {
  return (await db.all(latest, { at: after.madeAt, id: after.id, limit })).map(toFile);
}

/** Files that are not in their folder yet, in the order of their numbers. */
export async function listUnwritten(db: Reads, limit: number): Promise<IncomeFile[]> {
  return (await db.all(unwritten, { limit })).map(toFile);
}

interface LineRow extends Omit<ItemRow, 'source' | 'payment_id' | 'way' | 'instance'> {
  position: number;
  kind: string;
  provider: string | null;
  is_shown: number;
}

// Relies on income_lines_file_id_position_key. A case that is kept from the reader is not named to them.
const linesOf = statement<{ file: string }, LineRow>(
  `select l.position, l.kind, l.at, l.method, l.fund_code, l.reference, l.provider, l.their_reference, l.pence,
     case when p.case_id is null or c.id is not null then 1 else 0 end as is_shown
   from @income_lines l left join @payments p on p.id = l.payment_id left join @cases c on c.id = p.case_id
   where l.file_id = :file order by l.position`,
);

/** A file's lines, in order. */
export async function listIncomeLines(db: Reads, file: string): Promise<IncomeLine[]> {
  return (await db.all(linesOf, { file })).map((row) => ({
    ...{ position: row.position, kind: row.kind as IncomeKind, at: row.at, method: row.method as IncomeLine['method'] },
    ...{ fundCode: row.fund_code, reference: Number(row.is_shown) === 1 ? row.reference : null },
    ...{ provider: row.provider, theirReference: row.their_reference, pence: row.pence },
  }));
}

/** A number or a payment that is in a file already is refused by the database. */
export async function insertFile(
  db: Writes,
  file: IncomeFile,
  items: readonly (IncomeItem & { readonly id: string })[],
): Promise<void> {
  await db.insert('income_files', {
    ...{ id: file.id, authority_id: file.authorityId, series: file.series, number: file.number, day_on: file.dayOn },
    ...{ takes: file.takes, made_at: file.madeAt, line_count: file.lineCount, taken_pence: file.takenPence },
    given_back_pence: file.givenBackPence,
  });
  await db.bulk(
    'income_lines',
    lineColumns,
    items.map((item, index) => [
      ...[item.id, file.authorityId, file.id, index + 1, item.kind, item.source, item.paymentId, item.at, item.method],
      ...[item.fundCode, item.reference, item.provider, item.theirReference, item.pence],
    ]),
  );
}

const lineColumns = [
  ...['id', 'authority_id', 'file_id', 'position', 'kind', 'source', 'payment_id', 'at', 'method'],
  ...['fund_code', 'reference', 'provider', 'their_reference', 'pence'],
];

export async function markWritten(db: Writes, { id }: Pick<IncomeFile, 'id'>, at: Instant): Promise<void> {
  await db.update('income_files', { id }, { written_at: at });
}
