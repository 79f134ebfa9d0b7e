import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { endAnsweringOf, endPostsOf, endRolesOf } from './ending-repository.js';

type Of = { readonly of: AuthorityId };
type Counted = { readonly count: number };

const heldCustomers = statement<Of, Counted>(
  'select count(*) as count from @customers c where c.authority_id = :of and c.legal_hold = 1',
);
const heldCases = statement<Of, Counted>(
  'select count(*) as count from @cases c where c.authority_id = :of and c.legal_hold = 1',
);
const heldInteractions = statement<Of, Counted>(
  'select count(*) as count from @interactions i where i.authority_id = :of and i.legal_hold = 1',
);

/** Records that a legal hold keeps. */
export async function countHeld(db: Reads, of: AuthorityId): Promise<number> {
  let held = 0;
  for (const each of [heldCustomers, heldCases, heldInteractions]) held += (await db.first(each, { of }))?.count ?? 0;
  return held;
}

// Relies on handovers_to_authority_id_state_idx for those offered to it.
const offered = statement<Of, Counted>(
  `select count(*) as count from @handovers h
   where h.state = 'offered' and ((h.to_authority_id = :of) <> (h.authority_id = :of))`,
);

/** Cases and enquiries that are offered between it and another authority. */
export async function countOffered(db: Reads, of: AuthorityId): Promise<number> {
  return (await db.first(offered, { of }))?.count ?? 0;
}

// Relies on recharge_statements_authority_id_month_on_id_idx and recharge_statements_provider_id_month_on_id_idx.
const unsettled = statement<Of, Counted>(
  `select count(*) as count from @recharge_statements s
   where s.state <> 'settled' and (s.authority_id = :of or s.provider_id = :of)`,
);

/** Statements of recharges that it owes or is owed. */
export async function countUnsettled(db: Reads, of: AuthorityId): Promise<number> {
  return (await db.first(unsettled, { of }))?.count ?? 0;
}

const open = statement<Of, Counted>(
  `select count(*) as count from @cases c where c.authority_id = :of and c.status_kind <> 'closed'`,
);

export async function countOpenCases(db: Reads, of: AuthorityId): Promise<number> {
  return (await db.first(open, { of }))?.count ?? 0;
}

/** People who hold a role at the authority today or later, or were to. */
const staffOf = statement<Of & { readonly today: LocalDate }, { person_id: string; elsewhere: number }>(
  `select distinct r.person_id, case when exists (
       select 1 from @role_assignments o where o.person_id = r.person_id and o.authority_id <> :of
         and (o.to_on is null or o.to_on > :today)) then 1 else 0 end as elsewhere
   from @role_assignments r where r.authority_id = :of and (r.to_on is null or r.to_on > :today)
   order by r.person_id`,
);
const accounts = statement<{ readonly people: readonly string[] }, { person_id: string }>(
  'select person_id from staff_accounts where person_id in (:people*) and disabled_at is null order by person_id',
);

/** Who works for it, and whose account opens nothing else. */
export async function listStaffOf(
  db: Reads,
  of: AuthorityId,
  today: LocalDate,
): Promise<{ readonly people: number; readonly losingAccount: readonly string[] }> {
  const staff = await db.all(staffOf, { of, today });
  const people = staff.filter(({ elsewhere }) => elsewhere === 0).map(({ person_id: id }) => id);
  const open = people.length === 0 ? [] : await db.all(accounts, { people });
  return { people: staff.length, losingAccount: open.map(({ person_id: id }) => id) };
}

const freeChildren = statement<Of, never>('update authorities set parent_id = null where parent_id = :of');
const becomeFormer = statement<Of & { readonly today: LocalDate }, never>(
  `update authorities set kind = 'former', ends_on = :today, version = version + 1 where id = :of`,
);

/** Ends today what makes it a member: its roles, its posts, what it answers for. Its row stays, as a former one's. */
export async function endMembership(db: Writes, of: AuthorityId, today: LocalDate): Promise<void> {
  await endRolesOf(db, of, today);
  await endPostsOf(db, of, today);
  await endAnsweringOf(db, of, today);
  await db.run(becomeFormer, { of, today });
  await db.run(freeChildren, { of });
}

type Shell = Of & { readonly to: AuthorityId };

// Relies on enquiries_interaction_id_idx.
const leaveShells = statement<Shell, never>(
  `update interactions set authority_id = :to, caller = null, call_id = null, line_id = null, adviser_id = null,
     customer_id = null, participant = '{}', place_id = null, about_case_id = null, notes = null,
     avoidable = null, state = 'finished', ended_at = coalesce(ended_at, started_at), import_run_id = null,
     source_key = null
   where authority_id = :of and id in (
     select e.interaction_id from @enquiries e where e.authority_id <> :of and e.interaction_authority_id = :of)`,
);
const renameShells = statement<Shell, never>(
  `update enquiries set interaction_authority_id = :to where authority_id <> :of and interaction_authority_id = :of`,
);

/** A contact on which others' enquiries hang stays as a shell of the partnership: how and when, and nothing of whom. */
export async function leaveShellsOfContacts(db: Writes, of: AuthorityId, to: AuthorityId): Promise<number> {
  const left = await db.run(leaveShells, { of, to });
  await db.run(renameShells, { of, to });
  return left;
}

const shells = statement<Of, Counted>(
  `select count(distinct e.interaction_id) as count from @enquiries e
   where e.authority_id <> :of and e.interaction_authority_id = :of`,
);

export async function countShells(db: Reads, of: AuthorityId): Promise<number> {
  return (await db.first(shells, { of }))?.count ?? 0;
}

/** What names it in rows that no authority owns, or in others' rows that mean nothing without it. */
const namings = {
  place_authorities: {
    count: statement<Of, Counted>('select count(*) as count from place_authorities where authority_ref = :of'),
    remove: statement<Of, never>('delete from place_authorities where authority_ref = :of'),
  },
  grants: {
    count: statement<Of, Counted>('select count(*) as count from @grants g where g.staff_of_authority_id = :of'),
    remove: statement<Of, never>('delete from grants where staff_of_authority_id = :of'),
  },
  grant_limits: {
    count: statement<Of, Counted>('select count(*) as count from @grant_limits g where g.staff_of_authority_id = :of'),
    remove: statement<Of, never>('delete from grant_limits where staff_of_authority_id = :of'),
  },
  import_faults: {
    count: statement<Of, Counted>(
      'select count(*) as count from import_faults where run_id in (select id from import_runs where authority_ref = :of)',
    ),
    remove: statement<Of, never>(
      'delete from import_faults where run_id in (select id from import_runs where authority_ref = :of)',
    ),
  },
  import_batches: {
    count: statement<Of, Counted>(
      'select count(*) as count from import_batches where run_id in (select id from import_runs where authority_ref = :of)',
    ),
    remove: statement<Of, never>(
      'delete from import_batches where run_id in (select id from import_runs where authority_ref = :of)',
    ),
  },
  import_runs: {
    count: statement<Of, Counted>('select count(*) as count from import_runs where authority_ref = :of'),
    remove: statement<Of, never>('delete from import_runs where authority_ref = :of'),
  },
} as const;

/** By table. */
export async function countNamings(db: Reads, of: AuthorityId): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [table, { count }] of Object.entries(namings)) counts[table] = (await db.first(count, { of }))?.count ?? 0;
  return counts;
}

export async function removeNamings(db: Writes, of: AuthorityId): Promise<void> {
  for (const { remove } of Object.values(namings)) await db.run(remove, { of });
}

const fileUsers = statement<{ readonly digest: string }, Counted>(
  `select (select count(*) from @stored_files f where f.digest = :digest or f.picture_digest = :digest)
     + (select count(*) from @uploads u where u.digest = :digest) as count`,
);

/** Whether any row still names a file. */
export async function isFileNamed(db: Reads, digest: string): Promise<boolean> {
  return ((await db.first(fileUsers, { digest }))?.count ?? 0) > 0;
}

const fileDigests = statement<Record<string, never>, { digest: string }>(
  `select f.digest from @stored_files f union select f.picture_digest from @stored_files f where f.picture_digest is not null
   union select u.digest from @uploads u order by 1`,
);

/** The files of the scope's authorities. */
export async function listFileDigests(db: Reads): Promise<string[]> {
  return (await db.all(fileDigests, {})).map(({ digest }) => digest);
}

const agreementsInForce = statement<
  Of,
  { id: string; version: number; title: string; state: string; receiver: string; provider: string }
>(
  `select a.id, a.version, a.title, a.state, r.name as receiver, p.name as provider from @agreements a
   join authorities r on r.id = a.authority_id join authorities p on p.id = a.provider_id
   where a.state <> 'ended' and (a.authority_id = :of or a.provider_id = :of) order by a.id`,
);

const agreementsCalled = statement<
  { readonly ids: readonly string[] },
  { id: string; version: number; title: string; receiver: string; provider: string }
>(
  `select a.id, a.version, a.title, r.name as receiver, p.name as provider from @agreements a
   join authorities r on r.id = a.authority_id join authorities p on p.id = a.provider_id
   where a.id in (:ids*) order by a.id`,
);

/** Those agreements, with the councils in them. */
export async function listAgreementsCalled(db: Reads, ids: readonly string[]) {
  return await db.all(agreementsCalled, { ids });
}

/** Agreements in which it serves or is served, and which have not ended. */
export async function listAgreementsToEnd(db: Reads, of: AuthorityId) {
  return await db.all(agreementsInForce, { of });
}
