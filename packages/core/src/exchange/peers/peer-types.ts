import { z } from 'zod';
import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** `https://desk.brayford.example`, brought into its usual form. */
export const OriginText = z
  .string('Enter the address')
  .trim()
  .max(300)
  .transform((text) => (URL.canParse(text) ? new URL(text) : undefined))
  .refine((url) => url !== undefined && /^https?:$/.test(url.protocol), 'Enter the address, beginning with https://')
  .transform((url) => url?.origin ?? '');

/** A council in another installation, with which one of ours exchanges cases. */
export interface Peer {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly origin: string;
  /** What the council is called there. */
  readonly councilSlug: string;
  readonly councilName: string;
  readonly state: 'open' | 'ended';
  readonly addedAt: Instant;
  readonly addedByName: string;
  readonly endedAt: Instant | null;
  readonly link: LinkState;
  readonly version: number;
}

/** How sending to a peer goes. */
export interface LinkState {
  readonly lastSuccessAt: Instant | null;
  readonly lastFailureAt: Instant | null;
  readonly lastFailure: string | null;
  /** One after another, since the last success. */
  readonly failures: number;
  /** Nothing is sent before; 0: at once. */
  readonly nextTryAt: Instant;
  /** How far the peer's clock was ahead of ours when it last sent; negative: behind. Includes the time on the way. */
  readonly clockAheadMs: number | null;
}

/** A key that an administrator has pinned for a peer. */
export interface PinnedKey {
  readonly id: string;
  readonly peerId: string;
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly pinnedAt: Instant;
  readonly pinnedByName: string;
}
