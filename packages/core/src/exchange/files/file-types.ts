import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';

export const fileStates = ['waiting', 'arrived', 'refused'] as const;
export type FileState = (typeof fileStates)[number];

/** A file that goes with a transfer: one of ours (`out`), or one of the other council's (`in`). */
export interface TransferFile {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly peerId: string;
  readonly transferId: string;
  readonly direction: 'out' | 'in';
  /** What both installations call it. */
  readonly fileKey: string;
  /** Ours; null until an incoming one has come. */
  readonly caseFileId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** SHA-256 in hex, as it was announced. */
  readonly digest: string;
  readonly state: FileState;
  /** Why it was refused. */
  readonly reason: string | null;
  readonly announcedAt: Instant;
  readonly settledAt: Instant | null;
  /** Of an incoming one: how much of it lies here. */
  readonly cameBytes: number;
  readonly failures: number;
  /** Why the last attempt brought nothing. */
  readonly failure: string | null;
}
