import type { AdapterErrorCode, AdapterKind } from '@moothall/adapter-sdk';
import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Serving } from './serving.js';

export const deliveryStates = ['waiting', 'delivered', 'dead', 'cancelled', 'by-hand'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One thing that another system is to be told, until it is settled. */
export interface Delivery {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** `notifications.send` */
  readonly operation: string;
  readonly subjectId: string;
  readonly idempotencyKey: string;
  readonly orderKey: string;
  readonly service: string | null;
  readonly variant: string;
  /** Null: no adapter serves it. */
  readonly instance: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly queuedAt: Instant;
  readonly nextTryAt: Instant;
  readonly settledAt: Instant | null;
  readonly settledByName: string | null;
  readonly reference: string | null;
  readonly code: AdapterErrorCode | null;
  readonly note: string | null;
  readonly version: number;
}

/** How an attempt ended. `later`: it is tried again by itself. `dead`: when staff have acted. */
export type Ended =
  | { readonly how: 'delivered'; readonly reference: string | null }
  | { readonly how: 'later' | 'dead'; readonly detail: string };

/** What a capability brings that has something delivered: it knows the subject, and the dispatcher knows the way. */
export interface Courier<K extends AdapterKind = AdapterKind, T = unknown> {
  /** `notifications.send`: the kind, and what is asked of it. */
  readonly operation: string;
  readonly kind: K;
  /** What staff call it: "Message to a customer". */
  readonly title: string;
  /** Whether an instance can do this variant. */
  takes(serving: Serving<K>, variant: string): boolean;
  /** Marks the subject as on its way and answers what is sent; nothing when it must not go any more. */
  begin(kernel: Kernel, subjectId: string): Promise<T | undefined>;
  /** @throws AdapterError */
  call(serving: Serving<K>, about: T): Promise<{ readonly reference: string | null }>;
  /** Where a far end may know later what became of what it took. */
  // oxlint-disable-next-line typescript/no-explicit-any -- each has its own outcomes
  readonly outcomes?: CourierOutcomes<K, any>;
  /** Keeps how it ended, and runs `alongside` in the same transaction. */
  settle(kernel: Kernel, subjectId: string, ended: Ended, alongside: (db: Writes) => Promise<void>): Promise<void>;
}

/** How a capability hears what became of what was delivered, and keeps it. */
export interface CourierOutcomes<K extends AdapterKind = AdapterKind, O extends string = string> {
  /** Whether an instance can say. */
  knows(serving: Serving<K>): boolean;
  /** Asks about what it took, by its references. One that isn't answered is asked about again. @throws AdapterError */
  ask(
    serving: Serving<K>,
    references: readonly string[],
  ): Promise<readonly { readonly reference: string; readonly outcome: O }[]>;
  /** Keeps what became of a subject, and runs `alongside` in the same transaction. */
  keep(kernel: Kernel, subjectId: string, outcome: O, alongside: (db: Writes) => Promise<void>): Promise<void>;
}

// A list holds couriers of every kind; each is checked where it is declared.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyCourier = Omit<Courier<any, any>, 'kind'> & { readonly kind: AdapterKind };

/** How an instance is, for every process. */
export interface AdapterHealth {
  readonly instance: string;
  readonly pausedAt: Instant | null;
  readonly pausedByName: string | null;
  /** One after another. */
  readonly failures: number;
  readonly restsUntil: Instant;
  readonly lastSuccessAt: Instant | null;
  readonly lastFailureAt: Instant | null;
  readonly lastCode: AdapterErrorCode | null;
  readonly lastFailure: string | null;
  readonly checkedAt: Instant | null;
  readonly checkCode: AdapterErrorCode | null;
  readonly checkDetail: string | null;
}

/** A line of the log of exchanges. */
export interface LoggedCall {
  readonly id: string;
  readonly instance: string;
  readonly deliveryId: string | null;
  readonly at: Instant;
  readonly method: string;
  readonly address: string;
  readonly status: number | null;
  readonly reason: string | null;
  readonly sentBytes: number;
  readonly answerBytes: number;
}
