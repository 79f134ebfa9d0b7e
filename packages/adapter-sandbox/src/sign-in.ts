import { randomUUID } from 'node:crypto';
import { adapterApiVersion, defineAdapter, staffRoles, type SignInInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

const words = z.string().trim().min(1).max(100);

/** Signs in whoever asks, as the one person that it is configured with: never for an installation with real records. */
export const adapter = defineAdapter({
  kind: 'sign-in',
  name: 'Sandbox sign-in',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    behaves,
    label: words.default('the sandbox').describe('What the button says after “Sign in with”'),
    signInName: words.describe('As whom everybody is signed in, without being asked for anything'),
    displayName: words.default('Sandbox Person').describe('Their name'),
    roles: z.array(z.enum(staffRoles)).optional().describe('Their roles; without it, administrators give them'),
    secondFactor: z.enum(['passed', 'not-said']).default('not-said').describe('What it says of a second factor'),
  }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: { 'sign-out': true, 'told-of-sign-out': false },
  create: ({ settings }): SignInInstance => {
    const { label, signInName, displayName, roles = null, secondFactor } = settings;
    refuseToStart(settings.behaves);
    return {
      label,
      check: () => checkBehaviour(settings.behaves),
      begin: async ({ returnTo }) => {
        await behave(settings.behaves);
        const kept = randomUUID();
        const goTo = new URL(returnTo);
        goTo.searchParams.set('state', kept);
        return { goTo, kept };
      },
      finish: async ({ cameTo, kept }) => {
        await behave(settings.behaves, [signInName]);
        if (cameTo.searchParams.get('state') !== kept) return { outcome: 'refused', reason: 'out-of-date' };
        const who = { issuer: 'https://sandbox.invalid', subject: signInName, signInName, displayName, email: null };
        return { outcome: 'signed-in', ...who, roles, secondFactor, session: kept, signOutHint: null };
      },
      signOut: async ({ returnTo }) => {
        await behave(settings.behaves);
        return returnTo;
      },
    };
  },
});
