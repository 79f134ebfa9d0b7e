import { createHash, randomBytes } from 'node:crypto';
import {
  adapterApiVersion,
  asAgreed,
  defineAdapter,
  errorFromStatus,
  readJson,
  rolesByGroup,
  rolesOf,
  type SignInInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

/** Who a ticket is for, as the supplier says. */
const Holder = z.object({
  id: z.string(),
  signIn: z.string(),
  name: z.string(),
  mail: z.string().nullable(),
  groups: z.array(z.string()),
  secondFactor: z.enum(['passed', 'not-asked']),
});

/** What shows on the way back that it is the same attempt, and the same browser. */
const Kept = z.strictObject({ state: z.string(), proof: z.string() });

export const adapter = defineAdapter({
  kind: 'sign-in',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().describe('Address of the supplier, such as https://login.example'),
    roles: rolesByGroup.optional().describe('Roles by group; without it, administrators give them'),
  }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): SignInInstance => {
    const call = (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}`, 'content-type': 'application/json' };
      return fetch(new URL(path, settings.url), { headers, ...init });
    };
    return {
      label: 'your council’s account',
      check: async () => {
        const response = await call('/account');
        if (!response.ok) throw errorFromStatus(response, now());
        return { ok: true };
      },
      begin: async ({ returnTo }) => {
        const kept = { state: randomBytes(16).toString('hex'), proof: randomBytes(32).toString('hex') };
        const goTo = new URL('/sign-in', settings.url);
        goTo.searchParams.set('back', returnTo.href);
        goTo.searchParams.set('state', kept.state);
        // Whoever steals the ticket on its way back doesn’t have what this is made of.
        goTo.searchParams.set('challenge', createHash('sha256').update(kept.proof).digest('hex'));
        return { goTo, kept: JSON.stringify(kept) };
      },
      finish: async ({ cameTo, kept }) => {
        const { state, proof } = asAgreed(JSON.parse(kept), Kept);
        if (cameTo.searchParams.get('state') !== state) return { outcome: 'refused', reason: 'out-of-date' };
        const ticket = cameTo.searchParams.get('ticket');
        if (ticket === null) return { outcome: 'refused', reason: 'cancelled' };
        const response = await call('/tickets', { method: 'POST', body: JSON.stringify({ ticket, proof }) });
        if (response.status === 410) return { outcome: 'refused', reason: 'out-of-date' };
        if (!response.ok) throw errorFromStatus(response, now());
        const holder = await readJson(response, Holder);
        return {
          ...{ outcome: 'signed-in', issuer: settings.url, subject: holder.id, signInName: holder.signIn },
          ...{ displayName: holder.name, email: holder.mail, session: null, signOutHint: null },
          roles: settings.roles ? rolesOf(holder.groups, settings.roles) : null,
          secondFactor: holder.secondFactor === 'passed' ? 'passed' : 'not-said',
        };
      },
    };
  },
});
