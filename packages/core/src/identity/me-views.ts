import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime, formatFullDate } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import type { LocalDate } from '../kernel/clock.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import { roleNames } from '../access/index.js';
import { ownAccount } from './permissions.js';
import type { OwnAccount } from './queries.js';
import type { ApiToken, Preferences, Session } from './types.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

export interface SessionRow {
  /** Enough of the session's hash to tell one's own apart. */
  readonly id: string;
  readonly started: string;
  readonly lastUsed: string;
  readonly isThisOne: boolean;
}

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly isUsable: boolean;
  readonly used: string;
  readonly allows: string;
}

/** A person's own page. */
export interface MePage {
  readonly csrfToken: string;
  readonly name: string;
  readonly signInName: string;
  readonly roles: readonly { readonly role: string; readonly authority: string; readonly since: string }[];
  readonly preferences: Preferences;
  readonly hasSecondFactor: boolean;
  readonly recoveryCodesText: string;
  readonly sessions: readonly SessionRow[];
  readonly tokens: readonly TokenRow[];
}

export type PreferencesForm = Pick<MePage, 'csrfToken' | 'preferences'>;
export type SessionList = Pick<MePage, 'csrfToken' | 'sessions'>;
export type TokenList = Pick<MePage, 'csrfToken' | 'tokens'>;

export function mePage(
  own: OwnAccount,
  about: { csrfToken: string; sessionId: string; preferences: Preferences; now: Instant },
): MePage {
  const { csrfToken, preferences, now } = about;
  const today = localDateAt(now);
  return {
    csrfToken,
    name: own.account.displayName,
    signInName: own.account.signInName,
    roles: own.roles
      .filter(({ fromOn, toOn }) => fromOn <= today && (toOn === undefined || toOn > today))
      .map(({ role, authorityName, fromOn }) => ({
        role: roleNames[role],
        authority: authorityName,
        since: `since ${formatFullDate(fromOn as LocalDate)}`,
      })),
    preferences,
    hasSecondFactor: own.hasSecondFactor,
    recoveryCodesText: recoveryCodesText(own.unusedRecoveryCodes),
    sessions: own.sessions.map((session) => sessionRow(session, about.sessionId, now)),
    tokens: own.tokens.map((token) => tokenRow(token, now)),
  };
}

function recoveryCodesText(unused: number): string {
  if (unused === 0) return 'You have no recovery codes left';
  return unused === 1 ? 'You have 1 recovery code left' : `You have ${unused} recovery codes left`;
}

/** How many signs of a session's hash its rows and forms carry: enough to tell one person's apart. */
export const sessionIdLength = 16;

function sessionRow(session: Session, current: string, now: Instant): SessionRow {
  return {
    id: session.tokenHash.slice(0, sessionIdLength),
    started: formatDateTime(session.startedAt, { now }),
    lastUsed: formatDateTime(session.lastSeenAt, { now }),
    isThisOne: session.tokenHash === current,
  };
}

function tokenRow(token: ApiToken, now: Instant): TokenRow {
  const isUsable = token.revokedAt === undefined && token.expiresAt > now;
  const end = `expires ${formatDateTime(token.expiresAt, { now })}`;
  const past = token.revokedAt === undefined ? 'expired' : `revoked ${formatDateTime(token.revokedAt, { now })}`;
  return {
    id: token.id,
    name: token.name,
    isUsable,
    state: isUsable ? end : past,
    used: token.lastUsedAt === undefined ? 'never used' : `last used ${formatDateTime(token.lastUsedAt, { now })}`,
    allows: token.permissions?.join(', ') ?? 'all that you may do',
  };
}

/** The form of a new API token. */
export interface NewTokenPage {
  readonly csrfToken: string;
  readonly faults: readonly FaultLink[];
  readonly name: string;
  readonly nameFault?: { readonly text: string } | undefined;
  readonly expiresInDays: string;
  readonly expiryFault?: { readonly text: string } | undefined;
  readonly permissions: readonly { readonly value: string; readonly text: string }[];
  readonly chosen: readonly string[];
  readonly permissionsFault?: { readonly text: string } | undefined;
  readonly passwordFault?: { readonly text: string } | undefined;
}

export function newTokenPage(about: {
  csrfToken: string;
  held: readonly PermissionSpec[];
  name?: string;
  expiresInDays?: string;
  chosen?: readonly string[];
  faults?: readonly FieldFault[];
}): NewTokenPage {
  const faults = about.faults ?? [];
  return {
    csrfToken: about.csrfToken,
    faults: faultLinks(faults),
    name: about.name ?? '',
    nameFault: errorAt(faults, 'name'),
    expiresInDays: about.expiresInDays ?? '90',
    expiryFault: errorAt(faults, 'expiresInDays'),
    permissions: about.held
      .filter(({ name }) => name !== ownAccount)
      .map(({ name, allows }) => ({ value: name, text: `${name}: ${allows}` })),
    chosen: about.chosen ?? [],
    permissionsFault: errorAt(faults, 'permissions'),
    passwordFault: errorAt(faults, 'password'),
  };
}

/** A token that was just made: shown on this page only. */
export interface TokenMadePage {
  readonly name: string;
  readonly token: string;
  readonly expires: string;
}

/** A page that asks for the password before something about the account changes. */
export interface ConfirmPage {
  readonly csrfToken: string;
  readonly faults: readonly FaultLink[];
  readonly passwordFault?: { readonly text: string } | undefined;
}

export type OwnPasswordField = Pick<ConfirmPage, 'passwordFault'>;

export function confirmPage(csrfToken: string, faults: readonly FieldFault[] = []): ConfirmPage {
  return { csrfToken, faults: faultLinks(faults), passwordFault: errorAt(faults, 'password') };
}

export interface ChangePasswordPage extends ConfirmPage {
  readonly newPasswordFault?: { readonly text: string } | undefined;
  readonly signInName: string;
}

export function changePasswordPage(
  csrfToken: string,
  signInName: string,
  faults: readonly FieldFault[] = [],
): ChangePasswordPage {
  const newPasswordFault = errorAt(faults, 'newPassword');
  return { ...confirmPage(csrfToken, faults), signInName, newPasswordFault };
}
