import { defineCapability, type Capability } from '../kernel/capability.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import { apiRoutes } from './api.js';
import { changeOwnPassword } from './commands/change-own-password.js';
import { createAccount } from './commands/create-account.js';
import { createPasswordLink } from './commands/create-password-link.js';
import { createPerson } from './commands/create-person.js';
import { createToken } from './commands/create-token.js';
import { disableAccount } from './commands/disable-account.js';
import { enableAccount } from './commands/enable-account.js';
import { endEverySession } from './commands/end-every-session.js';
import { endSessions } from './commands/end-sessions.js';
import { replaceRecoveryCodes } from './commands/replace-recovery-codes.js';
import { requireSecondFactor } from './commands/require-second-factor.js';
import { resetSecondFactor } from './commands/reset-second-factor.js';
import { revokeToken } from './commands/revoke-token.js';
import { setPassword } from './commands/set-password.js';
import { setPreferences } from './commands/set-preferences.js';
import { setSecondFactor } from './commands/set-second-factor.js';
import { usePasswordLink } from './commands/use-password-link.js';
import { admitPerson } from './elsewhere/admit-person.js';
import { elsewhereRoutes } from './elsewhere/elsewhere-desk.js';
import { identitiesApiRoutes } from './elsewhere/identities-api.js';
import { identitiesRoutes } from './elsewhere/identities-desk.js';
import { linkIdentity, unlinkIdentity } from './elsewhere/link-identity.js';
import { listSignInIdentities } from './elsewhere/list-identities.js';
import { draftRoutes } from './drafts-desk.js';
import { tidyIdentity } from './jobs.js';
import { meRoutes } from './me-desk.js';
import { ownSecondFactorRoutes } from './own-second-factor-desk.js';
import { passwordRoutes } from './password-desk.js';
import { permissions } from './permissions.js';
import { getOwnAccount, getStaffAccount, listStaffAccounts } from './queries.js';
import { secondFactorRoutes } from './second-factor-desk.js';
import { signInRoutes } from './sign-in-desk.js';
import { staffMemberRoutes } from './staff-desk.js';
import { staffListRoutes } from './staff-list-desk.js';
import { tokenRoutes } from './tokens-desk.js';

export { createAccount, createPasswordLink, createPerson, createToken, disableAccount, enableAccount, setPassword };
export { endEverySession, endSessions, requireSecondFactor, resetSecondFactor };
export { createAuthentication, type Authentication } from './authentication.js';
export {
  findAccount,
  findAccountByName,
  insertAccount,
  insertPerson,
  listPeopleKnownAs,
  renameAccount,
} from './accounts-repository.js';
export { signInNameOf } from './commands/create-account.js';
export { findDraftBody, saveDraftBody } from './drafts-repository.js';
export { findDraft, forgetDraft, removeDraft, saveDraft, type DraftFields } from './drafts.js';
export { getKeptFile, keepContent, keepFile, SentFile, sentFile, type KeptFile } from './kept-files.js';
export { sortNameOf } from './names.js';
export { findPasswordFault } from './password-rules.js';
export { hashPassword } from './passwords.js';
export { openSealed, sealSecret } from './seal.js';
export { recordFailure, refuseWhileBlocked, throttleKey } from './throttles.js';
export { sessionCookie } from './session-cookie.js';
export { startSession } from './sessions.js';
export { ownAccount } from './permissions.js';
export { newTokenSecret } from './token-secret.js';
export { insertToken } from './tokens-repository.js';
export type { Account, ApiToken, Preferences, Session } from './types.js';

const commands = [
  admitPerson,
  changeOwnPassword,
  createAccount,
  createPasswordLink,
  createPerson,
  createToken,
  disableAccount,
  enableAccount,
  endSessions,
  linkIdentity,
  unlinkIdentity,
  replaceRecoveryCodes,
  requireSecondFactor,
  resetSecondFactor,
  revokeToken,
  setPassword,
  setPreferences,
  setSecondFactor,
  usePasswordLink,
];

/**
 * Accounts, sessions and what guards them; what a person sets for themselves; the administrators' pages about staff.
 * `allPermissions` are those of every capability, in whose words a person chooses what an API token may do.
 */
export function identityCapability(allPermissions: () => readonly PermissionSpec[]): Capability {
  return defineCapability({
    name: 'identity',
    permissions,
    commands,
    queries: [getOwnAccount, getStaffAccount, listStaffAccounts, listSignInIdentities],
    routes: [
      ...signInRoutes,
      ...elsewhereRoutes,
      ...secondFactorRoutes,
      ...passwordRoutes,
      ...meRoutes,
      ...ownSecondFactorRoutes,
      ...tokenRoutes(allPermissions),
      ...draftRoutes,
      ...staffListRoutes,
      ...staffMemberRoutes,
      ...identitiesRoutes,
      ...identitiesApiRoutes,
      ...apiRoutes,
    ],
    jobs: [tidyIdentity],
  });
}
