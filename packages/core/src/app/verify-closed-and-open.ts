import { verifyChains, type ChainHead, type ChainReport } from '../audit/index.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { listClosedChains } from '../reorganisation/index.js';

/**
 * Verifies every audit chain. Those of former authorities must also hold what they were closed at, however long ago.
 * `anchors` are heads recorded earlier.
 */
export async function verifyClosedAndOpen(kernel: Kernel, anchors: readonly ChainHead[]): Promise<ChainReport[]> {
  const closed = (await listClosedChains(kernel.db.read(everyAuthority))).map(
    ({ authority: authorityId, seq, hash }) => ({ authorityId, seq, hash }),
  );
  const others = anchors.filter(({ authorityId }) => !closed.some((each) => each.authorityId === authorityId));
  return await verifyChains(kernel, [...closed, ...others]);
}
