import { defineCapability } from '../kernel/capability.js';
import { createAccount } from './commands/create-account.js';
import { createPerson } from './commands/create-person.js';
import { setSecondFactor } from './commands/set-second-factor.js';
import { permissions } from './permissions.js';
import { secondFactorRoutes } from './second-factor-desk.js';
import { signInRoutes } from './sign-in-desk.js';

export { createAccount, createPerson };
export { createAuthentication, type Authentication } from './authentication.js';
export { findDraft, removeDraft, saveDraft, type DraftFields } from './drafts.js';
export { findPasswordFault } from './password-rules.js';
export { hashPassword } from './passwords.js';
export { sessionCookie } from './session-cookie.js';
export { startSession } from './sessions.js';
export type { Account, ApiToken, Preferences, Session } from './types.js';

/** Accounts, sessions and what guards them; what a person sets for themselves. */
export const identity = defineCapability({
  name: 'identity',
  permissions,
  commands: [createAccount, createPerson, setSecondFactor],
  queries: [],
  routes: [...signInRoutes, ...secondFactorRoutes],
  jobs: [],
});
