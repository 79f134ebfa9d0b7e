import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import {
  AuthoritySettings,
  type Authority,
  type CalendarDay,
  type ContactLine,
  type NewAuthority,
  type StoredCalendar,
} from './types.js';

interface AuthorityRow {
  id: number;
  slug: string;
  name: string;
  short_name: string;
  kind: string;
  tier: string;
  nation: string;
  gss_code: string | null;
  reference_prefix: string;
  brand_colour: string;
  parent_id: number | null;
  languages: string;
  settings: string;
  followed_by: number | null;
}

const columns = `id, slug, name, short_name, kind, tier, nation, gss_code, reference_prefix, brand_colour, parent_id,
  languages, settings`;
const everyAuthority = statement<Record<string, never>, AuthorityRow>(
  `select ${columns},
     (select s.to_authority_id from authority_successions s
      where s.from_authority_id = a.id and s.area_kind = 'whole' and s.service_key = '*') as followed_by
   from authorities a order by name`,
);

function toAuthority(row: AuthorityRow): Authority {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind as Authority['kind'],
    tier: row.tier as Authority['tier'],
    nation: row.nation as Authority['nation'],
    gssCode: row.gss_code,
    referencePrefix: row.reference_prefix,
    brandColour: row.brand_colour as Authority['brandColour'],
    parentId: row.parent_id,
    languages: JSON.parse(row.languages) as string[],
    settings: AuthoritySettings.parse(JSON.parse(row.settings)),
    followedById: row.followed_by,
  };
}

/** Every authority of the installation, the partnership among them. Few rows: no index needed. */
export async function readAuthorities(db: Reads): Promise<Authority[]> {
  return (await db.all(everyAuthority, {})).map(toAuthority);
}

const partSuccessors = statement<Record<string, never>, { id: number }>(
  `select distinct to_authority_id as id from authority_successions where area_kind <> 'whole' order by to_authority_id`,
);

/** Authorities that follow another in a part of its area. */
export async function listPartSuccessors(db: Reads): Promise<AuthorityId[]> {
  return (await db.all(partSuccessors, {})).map(({ id }) => id);
}

const highestId = statement<Record<string, never>, { id: number | null }>('select max(id) as id from authorities');

export async function insertAuthority(db: Writes, authority: NewAuthority, now: number): Promise<AuthorityId> {
  const id = ((await db.first(highestId, {}))?.id ?? 0) + 1;
  await db.insert('authorities', {
    id,
    slug: authority.slug,
    name: authority.name,
    short_name: authority.shortName,
    kind: authority.kind,
    tier: authority.tier,
    nation: authority.nation,
    gss_code: authority.gssCode ?? null,
    reference_prefix: authority.referencePrefix,
    brand_colour: authority.brandColour,
    parent_id: authority.parentId ?? null,
    languages: JSON.stringify(authority.languages),
    settings: JSON.stringify(authority.settings),
    created_at: now,
  });
  return id;
}

const calendarRows = statement<
  { authority: AuthorityId; partnership: AuthorityId; key: string },
  {
    authority_id: AuthorityId;
    weekly: string | null;
    keeps_bank_holidays: number;
    follows_days: number;
    version: number;
    exceptions: number;
  }
>(
  `select c.authority_id, c.weekly, c.keeps_bank_holidays, c.follows_days, c.version,
     (select count(*) from @calendar_exceptions e where e.calendar_key = c.key and e.authority_id = c.authority_id) as exceptions
   from @calendars c where c.authority_id in (:authority, :partnership) and c.key = :key`,
);
const calendarExceptions = statement<
  { authority: number; key: string },
  { on_date: LocalDate; opens: string; reason: string }
>(
  `select on_date, opens, reason from @calendar_exceptions
   where authority_id = :authority and calendar_key = :key order by on_date`,
);
const holidaysOf = statement<{ divisions: readonly string[] }, { on_date: LocalDate }>(
  'select on_date from bank_holidays where division in (:divisions*) order by on_date',
);
const holidayStamp = statement<{ divisions: readonly string[] }, { count: number; last_run: string }>(
  `select count(*) as count, coalesce(max(import_run_id), '') as last_run from bank_holidays
   where division in (:divisions*)`,
);

/** What a calendar is built from. */
export interface CalendarSource {
  /** Changes whenever the calendar, the partnership's, or the bank holidays do. */
  readonly stamp: string;
  readonly stored: StoredCalendar;
  /** Whose days that differ hold; a later one's goes before an earlier one's. */
  readonly daysOf: readonly AuthorityId[];
}

/** Undefined: neither the authority nor the partnership has hours of that key. */
export async function readCalendarStamp(
  db: Reads,
  { authority, partnership }: { readonly authority: AuthorityId; readonly partnership: AuthorityId },
  key: string,
  divisions: readonly string[],
): Promise<CalendarSource | undefined> {
  const rows = await db.all(calendarRows, { authority, partnership, key });
  const own = rows.find((row) => row.authority_id === authority);
  const shared = rows.find((row) => row.authority_id === partnership);
  const hours = own?.weekly == null ? shared : own;
  if (hours?.weekly == null) return undefined;
  const holidays = await db.first(holidayStamp, { divisions });
  const stored = {
    weekly: JSON.parse(hours.weekly) as StoredCalendar['weekly'],
    keepsBankHolidays: hours.keeps_bank_holidays === 1,
  };
  const follows = own === undefined || own.follows_days === 1;
  const versions = [own, shared].map((row) => `${row?.version ?? 0}.${row?.exceptions ?? 0}`).join('.');
  return {
    stamp: `${versions}.${holidays?.count ?? 0}.${holidays?.last_run ?? ''}`,
    stored,
    daysOf: follows && authority !== partnership ? [partnership, authority] : [authority],
  };
}

export async function readExceptions(db: Reads, authorityId: AuthorityId, key: string): Promise<CalendarDay[]> {
  const rows = await db.all(calendarExceptions, { authority: authorityId, key });
  return rows.map(({ on_date: on, opens, reason }) => ({
    on,
    hours: JSON.parse(opens) as CalendarDay['hours'],
    reason,
  }));
}

export async function readBankHolidays(db: Reads, divisions: readonly string[]): Promise<LocalDate[]> {
  return (await db.all(holidaysOf, { divisions })).map((row) => row.on_date);
}

const lineByNumber = statement<
  { telephone: string },
  { id: string; authority_id: number; telephone: string; name: string; opening_words: string }
>('select id, authority_id, telephone, name, opening_words from @contact_lines where telephone = :telephone');
const everyLine = statement<
  Record<string, never>,
  { id: string; authority_id: number; telephone: string; name: string; opening_words: string }
>('select id, authority_id, telephone, name, opening_words from @contact_lines order by name');

type LineRow = { id: string; authority_id: number; telephone: string; name: string; opening_words: string };

function toLine(row: LineRow): ContactLine {
  const { id, telephone, name } = row;
  return { id, authorityId: row.authority_id, telephone, name, openingWords: row.opening_words };
}

/** The line that was dialled, in E.164. */
export async function findLineByNumber(db: Reads, telephone: string): Promise<ContactLine | undefined> {
  const row = await db.first(lineByNumber, { telephone });
  return row && toLine(row);
}

export async function listLines(db: Reads): Promise<ContactLine[]> {
  return (await db.all(everyLine, {})).map(toLine);
}

export async function insertLine(db: Writes, line: ContactLine): Promise<void> {
  const { id, authorityId, telephone, name, openingWords } = line;
  await db.insert('contact_lines', { id, authority_id: authorityId, telephone, name, opening_words: openingWords });
}

const settingsOf = statement<{ id: number }, { settings: string; version: number }>(
  'select settings, version from authorities where id = :id',
);

export async function findSettings(
  db: Reads,
  id: AuthorityId,
): Promise<{ readonly settings: AuthoritySettings; readonly version: number } | undefined> {
  const row = await db.first(settingsOf, { id });
  return row && { settings: AuthoritySettings.parse(JSON.parse(row.settings)), version: row.version };
}

/** Answers whether they still had that version; they then have the next. */
export async function saveSettings(
  db: Writes,
  id: AuthorityId,
  settings: AuthoritySettings,
  version: number,
): Promise<boolean> {
  const changes = { settings: JSON.stringify(settings), version: version + 1 };
  return (await db.update('authorities', { id, version }, changes)) === 1;
}

export type Identity = Pick<NewAuthority, 'name' | 'shortName' | 'brandColour' | 'languages'>;

const identityOf = statement<
  { id: number },
  { name: string; short_name: string; brand_colour: string; languages: string; version: number }
>('select name, short_name, brand_colour, languages, version from authorities where id = :id');

export async function findIdentity(
  db: Reads,
  id: AuthorityId,
): Promise<(Identity & { readonly version: number }) | undefined> {
  const row = await db.first(identityOf, { id });
  if (!row) return undefined;
  const { short_name: shortName, brand_colour: brandColour, languages, ...rest } = row;
  return { ...rest, shortName, brandColour, languages: JSON.parse(languages) as Identity['languages'] };
}

/** Answers whether it still had that version; it then has the next. */
export async function saveIdentity(
  db: Writes,
  id: AuthorityId,
  { name, shortName, brandColour, languages }: Identity,
  version: number,
): Promise<boolean> {
  const row = { name, short_name: shortName, brand_colour: brandColour, languages: JSON.stringify(languages) };
  return (await db.update('authorities', { id, version }, { ...row, version: version + 1 })) === 1;
}
