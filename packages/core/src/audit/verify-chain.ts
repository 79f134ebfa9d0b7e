import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { checkSeal, genesis, type ChainFault } from './chain.js';
import { findHead, listSealed, listSealedAuthorities, listUnsealed } from './repository.js';
import { idAt } from './seal-entries.js';

/** Where a chain stood at some time: kept outside the database (a backup's manifest), it shows a chain cut short. */
export interface ChainHead {
  readonly authorityId: AuthorityId;
  readonly seq: number;
  readonly hash: string;
}

export interface ChainReport {
  readonly authorityId: AuthorityId;
  readonly sealed: number;
  readonly head: ChainHead;
  /** The first fault found; undefined when the chain is whole. */
  readonly fault?: ChainFault;
}

const batch = 5000;

/** Walks every authority's chain from its beginning. `anchors` are heads recorded earlier. */
export async function verifyChains(kernel: Kernel, anchors: readonly ChainHead[] = []): Promise<ChainReport[]> {
  const authorities = new Set([...(await listSealedAuthorities(kernel.db)), ...anchors.map((a) => a.authorityId)]);
  const reports: ChainReport[] = [];
  for (const authorityId of [...authorities].sort((a, b) => a - b)) {
    const report = await verifyChain(kernel, authorityId);
    const anchor = anchors.find((head) => head.authorityId === authorityId);
    const fault = report.fault ?? (anchor && (await checkAnchor(kernel, report, anchor)));
    reports.push(fault ? { ...report, fault } : report);
  }
  return reports;
}

async function verifyChain(kernel: Kernel, authorityId: AuthorityId): Promise<ChainReport> {
  let last = { seq: 0, hash: genesis(authorityId) };
  for (;;) {
    const rows = await listSealed(kernel.db, authorityId, last.seq, batch);
    for (const { seal, entry } of rows) {
      const fault = checkSeal(last.hash, last.seq + 1, seal, entry);
      if (fault) return { authorityId, sealed: last.seq, head: { authorityId, ...last }, fault };
      last = { seq: seal.seq, hash: seal.hash };
    }
    if (rows.length < batch) return { authorityId, sealed: last.seq, head: { authorityId, ...last } };
  }
}

/** Seals cut off the end leave a chain that is whole but shorter than it once was. */
async function checkAnchor(kernel: Kernel, report: ChainReport, anchor: ChainHead): Promise<ChainFault | undefined> {
  if (report.sealed < anchor.seq) return { kind: 'cut-short', expectedSeq: anchor.seq, foundSeq: report.sealed };
  const [at] = await listSealed(kernel.db, report.authorityId, anchor.seq - 1, 1);
  return at?.seal.hash === anchor.hash ? undefined : { kind: 'seal-altered', seq: anchor.seq };
}

/** Where every chain stands now, for a backup's manifest. */
export async function listHeads(kernel: Kernel): Promise<ChainHead[]> {
  const heads: ChainHead[] = [];
  for (const authorityId of await listSealedAuthorities(kernel.db)) {
    const head = await findHead(kernel.db.read(everyAuthority), authorityId);
    if (head) heads.push({ authorityId, seq: head.seq, hash: head.hash });
  }
  return heads;
}

/** Rows that should have been sealed minutes ago: the sealer is not running, or somebody removed their seals. */
export async function countOverdue(kernel: Kernel): Promise<number> {
  const overdue = idAt(kernel.clock.now() - 300_000);
  const waiting = await listUnsealed(kernel.db.read(everyAuthority), idAt(0), 10_000);
  return waiting.filter((entry) => entry.id < overdue).length;
}
