import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { FundTotal, PaymentDay } from './books-types.js';

interface DayRow {
  id: string;
  authority_id: AuthorityId;
  day_on: LocalDate;
  instance: string;
  provider_name: string;
  compared_at: Instant | null;
  fault: string | null;
  totals: string;
  agreeing: number;
  unknown: number;
  open: number | string;
  closed: number | string;
  version: number;
}

// Relies on payment_differences_day_id_found_key_key.
const count = (condition: string): string =>
  `(select count(*) from @payment_differences x where x.day_id = d.id and ${condition})`;
const columns = `d.id, d.authority_id, d.day_on, d.instance, d.provider_name, d.compared_at, d.fault, d.totals, d.agreeing,
  d.unknown, d.version, ${count('x.gone_at is null and x.closed_at is null')} as open,
  ${count('x.closed_at is not null')} as closed`;

const toDay = (row: DayRow): PaymentDay => ({
  ...{ id: row.id, authorityId: row.authority_id, dayOn: row.day_on, instance: row.instance },
  ...{ providerName: row.provider_name, comparedAt: row.compared_at, fault: row.fault, agreeing: row.agreeing },
  totals: JSON.parse(row.totals) as FundTotal[],
  ...{ unknown: row.unknown, open: Number(row.open), closed: Number(row.closed), version: row.version },
});

const byId = statement<{ id: string }, DayRow>(`select ${columns} from @payment_days d where d.id = :id`);
// Relies on payment_days_authority_id_instance_day_on_key.
const ofCouncil = statement<{ authority: number; instance: string; day: string }, DayRow>(
  `select ${columns} from @payment_days d
   where d.authority_id = :authority and d.instance = :instance and d.day_on = :day`,
);
// Relies on payment_days_authority_id_day_on_id_idx.
const latest = statement<{ day: string; id: string; limit: number }, DayRow>(
  `select ${columns} from @payment_days d where (d.day_on < :day or d.day_on = :day and d.id < :id)
   order by d.day_on desc, d.id desc limit :limit`,
);
// The same, of days that somebody has to look at.
const latestOpen = statement<{ day: string; id: string; limit: number }, DayRow>(
  `select ${columns} from @payment_days d where (d.day_on < :day or d.day_on = :day and d.id < :id)
   and (d.fault is not null or exists (select 1 from @payment_differences x
     where x.day_id = d.id and x.gone_at is null and x.closed_at is null))
   order by d.day_on desc, d.id desc limit :limit`,
);
// Relies on payment_days_day_on_compared_at_idx.
const comparedSince = statement<{ day: string; since: Instant }, { authority_id: AuthorityId; instance: string }>(
  'select authority_id, instance from @payment_days where day_on = :day and compared_at >= :since and fault is null',
);

export async function findDay(db: Reads, id: string): Promise<PaymentDay | undefined> {
  const row = await db.first(byId, { id });
  return row && toDay(row);
}

export async function findDayOf(
  db: Reads,
  { authorityId, instance, dayOn }: Pick<PaymentDay, 'authorityId' | 'instance' | 'dayOn'>,
): Promise<PaymentDay | undefined> {
  const row = await db.first(ofCouncil, { authority: authorityId, instance, day: dayOn });
  return row && toDay(row);
}

/** A place in the list: what comes after it is shown. */
export interface DayPlace {
  readonly dayOn: string;
  readonly id: string;
}
const beginning: DayPlace = { dayOn: '9999-12-31', id: '00000000-0000-0000-0000-000000000000' };

/** The days of the reader's councils, the latest first. */
export async function listDays(
  db: Reads,
  { which, limit, after = beginning }: { which: 'all' | 'open'; limit: number; after?: DayPlace | undefined },
): Promise<PaymentDay[]> {
  const asked = { day: after.dayOn, id: after.id, limit };
  return (await db.all(which === 'open' ? latestOpen : latest, asked)).map(toDay);
}

/** Of which councils and connections a day was compared since. */
export async function listComparedSince(
  db: Reads,
  { dayOn, since }: { readonly dayOn: LocalDate; readonly since: Instant },
): Promise<Pick<PaymentDay, 'authorityId' | 'instance'>[]> {
  const rows = await db.all(comparedSince, { day: dayOn, since });
  return rows.map((row) => ({ authorityId: row.authority_id, instance: row.instance }));
}

type Stated = Pick<PaymentDay, 'providerName' | 'comparedAt' | 'fault' | 'totals' | 'agreeing' | 'unknown'>;

const rowOf = ({ providerName, comparedAt, fault, totals, agreeing, unknown }: Stated) => ({
  ...{ provider_name: providerName, compared_at: comparedAt, fault, agreeing, unknown },
  totals: JSON.stringify(totals),
});

type NewDay = Pick<PaymentDay, 'id' | 'authorityId' | 'instance' | 'dayOn'> & Stated;

export async function insertDay(db: Writes, day: NewDay, now: Instant): Promise<void> {
  const { id, authorityId, instance, dayOn } = day;
  await db.insert('payment_days', {
    ...{ id, authority_id: authorityId, instance, day_on: dayOn, tried_at: now },
    ...rowOf(day),
  });
}

/** Answers false when it was changed since it was read. */
export async function updateDay(
  db: Writes,
  { id, version }: Pick<PaymentDay, 'id' | 'version'>,
  day: Stated,
  now: Instant,
): Promise<boolean> {
  const row = { ...rowOf(day), tried_at: now, version: version + 1 };
  return (await db.update('payment_days', { id, version }, row)) === 1;
}
