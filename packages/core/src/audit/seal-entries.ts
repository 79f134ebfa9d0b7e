import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { genesis, sealEntry, type AuditEntry, type Seal } from './chain.js';
import { findHead, insertSeals, listUnsealed } from './repository.js';

const batch = 2000;
/** No transaction lives longer (statements end after 30 s), so a row older than this can't appear any more. */
const lateMs = 120_000;

/**
 * Adds what was written since to each authority's hash chain. Runs under a job's lease, so there is one sealer;
 * writers never wait for it. `since: 'start'` looks at every row (after a restart), `'recent'` at the last two minutes.
 */
export async function sealEntries(kernel: Kernel, since: 'start' | 'recent'): Promise<number> {
  let from = since === 'start' ? lowestId : idAt(kernel.clock.now() - lateMs);
  let sealed = 0;
  for (;;) {
    const entries = await kernel.db.write(everyAuthority, async (db) => {
      const waiting = await listUnsealed(db, from, batch);
      await addToChains(db, waiting, kernel.clock.now());
      return waiting;
    });
    sealed += entries.length;
    if (entries.length < batch) return sealed;
    from = entries.at(-1)?.id ?? from;
  }
}

async function addToChains(db: Writes, entries: readonly AuditEntry[], now: Instant): Promise<void> {
  const byAuthority = new Map<AuthorityId, AuditEntry[]>();
  for (const entry of entries) {
    const list = byAuthority.get(entry.authorityId);
    if (list) list.push(entry);
    else byAuthority.set(entry.authorityId, [entry]);
  }
  for (const [authorityId, list] of byAuthority) {
    const head = await findHead(db, authorityId);
    await insertSeals(db, authorityId, chainOn(head ?? { seq: 0, hash: genesis(authorityId) }, list), now);
  }
}

function chainOn(head: { seq: number; hash: string }, entries: readonly AuditEntry[]): Seal[] {
  const seals: Seal[] = [];
  let last = head;
  for (const entry of entries) {
    const seal = sealEntry(last.hash, last.seq + 1, entry);
    seals.push(seal);
    last = seal;
  }
  return seals;
}

const lowestId = '00000000-0000-0000-0000-000000000000';

/** The lowest UUIDv7 that this millisecond can have (RFC 9562, section 5.7). */
export function idAt(instant: Instant): string {
  const time = Math.max(0, instant).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
