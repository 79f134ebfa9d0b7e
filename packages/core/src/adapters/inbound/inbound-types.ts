import type { AdapterKind } from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import type { Instant } from '../../kernel/clock.js';
import type { Writes } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';

/** What becomes of news that another system told. */
export const newsStates = ['new', 'taken', 'late', 'not-ours', 'given-up'] as const;
export type NewsState = (typeof newsStates)[number];

/** News as it is kept until it is taken. */
export interface KeptNews {
  readonly id: string;
  readonly instance: string;
  readonly key: string;
  readonly what: string;
  readonly about: string | null;
  readonly happenedAt: Instant;
  readonly receivedAt: Instant;
  /** As the adapter read it, with what its kind adds. */
  readonly said: unknown;
  readonly attempts: number;
}

/** What a capability brings that hears news of a kind of adapter. */
export interface Listener {
  readonly kind: AdapterKind;
  /** Which news of the kind. */
  readonly what: string;
  /**
   * Keeps what is said, and runs `alongside` in the same transaction, unless it is of no use here: `not-yet` where what it
   * is about may still come to be known, `not-ours` where it never will.
   */
  take(
    kernel: Kernel,
    one: ConfiguredAdapter,
    news: KeptNews,
    alongside: (db: Writes) => Promise<void>,
  ): Promise<'taken' | 'not-yet' | 'not-ours'>;
}
