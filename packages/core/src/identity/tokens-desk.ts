import { z } from 'zod';
import { formatDateTime } from '../kernel/format-time.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { uuidField } from '../kernel/input.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import { deskRoute, page, redirect, signedIn, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { createToken } from './commands/create-token.js';
import { revokeToken } from './commands/revoke-token.js';
import { confirmPassword, orFaults } from './confirm-password.js';
import { newTokenPage, type TokenMadePage } from './me-views.js';
import { sessionOf } from './me-desk.js';
import { newTokenSecret } from './token-secret.js';

const text = z.string().max(4000).default('');
const chosen = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()).default([]));
const tokenBody = z.strictObject({ name: text, expiresInDays: text, permissions: chosen, password: text });

/** A person's own API tokens. `permissions` are those of all capabilities, with the words for each. */
export function tokenRoutes(permissions: () => readonly PermissionSpec[]): readonly Route[] {
  const showForm = (context: AnyContext, about: Partial<Parameters<typeof newTokenPage>[0]> = {}): Reply => {
    const held = permissions().filter(({ name }) => may(context.visitor.actor, name));
    const model = newTokenPage({ ...about, csrfToken: sessionOf(context).csrfToken, held });
    const status = about.faults ? 422 : 200;
    return page('/identity/views/new-token', model, { title: 'Make an API token', status });
  };
  return [
    deskRoute({
      method: 'get',
      path: '/desk/me/tokens/new',
      permission: signedIn,
      handle: async (context) => showForm(context),
    }),
    deskRoute({
      method: 'post',
      path: '/desk/me/tokens',
      permission: signedIn,
      body: tokenBody,
      handle: async (context) => {
        const { name, expiresInDays, permissions: wanted, password } = context.body;
        const made = await orFaults(() => makeToken(context, password, { name, expiresInDays, permissions: wanted }));
        if (!made.ok) return showForm(context, { name, expiresInDays, chosen: wanted, faults: made.faults });
        return page('/identity/views/token-made', made.value, { title: 'Your new API token' });
      },
    }),
    deskRoute({
      method: 'post',
      path: '/desk/me/tokens/:id/revoke',
      permission: signedIn,
      params: z.strictObject({ id: uuidField }),
      handle: async (context) => {
        await context.run(revokeToken, { tokenId: context.params.id });
        return redirect('/desk/me', { say: 'The token is revoked. It stops working now.' });
      },
    }),
  ];
}

type AnyContext = RouteContext<unknown, unknown, unknown>;

async function makeToken(
  context: AnyContext,
  password: string,
  input: { name: string; expiresInDays: string; permissions: readonly string[] },
): Promise<TokenMadePage> {
  await confirmPassword(context, password);
  const token = newTokenSecret(context.kernel);
  const { expiresAt } = await context.run(createToken, { ...input, tokenHash: hashSecret(token) });
  return { name: input.name, token, expires: `expires ${formatDateTime(expiresAt, { now: context.now })}` };
}
