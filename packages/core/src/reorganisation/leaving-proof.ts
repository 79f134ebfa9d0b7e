import { createHmac, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { Kernel } from '../kernel/kernel.js';

/** What was found once an authority's rows were gone. */
export const LeavingProof = z.strictObject({
  format: z.literal('moothall-proof-of-removal'),
  authority: z.strictObject({ id: z.number(), slug: z.string(), name: z.string() }),
  /** Milliseconds since 1970 UTC. */
  checkedAt: z.number(),
  archive: z.strictObject({ digest: z.string(), rows: z.number(), files: z.number(), missingFiles: z.number() }),
  /** Rows with its `authority_id`, or that name it, by table: all nought. */
  remaining: z.record(z.string(), z.number()),
  /** Its audit trail, which stays: ids and digests, and the chain that shows it whole. */
  kept: z.record(z.string(), z.number()),
  chain: z.strictObject({ seq: z.number(), hash: z.string() }),
});
export type LeavingProof = z.infer<typeof LeavingProof>;

/**
 * Signs a proof with a key derived from the installation's (HMAC-SHA-256, in hex): this installation can tell later
 * whether a proof is its own and unaltered.
 */
export function signProof({ config }: Pick<Kernel, 'config'>, proof: LeavingProof): string {
  const key = hkdfSync('sha256', Buffer.from(config.secrets.key, 'base64'), '', 'moothall proof of removal', 32);
  return createHmac('sha256', Buffer.from(key)).update(JSON.stringify(proof)).digest('hex');
}

/** A signed proof as it is written beside the archive. */
export const SignedProof = z.strictObject({ proof: LeavingProof, signature: z.string() });
export type SignedProof = z.infer<typeof SignedProof>;

export function isOwnProof(kernel: Pick<Kernel, 'config'>, { proof, signature }: SignedProof): boolean {
  return signProof(kernel, proof) === signature;
}
