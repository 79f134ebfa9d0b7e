import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { endAnsweringOf, endPostsOf } from './ending-repository.js';
import type { Between, Former } from './move-repository.js';

/*
 * What begins anew at the authority that follows another, on a day: roles, posts, and what it answers for.
 */

interface HeldRole {
  readonly person_id: string;
  readonly role: string;
  readonly from_on: LocalDate;
  readonly to_on: LocalDate | null;
}

// Relies on role_assignments_authority_id_role_idx.
const rolesToFollow = statement<Between & { readonly on: LocalDate }, HeldRole>(
  `select r.person_id, r.role, r.from_on, r.to_on from @role_assignments r
   where r.authority_id = :from and (r.to_on is null or r.to_on > :on)
     and not exists (select 1 from @role_assignments h where h.authority_id = :to and h.person_id = r.person_id
       and h.role = r.role and h.from_on <= r.from_on and (h.to_on is null or h.to_on >= r.to_on))
   order by r.person_id, r.role, r.from_on`,
);

/** Roles that people hold at the one on a day or later, and not at the other. */
export async function listRolesToFollow(db: Reads, between: Between, on: LocalDate): Promise<HeldRole[]> {
  return await db.all(rolesToFollow, { ...between, on });
}

/** Gives the same roles at whoever follows. Those at the former council go on until its rows are moved. */
export async function beginRoles(
  db: Writes,
  { between, on, newId }: { readonly between: Between; readonly on: LocalDate; readonly newId: () => string },
): Promise<number> {
  const rows = (await listRolesToFollow(db, between, on)).map((role): Row => ({
    ...{ id: newId(), authority_id: between.to, person_id: role.person_id, role: role.role },
    ...{ from_on: later(role.from_on, on), to_on: role.to_on, assigned_by: null },
  }));
  if (rows.length > 0) await db.insert('role_assignments', rows);
  return rows.length;
}

const later = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other);

const posts = statement<{ of: AuthorityId; on: LocalDate }, Row & { readonly from_on: LocalDate }>(
  `select person_id, job_title, responsibilities, manager_id, from_on, to_on from employments
   where employer_authority_id = :of and (to_on is null or to_on > :on)`,
);

/** Everybody's post there ends and goes on at whoever follows. */
export async function followPosts(
  db: Writes,
  {
    between: { from, to },
    on,
    newId,
  }: { readonly between: Between; readonly on: LocalDate; readonly newId: () => string },
  employer: string,
): Promise<number> {
  const rows = (await db.all(posts, { of: from, on })).map((post): Row => ({
    ...post,
    ...{ id: newId(), employer, employer_authority_id: to, from_on: later(post.from_on, on) },
  }));
  await endPostsOf(db, from, on);
  if (rows.length > 0) await db.insert('employments', rows);
  return rows.length;
}

const answered = statement<{ of: AuthorityId; on: LocalDate }, Row & { readonly from_on: LocalDate }>(
  `select area_kind, area, service_key, from_on, to_on from responsibilities
   where responsible_authority_id = :of and (to_on is null or to_on > :on)`,
);

/** Until that day the former council answers where it did; from it on, whoever follows. */
export async function followResponsibilities(
  db: Writes,
  {
    between: { from, to },
    on,
    newId,
  }: { readonly between: Between; readonly on: LocalDate; readonly newId: () => string },
): Promise<number> {
  const rows = (await db.all(answered, { of: from, on })).map((rule): Row => ({
    ...rule,
    ...{ id: newId(), responsible_authority_id: to, from_on: later(rule.from_on, on) },
  }));
  await endAnsweringOf(db, from, on);
  if (rows.length > 0) await db.insert('responsibilities', rows);
  return rows.length;
}

const endGrants = statement<{ of: AuthorityId; now: Instant }, never>(
  `update grants set to_at = :now
   where (authority_id = :of or staff_of_authority_id = :of) and (to_at is null or to_at > :now)`,
);
const dropLimits = statement<{ of: AuthorityId }, never>(
  'delete from grant_limits where authority_id = :of or staff_of_authority_id = :of',
);
const setParent = statement<Between, never>(
  'update authorities set parent_id = :to where parent_id = :from and id <> :to',
);
const freeOfParent = statement<Between, never>(
  'update authorities set parent_id = null where id = :to and parent_id = :from',
);
const becomeFormer = statement<{ of: AuthorityId; on: LocalDate }, never>(
  `update authorities set kind = 'former', ends_on = :on, version = version + 1 where id = :of`,
);

/** From that day on the one is a former council, and the other follows it for everything. */
export async function writeSuccession(
  db: Writes,
  { former, to, on }: { readonly former: Former; readonly to: AuthorityId; readonly on: LocalDate },
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<void> {
  const between = { from: former.id, to };
  await db.run(endGrants, { of: former.id, now });
  await db.run(dropLimits, { of: former.id });
  await db.run(setParent, between);
  await db.run(freeOfParent, between);
  await db.run(becomeFormer, { of: former.id, on });
  await db.insert('authority_successions', {
    ...{ id, from_authority_id: former.id, to_authority_id: to, area_kind: 'whole', area: '', service_key: '*' },
    ...{ on_date: on, decided_at: now },
  });
}

const servedUntilThen = statement<{ of: AuthorityId; on: LocalDate }, { id: string }>(
  `select a.id from @agreements a where a.authority_id = :of and a.state in ('signed', 'suspended')
     and exists (select 1 from @agreement_terms t where t.agreement_id = a.id and t.agreed_at is not null
       and t.from_on < :on)
   order by a.id`,
);

/**
 * Agreements by which others serve a council since before a day: who signed them knew of its own customers alone. Those
 * that were signed for the time from that day on aren't among them.
 */
export async function listServedUntil(db: Reads, of: AuthorityId, on: LocalDate): Promise<string[]> {
  return (await db.all(servedUntilThen, { of, on })).map(({ id }) => id);
}

const moveImports = statement<Between, never>('update import_runs set authority_ref = :to where authority_ref = :from');

export async function moveImportRuns(db: Writes, between: Between): Promise<number> {
  return await db.run(moveImports, between);
}

// Relies on jobs_state_run_at_idx. Work that waits is of seconds, but for the night's.
const waitingJobs = statement<{ naming: string }, { id: string; payload: string }>(
  `select id, payload from jobs where state <> 'done' and payload like :naming order by id`,
);

/** Work that waits for a worker is done for whoever follows. Answers how much there was. */
export async function followJobs(db: Writes, { from, to }: Between): Promise<number> {
  let followed = 0;
  for (const { id, payload } of await db.all(waitingJobs, { naming: `%"authorityId":${from}%` })) {
    const work = JSON.parse(payload) as { authorityId?: number };
    if (work.authorityId !== from) continue;
    followed += await db.update('jobs', { id }, { payload: JSON.stringify({ ...work, authorityId: to }) });
  }
  return followed;
}

// Relies on place_authorities_authority_ref_idx.
const joinArea = statement<Between & { readonly after: string; readonly upTo: string }, never>(
  `insert into place_authorities (place_id, authority_ref)
   select p.place_id, a.id from place_authorities p join authorities a on a.id = :to
   where p.authority_ref = :from and p.place_id > :after and p.place_id <= :upTo
     and not exists (select 1 from place_authorities x where x.place_id = p.place_id and x.authority_ref = :to)`,
);
const nextPlaces = statement<{ from: AuthorityId; after: string; limit: number }, { place_id: string }>(
  `select place_id from place_authorities where authority_ref = :from and place_id > :after
   order by place_id limit :limit`,
);

/**
 * Puts some of the one's places into the other's area as well, after a place. They stay in the former area, whose rules
 * say who answered there. Answers the last one; undefined: none is left.
 */
export async function joinNextPlaces(
  db: Writes,
  between: Between,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly last: string; readonly added: number } | undefined> {
  const places = await db.all(nextPlaces, { from: between.from, after, limit });
  const last = places.at(-1)?.place_id;
  return last === undefined ? undefined : { last, added: await db.run(joinArea, { ...between, after, upTo: last }) };
}

const ownerTeams = statement<Between & { readonly suffix: string }, never>(
  `update articles set owner_team_key = owner_team_key || :suffix
   where authority_id = :from and owner_team_key in (
     select s.key from @teams s where s.authority_id = :from
       and exists (select 1 from @teams o where o.authority_id = :to and o.key = s.key))`,
);

/** Articles go on naming their team by its key, which changes where the successor has a team of that key. */
export async function renameOwnerTeams(db: Writes, between: Between, suffix: string): Promise<void> {
  await db.run(ownerTeams, { ...between, suffix });
}

const draftsOfClashing = statement<Between, { service_id: string; definition: string; key: string }>(
  `select d.service_id, d.definition, s.key from @service_drafts d join @services s on s.id = d.service_id
   where s.authority_id = :from
     and exists (select 1 from @services o where o.authority_id = :to and o.key = s.key)`,
);

/** What is being written of a service follows its key: published, it would otherwise become the successor's service. */
export async function renameDrafts(db: Writes, between: Between, suffix: string): Promise<void> {
  for (const { service_id: id, definition, key } of await db.all(draftsOfClashing, between)) {
    const renamed = JSON.stringify({ ...(JSON.parse(definition) as object), key: `${key}${suffix}` });
    await db.update('service_drafts', { service_id: id }, { definition: renamed });
  }
}

// Relies on the primary key of exchange_peer_keys' unique (peer_id, fingerprint).
const keysOfBoth = statement<Between, never>(
  `delete from exchange_peer_keys where authority_id = :from and exists (
     select 1 from @exchange_peers s
     join @exchange_peers o on o.authority_id = :to and o.origin = s.origin and o.council_slug = s.council_slug
     join @exchange_peer_keys k on k.peer_id = o.id
     where s.id = exchange_peer_keys.peer_id and k.fingerprint = exchange_peer_keys.fingerprint)`,
);

/** Keys that both councils pinned of the same peer stay once. */
export async function joinPeerKeys(db: Writes, between: Between): Promise<number> {
  return await db.run(keysOfBoth, between);
}
