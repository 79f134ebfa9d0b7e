import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { CaseContent, MessageKind } from '../wire/message.js';
import type { TransferState } from './transfer-rules.js';

/** Parts of a case that its sender chooses to send or to keep back. Service, title, reference and date always go. */
export const transferFields = ['description', 'place', 'name', 'telephone', 'email'] as const;
export type TransferField = (typeof transferFields)[number];

/** A case handed over to a council in another installation (`out`), or by one (`in`). */
export interface Transfer {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly peerId: string;
  readonly peerName: string;
  /** What both installations call it. */
  readonly transferKey: string;
  readonly direction: 'out' | 'in';
  readonly state: TransferState;
  /** Ours; null until an incoming one is accepted. */
  readonly caseId: string | null;
  /** Of our case. */
  readonly reference: string | null;
  /** How our case stands. */
  readonly statusKind: 'open' | 'waiting' | 'closed' | null;
  readonly theirReference: string | null;
  /** What was sent; null while an incoming one has not arrived whole. */
  readonly content: CaseContent | null;
  /** By the sender's clock. */
  readonly offeredAt: Instant | null;
  readonly offeredByName: string | null;
  readonly endedAt: Instant | null;
  readonly endedByName: string | null;
  readonly reason: string | null;
  /** How the case stands with the other council, in its own words. */
  readonly theirStatus: { readonly state: 'OPEN' | 'CLOSED'; readonly words: string } | null;
  readonly lastOut: number;
  readonly nextIn: number;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** A message about a transfer, as its page shows it. */
export interface ExchangedMessage {
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly sequence: number;
  readonly kind: MessageKind;
  readonly state: 'waiting' | 'delivered' | 'refused' | 'held' | 'applied';
  /** By the sender's clock. */
  readonly sentAt: Instant;
  /** By the receiver's clock; null until it has come. */
  readonly receivedAt: Instant | null;
  readonly attempts: number;
  readonly refusal: string | null;
  /** What a note, a reason or a status says. */
  readonly words: string | null;
  /** Of the file that a message about a file speaks of. */
  readonly fileKey: string | null;
  readonly byName: string | null;
}
