import {
  AdapterError,
  type SignedIn,
  type SignInInstance,
  type SignInOutcome,
  type SignOutNotice,
} from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { anAdapter } from '../../testing/far-end.js';
import type { Answer, Browser } from '../../testing/http.js';

/** A council’s own system for signing in, as a connection of a test. */
export interface SignInFarEnd {
  readonly name: string;
  readonly adapter: ConfiguredAdapter;
  /** What it says of whoever comes next. */
  says(outcome: SignInOutcome | AdapterError): void;
  /** What it says by itself when it is given this token. */
  readonly notices: Map<string, SignOutNotice>;
  /** What it was asked to sign out. */
  readonly signedOut: (string | null)[];
}

export const issuer = 'https://login.dunmere.example';

/** Somebody whom it knows: an adviser who passed a second factor. */
export function aKnown(subject: string, changes: Partial<SignedIn> = {}): SignedIn {
  const names = { signInName: `${subject}@dunmere.example`, displayName: 'Helen Tranter', email: null };
  return {
    ...{ outcome: 'signed-in', issuer, subject, ...names, roles: ['adviser'], secondFactor: 'passed' },
    ...{ session: `session-${subject}`, signOutHint: `hint-${subject}`, ...changes },
  };
}

export function aSignInFarEnd(name: string, authorityId: AuthorityId): SignInFarEnd {
  let next: SignInOutcome | AdapterError = { outcome: 'refused', reason: 'unnamed' };
  const notices = new Map<string, SignOutNotice>();
  const signedOut: (string | null)[] = [];
  const answered = <T>(value: T): T => {
    if (next instanceof AdapterError) throw next;
    return value;
  };
  const instance: SignInInstance = {
    label: 'the Dunmere account',
    check: async () => ({ ok: true }),
    begin: async ({ returnTo }) =>
      answered({ goTo: new URL(`https://login.dunmere.example/?back=${returnTo.href}`), kept: 'kept' }),
    finish: async ({ kept, cameTo }) => {
      if (kept !== 'kept' || !cameTo.href.includes('code=')) throw new Error('it was not given what it gave');
      return answered(next as SignInOutcome);
    },
    signOut: async ({ hint, returnTo }) => {
      signedOut.push(hint);
      return answered(new URL(`https://login.dunmere.example/out?to=${encodeURIComponent(returnTo.href)}`));
    },
    readSignOut: async (token) => answered(notices.get(token) ?? null),
  };
  const adapter = anAdapter('sign-in', instance, { name, authorityIds: [authorityId] });
  return { name, adapter, notices, signedOut, says: (outcome) => void (next = outcome) };
}

/** Goes there and comes straight back. */
export async function goAndComeBack(browser: Browser, connection: string, next = ''): Promise<Answer> {
  await browser.get(`/sign-in/with/${connection}?next=${encodeURIComponent(next)}`);
  return browser.get(`/sign-in/with/${connection}/back?code=one&state=two`);
}
