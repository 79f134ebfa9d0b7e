import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Session, SessionOrigin, SessionState } from './types.js';

interface SessionRow {
  token_hash: string;
  person_id: string;
  state: SessionState;
  started_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
  second_factor_at: Instant | null;
  connection: string | null;
  for_authority_id: AuthorityId | null;
  provider_session: string | null;
  sign_out_hint: string | null;
}

const columns = `s.token_hash, s.person_id, s.state, s.started_at, s.last_seen_at, s.expires_at, s.second_factor_at,
  s.connection, s.for_authority_id, s.provider_session, s.sign_out_hint`;

function toSession(row: SessionRow): Session {
  return {
    tokenHash: row.token_hash,
    personId: row.person_id,
    state: row.state,
    startedAt: row.started_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    ...(row.second_factor_at === null ? {} : { secondFactorAt: row.second_factor_at }),
    ...originIn(row),
  };
}

function originIn(row: SessionRow): { origin?: SessionOrigin } {
  if (row.connection === null || row.for_authority_id === null) return {};
  const { connection, for_authority_id: authorityId, provider_session, sign_out_hint } = row;
  return { origin: { connection, authorityId, providerSession: provider_session, signOutHint: sign_out_hint } };
}

// Relies on the primary key; runs with every request of the desk. A disabled account has no sessions.
const byToken = statement<
  { tokenHash: string },
  SessionRow & {
    display_name: string;
    sign_in_name: string;
    preferences: string;
    unread_notifications: number;
    bulletins_read_at: number;
    second_factor_required_at: Instant | null;
  }
>(
  `select ${columns}, p.display_name, a.sign_in_name, p.preferences, p.unread_notifications,
     p.bulletins_read_at, a.second_factor_required_at from sessions s
   join people p on p.id = s.person_id
   join staff_accounts a on a.person_id = s.person_id and a.disabled_at is null
   where s.token_hash = :tokenHash`,
);

/** A session and what every page needs to know of its person. */
export interface KnownSession {
  readonly session: Session;
  readonly name: string;
  readonly signInName: string;
  /** Of this account, whatever the installation asks. */
  readonly isSecondFactorRequired: boolean;
  /** As stored; read it with `readPreferences`. */
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly unreadNotifications: number;
  /** Until when they have read bulletins. */
  readonly bulletinsReadAt: number;
}

export async function findSession(db: Reads, tokenHash: string): Promise<KnownSession | undefined> {
  const row = await db.first(byToken, { tokenHash });
  return (
    row && {
      session: toSession(row),
      name: row.display_name,
      signInName: row.sign_in_name,
      isSecondFactorRequired: row.second_factor_required_at !== null,
      preferences: JSON.parse(row.preferences) as Record<string, unknown>,
      unreadNotifications: row.unread_notifications,
      bulletinsReadAt: row.bulletins_read_at,
    }
  );
}

// Relies on sessions_person_id_idx.
const ofPerson = statement<{ person: string }, SessionRow>(
  `select ${columns} from sessions s where s.person_id = :person and s.state = 'signed-in'
   order by s.last_seen_at desc, s.token_hash`,
);

export async function listSessionsOf(db: Reads, person: string): Promise<Session[]> {
  return (await db.all(ofPerson, { person })).map(toSession);
}

export async function insertSession(db: Writes, session: Session): Promise<void> {
  await db.insert('sessions', {
    token_hash: session.tokenHash,
    person_id: session.personId,
    started_at: session.startedAt,
    last_seen_at: session.lastSeenAt,
    expires_at: session.expiresAt,
    second_factor_at: session.secondFactorAt ?? null,
    state: session.state,
    connection: session.origin?.connection ?? null,
    for_authority_id: session.origin?.authorityId ?? null,
    provider_session: session.origin?.providerSession ?? null,
    sign_out_hint: session.origin?.signOutHint ?? null,
  });
}

export async function removeSession(db: Writes, tokenHash: string): Promise<number> {
  return db.remove('sessions', { token_hash: tokenHash });
}

export async function removeSessionsOf(db: Writes, personId: string): Promise<number> {
  return db.remove('sessions', { person_id: personId });
}

const withoutFactor = statement<{ person: string }, never>(
  'delete from sessions where person_id = :person and second_factor_at is null',
);

/** Of a person, those for which no second factor was asked, and those on the way in. */
export async function removeSessionsWithoutFactorOf(db: Writes, person: string): Promise<number> {
  return db.run(withoutFactor, { person });
}

const every = statement<Record<string, never>, never>('delete from sessions');

export async function removeEverySession(db: Writes): Promise<number> {
  return db.run(every, {});
}

const connected = statement<{ person: string; authority: AuthorityId }, never>(
  'delete from sessions where person_id = :person and connection is not null and for_authority_id = :authority',
);

/** Of a person, those that a council's own system began. */
export async function removeConnectedSessionsOf(db: Writes, person: string, authority: AuthorityId): Promise<number> {
  return db.run(connected, { person, authority });
}

const others = statement<{ person: string; kept: string }, never>(
  'delete from sessions where person_id = :person and token_hash <> :kept',
);

export async function removeOtherSessions(db: Writes, person: string, kept: string): Promise<number> {
  return db.run(others, { person, kept });
}

// Relies on sessions_connection_provider_session_idx.
const ofProvider = statement<
  { connection: string; session: string; person: string; begunBy: Instant },
  { token_hash: string; person_id: string; display_name: string }
>(
  `select s.token_hash, s.person_id, p.display_name from sessions s join people p on p.id = s.person_id
   where s.connection = :connection and s.started_at <= :begunBy
     and (s.provider_session = :session or cast(s.person_id as text) = :person)`,
);

/** Sessions begun by a connection until then: that which the other system calls so, and all of that person. */
export async function listSessionsFrom(
  db: Reads,
  about: { connection: string; session: string | null; person: string | undefined; begunBy: Instant },
): Promise<{ tokenHash: string; person: { id: string; name: string } }[]> {
  const { connection, session, person, begunBy } = about;
  const rows = await db.all(ofProvider, { connection, begunBy, session: session ?? '', person: person ?? '' });
  return rows.map((row) => ({ tokenHash: row.token_hash, person: { id: row.person_id, name: row.display_name } }));
}

const seen = statement<{ tokenHash: string; now: Instant }, never>(
  'update sessions set last_seen_at = :now where token_hash = :tokenHash and last_seen_at < :now',
);

export async function markSeen(db: Writes, tokenHash: string, now: Instant): Promise<void> {
  await db.run(seen, { tokenHash, now });
}

// Once an hour over some hundred rows.
const unused = statement<{ before: Instant }, never>('delete from sessions where last_seen_at < :before');

/** Removes sessions last used before then; none lives a day longer than its last use. */
export async function removeUnusedSessions(db: Writes, before: Instant): Promise<number> {
  return db.run(unused, { before });
}
