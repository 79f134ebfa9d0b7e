import type { AuthorityId } from '../kernel/scope.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { BankHolidayDivision, Nation } from './bank-holidays.js';

/** A council of the national list that stands in an area: what tells who keeps a gazetteer and which county it is in. */
export interface ListedCouncil {
  /** Nine characters of the Office for National Statistics. */
  readonly gssCode: string;
  readonly parentGssCode: string | null;
  /** As AddressBase numbers the councils. */
  readonly localCustodianCode: string | null;
}

const gssColumns = `gss_code, name, slug, tier, nation, parent_gss_code, local_custodian_code, starts_on, ends_on,
  replaced_by`;
const gssRows = statement<{ codes: readonly string[] }, Row>(
  `select ${gssColumns} from gss_authorities where gss_code in (:codes*)`,
);
const listed = statement<
  Record<string, never>,
  { gss_code: string; parent_gss_code: string | null; local_custodian_code: string | null }
>('select gss_code, parent_gss_code, local_custodian_code from gss_authorities order by gss_code');

/** The stored rows of these codes, as an import compares them. */
export function readGssRows(db: Reads, codes: readonly string[]): Promise<Row[]> {
  return db.all(gssRows, { codes });
}

/** Every council of the national list: some hundreds. */
export async function listCouncils(db: Reads): Promise<ListedCouncil[]> {
  const rows = await db.all(listed, {});
  return rows.map((row) => ({
    gssCode: row.gss_code,
    parentGssCode: row.parent_gss_code,
    localCustodianCode: row.local_custodian_code,
  }));
}

const holidayRows = statement<
  { divisions: readonly string[] },
  { division: BankHolidayDivision; on_date: string; title: string }
>('select division, on_date, title from bank_holidays where division in (:divisions*) order by division, on_date');

/** The stored bank holidays of these divisions, as an import compares them. */
export function readHolidayRows(
  db: Reads,
  divisions: readonly BankHolidayDivision[],
): Promise<{ division: BankHolidayDivision; on_date: string; title: string }[]> {
  return db.all(holidayRows, { divisions });
}

export async function removeHolidays(
  db: Writes,
  days: readonly { division: BankHolidayDivision; on_date: string }[],
): Promise<void> {
  for (const { division, on_date } of days) await db.remove('bank_holidays', { division, on_date });
}

const calendarsKeeping = statement<{ nations: readonly string[] }, { authority_id: number; key: string }>(
  `select c.authority_id, c.key from @calendars c join authorities a on a.id = c.authority_id
   where a.nation in (:nations*) and c.keeps_bank_holidays = 1 order by c.authority_id, c.key`,
);

/** The calendars that close on the bank holidays of these nations. */
export async function listCalendarsKeepingHolidays(
  db: Reads,
  nations: readonly string[],
): Promise<{ authorityId: number; key: string }[]> {
  const rows = await db.all(calendarsKeeping, { nations });
  return rows.map((row) => ({ authorityId: row.authority_id, key: row.key }));
}

const offices = statement<Record<string, never>, { authority_id: number; nation: Nation }>(
  `select c.authority_id, a.nation from @calendars c join authorities a on a.id = c.authority_id
   where c.key = 'office' order by c.authority_id`,
);

/** The authorities with an office's hours, from which the working days of information law are made. */
export async function listOffices(db: Reads): Promise<{ authorityId: number; nation: Nation }[]> {
  const rows = await db.all(offices, {});
  return rows.map((row) => ({ authorityId: row.authority_id, nation: row.nation }));
}

const followers = statement<{ key: string }, { id: AuthorityId }>(
  `select a.id from authorities a left join @calendars c on c.authority_id = a.id and c.key = :key
   where a.kind = 'authority' and (c.id is null or c.weekly is null or c.follows_days = 1) order by a.id`,
);

/** The authorities that follow the hours of the partnership's calendar, or its days that differ. */
export async function listCalendarFollowers(db: Reads, key: string): Promise<AuthorityId[]> {
  return (await db.all(followers, { key })).map(({ id }) => id);
}

const partnershipRow = statement<Record<string, never>, { id: AuthorityId }>(
  `select id from authorities where kind = 'partnership'`,
);

/** Read where the reader stands, so that a command that adds an authority doesn't keep the list without it. */
export async function findPartnershipId(db: Reads): Promise<AuthorityId | undefined> {
  return (await db.first(partnershipRow, {}))?.id;
}
