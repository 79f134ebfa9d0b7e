import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** What lets a person sign in. */
export interface Account {
  readonly personId: string;
  /** Lower case. */
  readonly signInName: string;
  readonly displayName: string;
  /** Absent until the first password is set. */
  readonly passwordHash?: string;
  readonly secondFactor?: SecondFactor;
  /** Since when this account must have one; absent: as the installation has it. */
  readonly secondFactorRequiredAt?: Instant;
  readonly disabledAt?: Instant;
  readonly lastSignedInAt?: Instant;
}

export interface SecondFactor {
  /** Sealed with the installation's key: see seal.ts. */
  readonly sealedSecret: string;
  readonly confirmedAt: Instant;
  /** The last 30-second step whose code was accepted; it and all before it are spent. */
  readonly lastStep: number;
}

/**
 * `awaiting-second-factor` and `awaiting-set-up` come after the right password and reach nothing but the page that
 * they wait for; only `signed-in` makes a visitor.
 */
export type SessionState = 'awaiting-second-factor' | 'awaiting-set-up' | 'signed-in';

export interface Session {
  /** SHA-256 of the token, in hex: the session's id inside the server. */
  readonly tokenHash: string;
  readonly personId: string;
  readonly state: SessionState;
  readonly startedAt: Instant;
  /** At most a minute behind. */
  readonly lastSeenAt: Instant;
  /** Ends then, whatever happens. */
  readonly expiresAt: Instant;
  /** Absent: no second factor was asked for. */
  readonly secondFactorAt?: Instant;
  /** Absent: begun with a password. */
  readonly origin?: SessionOrigin;
}

/** Where somebody signed in, when it wasn’t here. */
export interface SessionOrigin {
  readonly connection: string;
  /** The council that the connection serves: all that the session opens. */
  readonly authorityId: AuthorityId;
  /** What the other system calls the session. */
  readonly providerSession: string | null;
  /** What signing out there is asked with; sealed. */
  readonly signOutHint: string | null;
}

export const schemes = ['auto', 'light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** What a person chose for the desk; kept with the person. */
export interface Preferences {
  readonly scheme: Scheme;
  /** Single-letter shortcuts (WCAG 2.1.4: they can be switched off). */
  readonly shortcuts: 'on' | 'off';
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly personId: string;
  /** Absent: all that the person may do. */
  readonly permissions?: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt?: Instant;
  readonly revokedAt?: Instant;
}
