import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/*
 * What of a council goes to another one, decided by where things happen and people live. `split_rows` says it of each
 * case, contact and customer, so that a run that is stopped decides nothing twice.
 */

/** One of the three roots' ids in stretches. */
export type Deciding = {
  readonly split: string;
  readonly from: AuthorityId;
  readonly to: AuthorityId;
  readonly after: string;
  readonly upTo: string;
};

/** Area: places of the one that lie in the other's area as well. */
const inArea = (place: string): string =>
  `exists (select 1 from place_authorities a where a.place_id = ${place} and a.authority_ref = :to)
   and exists (select 1 from place_authorities b where b.place_id = ${place} and b.authority_ref = :from)`;
const goes = (table: string, id: string): string =>
  `exists (select 1 from split_rows x where x.split_id = :split and x.table_name = '${table}' and x.row_id = ${id})`;
const undecided = (table: string): string => `not ${goes(table, 's.id')}`;
const stretch = '+s.authority_id = :from and s.id > :after and s.id <= :upTo';
const casePlace = `coalesce(s.place_id, (select c.place_id from @customers c where c.id = s.customer_id))`;

// A case goes by its place; one without, by where its customer lives.
const goingCases = (condition: string): string =>
  `from @cases s where ${stretch} and ${inArea(casePlace)} and ${undecided('cases')}${condition}`;
const ofServices =
  ' and s.service_id in (select v.id from @services v where v.authority_id = :from and v.key in (:services*))';

const caseIds = statement<Deciding, { id: string }>(`select s.id ${goingCases('')}`);
const caseIdsOf = statement<Deciding & { services: readonly string[] }, { id: string }>(
  `select s.id ${goingCases(ofServices)}`,
);

/** Cases of the stretch that go. */
export async function listGoingCases(
  db: Reads,
  deciding: Deciding,
  services: readonly string[] | undefined,
): Promise<string[]> {
  const rows = services ? await db.all(caseIdsOf, { ...deciding, services }) : await db.all(caseIds, deciding);
  return rows.map(({ id }) => id);
}

const contactPlace = `coalesce((select c.place_id from @customers c where c.id = s.customer_id), s.place_id)`;
const contactIds = statement<Deciding, { id: string }>(
  `select s.id from @interactions s where ${stretch} and ${undecided('interactions')}
     and ((${inArea(contactPlace)}) or (${contactPlace} is null and ${goes('cases', 's.about_case_id')}))`,
);

/** Contacts of the stretch that go: by where the customer lives, else by the place, else with the case that they were about. */
export async function listGoingContacts(db: Reads, deciding: Deciding): Promise<string[]> {
  return (await db.all(contactIds, deciding)).map(({ id }) => id);
}

const theirCase = (going: string): string =>
  `(exists (select 1 from @cases k where k.customer_id = s.id and k.authority_id = :from and ${going} ${goes('cases', 'k.id')})
    or exists (select 1 from @case_subscribers k where k.customer_id = s.id and k.authority_id = :from
      and ${going} ${goes('cases', 'k.case_id')}))`;
const tied = `(exists (select 1 from @representations k where k.representative_id = s.id and k.customer_id <> s.id)
  or exists (select 1 from @relationships k where k.other_id = s.id and k.customer_id <> s.id)
  or exists (select 1 from @customers k where k.merged_into_id = s.id) or s.merged_into_id is not null)`;

const customerFates = statement<Deciding, { id: string; home: number; staying: number; going: number; tied: number }>(
  `select s.id, case when ${inArea('s.place_id')} then 1 else 0 end as home,
     case when ${theirCase('not')} then 1 else 0 end as staying,
     case when ${theirCase('')} then 1 else 0 end as going, case when ${tied} then 1 else 0 end as tied
   from @customers s where ${stretch} and ${undecided('customers')}`,
);

/** What becomes of customers of the stretch; those who stay are left out. */
export interface Fate {
  readonly id: string;
  readonly becomes: 'moved' | 'copied';
}

/**
 * A customer goes who lives there. One with cases on both sides, or tied to others by a merge or by acting for them, is
 * copied: each council keeps the record that its cases name.
 */
export async function listFates(db: Reads, deciding: Deciding): Promise<Fate[]> {
  const rows = await db.all(customerFates, deciding);
  return rows.flatMap(({ id, home, staying, going, tied: isTied }): Fate[] => {
    if (home === 1 && staying === 0 && isTied === 0) return [{ id, becomes: 'moved' }];
    return home === 1 || going === 1 ? [{ id, becomes: 'copied' }] : [];
  });
}

/** Writes down what goes. */
export async function decide(
  db: Writes,
  { split, table }: { readonly split: string; readonly table: string },
  rows: readonly { readonly id: string; readonly becomes: 'moved' | 'copied'; readonly copyId?: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.insert(
    'split_rows',
    rows.map(({ id, becomes, copyId }): Row => ({
      ...{ split_id: split, table_name: table, row_id: id, becomes, copy_id: copyId ?? null },
    })),
  );
}

const copiesOf = statement<
  { split: string; table: string; ids: readonly string[] },
  { row_id: string; copy_id: string }
>(
  `select row_id, copy_id from split_rows
   where split_id = :split and table_name = :table and row_id in (:ids*) and copy_id is not null`,
);

/** What takes the place there of rows that stay. */
export async function findCopies(
  db: Reads,
  { split, table }: { readonly split: string; readonly table: string },
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.all(copiesOf, { split, table, ids });
  return new Map(rows.map(({ row_id: id, copy_id: copy }) => [id, copy]));
}

const answering = statement<{ of: AuthorityId; area: string; wards: string; on: LocalDate }, { service_key: string }>(
  `select distinct service_key from responsibilities
   where responsible_authority_id = :of and (area = :area or area like :wards) and from_on <= :on
     and (to_on is null or to_on > :on) order by service_key`,
);

/** For which services a council answers in its own area on a day; '*' for all of its tier. */
export async function listAnswered(db: Reads, of: AuthorityId, on: LocalDate): Promise<string[]> {
  const rows = await db.all(answering, { of, area: String(of), wards: `${of}/%`, on });
  return rows.map(({ service_key: key }) => key);
}

const endHere = statement<{ areas: readonly string[]; of: AuthorityId; on: LocalDate }, never>(
  `update responsibilities set to_on = case when from_on > :on then from_on else :on end
   where area in (:areas*) and responsible_authority_id = :of and (to_on is null or to_on > :on)`,
);

/** In these areas the one answers until that day, and the other from it on. */
export async function answerFrom(
  db: Writes,
  {
    areas,
    services,
    from,
    to,
    on,
  }: {
    readonly areas: readonly { readonly kind: 'ward' | 'place'; readonly key: string }[];
    readonly services: readonly string[];
    readonly from: AuthorityId;
    readonly to: AuthorityId;
    readonly on: LocalDate;
  },
  newId: () => string,
): Promise<void> {
  if (areas.length === 0 || services.length === 0) return;
  if (services.includes('*')) await db.run(endHere, { areas: areas.map(({ key }) => key), of: from, on });
  const rule = { responsible_authority_id: to, from_on: on, to_on: null };
  await db.insert(
    'responsibilities',
    areas.flatMap(({ kind, key }) =>
      services.map((service): Row => ({ id: newId(), area_kind: kind, area: key, service_key: service, ...rule })),
    ),
  );
}

// Relies on places_ward_idx.
const byWard = statement<{ from: AuthorityId; wards: readonly string[] }, { id: string }>(
  `select p.id from places p join place_authorities a on a.place_id = p.id and a.authority_ref = :from
   where p.ward in (:wards*) order by p.id`,
);
// Relies on places_uprn_key.
const byUprn = statement<{ from: AuthorityId; uprns: readonly string[] }, { id: string }>(
  `select p.id from places p join place_authorities a on a.place_id = p.id and a.authority_ref = :from
   where p.uprn in (:uprns*) order by p.id`,
);

/** Where a council is split: whole wards of it, or single properties. */
export type SplitArea =
  | { readonly kind: 'wards'; readonly wards: readonly string[] }
  | { readonly kind: 'places'; readonly uprns: readonly string[] };

const uprnsAtOnce = 500;

/** Ids of the council's places in the area, in order. */
export async function listPlacesIn(db: Reads, from: AuthorityId, area: SplitArea): Promise<string[]> {
  if (area.kind === 'wards') return (await db.all(byWard, { from, wards: area.wards })).map(({ id }) => id);
  const found: string[] = [];
  for (let first = 0; first < area.uprns.length; first += uprnsAtOnce)
    for (const { id } of await db.all(byUprn, { from, uprns: area.uprns.slice(first, first + uprnsAtOnce) }))
      found.push(id);
  return found.sort();
}

const shared = statement<{ from: AuthorityId; to: AuthorityId }, { id: string }>(
  `select a.place_id as id from place_authorities a
   join place_authorities b on b.place_id = a.place_id and b.authority_ref = :to
   where a.authority_ref = :from order by a.place_id`,
);

/** Places that lie in both areas already. */
export async function listShared(db: Reads, from: AuthorityId, to: AuthorityId): Promise<string[]> {
  return (await db.all(shared, { from, to })).map(({ id }) => id);
}

const placesWithout = statement<{ to: AuthorityId; places: readonly string[] }, never>(
  `insert into place_authorities (place_id, authority_ref)
   select p.id, a.id from places p join authorities a on a.id = :to where p.id in (:places*)
     and not exists (select 1 from place_authorities x where x.place_id = p.id and x.authority_ref = :to)`,
);

/** Puts places into a council's area. */
export async function addToArea(db: Writes, to: AuthorityId, places: readonly string[]): Promise<number> {
  return places.length === 0 ? 0 : await db.run(placesWithout, { to, places });
}

const homeless = statement<{ from: AuthorityId }, { reference: string; status: string; service: string }>(
  `select s.reference, s.status_kind as status, v.key as service from @cases s join @services v on v.id = s.service_id
   where s.authority_id = :from and ${casePlace} is null order by s.reference`,
);

/** Cases of which nothing says where they belong: neither a place, nor a customer who lives somewhere. They stay. */
export async function listUndecided(db: Reads, from: AuthorityId) {
  return await db.all(homeless, { from });
}

const movingOf = statement<{ split: string; ids: readonly string[] }, { row_id: string }>(
  `select row_id from split_rows
   where split_id = :split and table_name = 'customers' and becomes = 'moved' and row_id in (:ids*)`,
);

/** Those customers who go themselves, and need no copy. */
export async function findMoving(db: Reads, split: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  return new Set((await db.all(movingOf, { split, ids })).map(({ row_id: id }) => id));
}

// Relies on cases_place_id_opened_at_idx.
const casesAt = statement<{ from: AuthorityId; places: readonly string[] }, { count: number }>(
  'select count(*) as count from @cases s where s.authority_id = :from and s.place_id in (:places*)',
);

const placesAtOnce = 1000;

export async function countCasesAt(db: Reads, from: AuthorityId, places: readonly string[]): Promise<number> {
  let count = 0;
  for (let first = 0; first < places.length; first += placesAtOnce) {
    const some = places.slice(first, first + placesAtOnce);
    count += (await db.first(casesAt, { from, places: some }))?.count ?? 0;
  }
  return count;
}

/** Writes down who follows whom, where and for what. */
export async function writePartSuccession(
  db: Writes,
  { from, to, on }: { readonly from: AuthorityId; readonly to: AuthorityId; readonly on: LocalDate },
  { area, services }: { readonly area: SplitArea; readonly services: readonly string[] },
  { newId, now }: { readonly newId: () => string; readonly now: number },
): Promise<void> {
  const parts =
    area.kind === 'wards' ? area.wards.map((ward) => ({ kind: 'ward', ward })) : [{ kind: 'places', ward: '' }];
  await db.insert(
    'authority_successions',
    parts.flatMap(({ kind, ward }) =>
      services.map((service): Row => ({
        ...{ id: newId(), from_authority_id: from, to_authority_id: to, area_kind: kind, area: ward },
        ...{ service_key: service, on_date: on, decided_at: now },
      })),
    ),
  );
}
