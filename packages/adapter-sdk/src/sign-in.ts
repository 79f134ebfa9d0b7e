import { z } from 'zod';
import type { AdapterInstance } from './contract.js';

/** The roles that somebody can hold at a council: those that groups of another system can stand for. */
export const staffRoles = [
  'adviser',
  'officer',
  'team-leader',
  'knowledge-editor',
  'analyst',
  'administrator',
  'data-protection-officer',
] as const;
export type StaffRole = (typeof staffRoles)[number];

/** A setting: which roles the members of a group hold, by the group’s name or id there. */
export const rolesByGroup = z.record(z.string().min(1).max(300), z.array(z.enum(staffRoles)).min(1).max(20));

/** The roles that these groups stand for, each once, in the order of `staffRoles`. A group that isn’t mapped stands for none. */
export function rolesOf(groups: readonly string[], mapping: z.output<typeof rolesByGroup>): StaffRole[] {
  const held = new Set(groups.flatMap((group) => (Object.hasOwn(mapping, group) ? (mapping[group] ?? []) : [])));
  return staffRoles.filter((role) => held.has(role));
}

/**
 * Why somebody was not signed in, through no fault of the connection: they turned back; the way took too long, or was taken
 * before; what came back is not proved to be theirs; it doesn’t say who they are.
 */
export const signInRefusals = ['cancelled', 'out-of-date', 'not-proved', 'unnamed'] as const;
export type SignInRefusal = (typeof signInRefusals)[number];

/** Somebody whom the other system knows. */
export interface SignedIn {
  readonly outcome: 'signed-in';
  /** Who says so, and under which name that never changes and is never given to anybody else. */
  readonly issuer: string;
  readonly subject: string;
  /** What they sign in as, such as `helen.tranter` or a mail address: may change. */
  readonly signInName: string;
  readonly displayName: string;
  readonly email: string | null;
  /** At the council that the connection serves. `null`: this connection gives no roles, administrators do. */
  readonly roles: readonly StaffRole[] | null;
  /** Whether the other system says that a second factor was asked for. `not-said`: Moothall asks for its own. */
  readonly secondFactor: 'passed' | 'not-said';
  /** What the other system calls this session, so that it can end it here. At most 300 characters. */
  readonly session: string | null;
  /** What signing out there is asked with. At most 6000 characters; kept sealed. */
  readonly signOutHint: string | null;
}

export type SignInOutcome = SignedIn | { readonly outcome: 'refused'; readonly reason: SignInRefusal };

/** Whose sessions end: that one session, or all that the subject has by this connection. At least one is named. */
export interface SignOutNotice {
  readonly issuer: string;
  readonly subject: string | null;
  readonly session: string | null;
  /** When it was said: sessions that began later go on. Milliseconds since 1970. */
  readonly saidAt: number;
}

/** An adapter of the kind `sign-in`: staff prove who they are to another system. */
export interface SignInInstance extends AdapterInstance {
  /** What the button says after “Sign in with”. */
  readonly label: string;
  /**
   * Begins. Answers where the browser goes, and what `finish` needs to know it again, which Moothall keeps sealed in that
   * browser for ten minutes. At most 1000 characters.
   *
   * @param returnTo where the other system sends the browser back to, query apart @throws AdapterError
   */
  begin(about: { readonly returnTo: URL }): Promise<{ readonly goTo: URL; readonly kept: string }>;
  /**
   * The browser came back to this address, query and all. What somebody may have done wrong, or to them, is a refusal; an
   * error is a fault of the connection.
   *
   * @throws AdapterError
   */
  finish(about: { readonly cameTo: URL; readonly kept: string }): Promise<SignInOutcome>;
  /**
   * The ability `sign-out`: where the browser goes to sign out there as well; null: the other system has no such page.
   *
   * @throws AdapterError
   */
  signOut?(about: { readonly hint: string | null; readonly returnTo: URL }): Promise<URL | null>;
  /**
   * The ability `told-of-sign-out`: reads what the other system says by itself when somebody signed out there. Null: it is
   * not proved to come from there.
   *
   * @throws AdapterError
   */
  readSignOut?(token: string): Promise<SignOutNotice | null>;
}
