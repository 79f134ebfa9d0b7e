import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { EventKindName } from '../catalogue.js';

/** An address of another system to which a council's events are sent. */
export interface Webhook {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** `https://…` */
  readonly address: string;
  /** Null: every kind, those that come later too. */
  readonly kinds: readonly EventKindName[] | null;
  /** The number of the last event that was looked at for it. */
  readonly position: number;
  /** Until when deliveries are signed with the former secret as well; null: there is none. */
  readonly formerUntilAt: Instant | null;
  /** When events were found to be no longer kept that it had not been sent. */
  readonly missedAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdByName: string;
  readonly version: number;
}

/** The name under which its deliveries, its calls and how it is are kept. */
export function instanceOf({ id }: Pick<Webhook, 'id'>): string {
  return `webhook:${id}`;
}

/** The operation of its deliveries. */
export const sendOperation = 'events.send';
