import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { Peer, PinnedKey } from './peer-types.js';

interface PeerRow {
  id: string;
  authority_id: number;
  origin: string;
  council_slug: string;
  council_name: string;
  state: string;
  added_at: Instant;
  added_by_name: string;
  ended_at: Instant | null;
  last_success_at: Instant | null;
  last_failure_at: Instant | null;
  last_failure: string | null;
  failures: number;
  next_try_at: Instant;
  clock_ahead_ms: number | null;
  version: number;
}

const columns = `p.id, p.authority_id, p.origin, p.council_slug, p.council_name, p.state, p.added_at, p.added_by_name,
  p.ended_at, p.last_success_at, p.last_failure_at, p.last_failure, p.failures, p.next_try_at, p.clock_ahead_ms, p.version`;

function toPeer(row: PeerRow): Peer {
  return {
    id: row.id,
    authorityId: row.authority_id,
    origin: row.origin,
    councilSlug: row.council_slug,
    councilName: row.council_name,
    state: row.state as Peer['state'],
    addedAt: row.added_at,
    addedByName: row.added_by_name,
    endedAt: row.ended_at,
    link: {
      lastSuccessAt: row.last_success_at,
      lastFailureAt: row.last_failure_at,
      lastFailure: row.last_failure,
      failures: row.failures,
      nextTryAt: row.next_try_at,
      clockAheadMs: row.clock_ahead_ms,
    },
    version: row.version,
  };
}

const byId = statement<{ id: string }, PeerRow>(`select ${columns} from @exchange_peers p where p.id = :id`);
const all = statement<Record<string, never>, PeerRow>(
  `select ${columns} from @exchange_peers p order by p.state desc, p.council_name, p.id`,
);
// Relies on exchange_peers_authority_id_origin_council_slug_key.
const byCouncil = statement<{ authority: number; origin: string; slug: string }, PeerRow>(
  `select ${columns} from @exchange_peers p
   where p.authority_id = :authority and p.origin = :origin and p.council_slug = :slug`,
);
// Relies on exchange_peer_keys_fingerprint_idx.
const byKey = statement<{ fingerprint: string; authority: number; slug: string }, PeerRow>(
  `select ${columns} from @exchange_peer_keys k join @exchange_peers p on p.id = k.peer_id
   where k.fingerprint = :fingerprint and p.authority_id = :authority and p.council_slug = :slug and p.state = 'open'`,
);
const keysOf = statement<
  { peer: string },
  { id: string; fingerprint: string; public_key: string; pinned_at: Instant; pinned_by_name: string }
>(
  `select id, fingerprint, public_key, pinned_at, pinned_by_name from @exchange_peer_keys k where peer_id = :peer
   order by pinned_at, id`,
);

export async function findPeer(db: Reads, id: string): Promise<Peer | undefined> {
  const row = await db.first(byId, { id });
  return row && toPeer(row);
}

/** The peer that stands for a council in another installation, its link open or ended. */
export async function findPeerOf(
  db: Reads,
  { authorityId: authority, origin, councilSlug: slug }: Pick<Peer, 'authorityId' | 'origin' | 'councilSlug'>,
): Promise<Peer | undefined> {
  const row = await db.first(byCouncil, { authority, origin, slug });
  return row && toPeer(row);
}

/** Those whose link is open first, then by name; there are never many. */
export async function listAllPeers(db: Reads): Promise<Peer[]> {
  return (await db.all(all, {})).map(toPeer);
}

/** The council that a key is pinned for, among the peers of one of ours. */
export async function findPeerByKey(
  db: Reads,
  fingerprint: string,
  { authorityId, slug }: { readonly authorityId: AuthorityId; readonly slug: string },
): Promise<Peer | undefined> {
  const row = await db.first(byKey, { fingerprint, authority: authorityId, slug });
  return row && toPeer(row);
}

const pinned = statement<{ fingerprint: string }, { public_key: string }>(
  `select k.public_key from @exchange_peer_keys k join @exchange_peers p on p.id = k.peer_id
   where k.fingerprint = :fingerprint and p.state = 'open' limit 1`,
);

/** The key of that fingerprint, if it is pinned for anybody. Relies on exchange_peer_keys_fingerprint_idx. */
export async function findPinned(db: Reads, fingerprint: string): Promise<string | undefined> {
  return (await db.first(pinned, { fingerprint }))?.public_key;
}

export async function listPinnedKeys(db: Reads, peerId: string): Promise<PinnedKey[]> {
  const rows = await db.all(keysOf, { peer: peerId });
  return rows.map((row) => ({
    id: row.id,
    peerId,
    fingerprint: row.fingerprint,
    publicKey: row.public_key,
    pinnedAt: row.pinned_at,
    pinnedByName: row.pinned_by_name,
  }));
}

export type NewPeer = Pick<
  Peer,
  'id' | 'authorityId' | 'origin' | 'councilSlug' | 'councilName' | 'addedAt' | 'addedByName'
>;

const newPeer = statement<
  { id: string; authority: number; origin: string; slug: string; name: string; at: Instant; by: string },
  never
>(
  `insert into exchange_peers (id, authority_id, origin, council_slug, council_name, state, added_at, added_by_name)
   values (:id, :authority, :origin, :slug, :name, 'open', :at, :by)
   on conflict (authority_id, origin, council_slug) do nothing`,
);

/** Answers false when the council is a peer already. */
export async function insertPeer(db: Writes, peer: NewPeer): Promise<boolean> {
  const {
    id,
    authorityId: authority,
    origin,
    councilSlug: slug,
    councilName: name,
    addedAt: at,
    addedByName: by,
  } = peer;
  return (await db.run(newPeer, { id, authority, origin, slug, name, at, by })) === 1;
}

export async function insertPinnedKey(db: Writes, authorityId: AuthorityId, key: PinnedKey): Promise<void> {
  await db.insert('exchange_peer_keys', {
    id: key.id,
    authority_id: authorityId,
    peer_id: key.peerId,
    fingerprint: key.fingerprint,
    public_key: key.publicKey,
    pinned_at: key.pinnedAt,
    pinned_by_name: key.pinnedByName,
  });
}

export async function removePinnedKey(db: Writes, id: string): Promise<void> {
  await db.remove('exchange_peer_keys', { id });
}

/** What an administrator changes. Answers false when somebody changed it since it was read. */
export async function updatePeer(
  db: Writes,
  { id, version }: Pick<Peer, 'id' | 'version'>,
  change: { readonly state?: Peer['state']; readonly endedAt?: Instant | null },
): Promise<boolean> {
  const { state, endedAt } = change;
  const row = { ...(state === undefined ? {} : { state, ended_at: endedAt ?? null }), version: version + 1 };
  return (await db.update('exchange_peers', { id, version }, row)) === 1;
}

/** How sending went; no edit, so the version stays. */
export async function saveLink(db: Writes, id: string, link: Partial<Peer['link']>): Promise<void> {
  const names = {
    lastSuccessAt: 'last_success_at',
    lastFailureAt: 'last_failure_at',
    lastFailure: 'last_failure',
    failures: 'failures',
    nextTryAt: 'next_try_at',
    clockAheadMs: 'clock_ahead_ms',
  } as const;
  const row = Object.fromEntries(
    (Object.keys(names) as (keyof typeof names)[])
      .filter((name) => link[name] !== undefined)
      .map((name) => [names[name], link[name]]),
  );
  await db.update('exchange_peers', { id }, row);
}
