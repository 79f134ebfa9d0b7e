import { z } from 'zod';
import { listAuthorities, type Authority } from '../../authorities/index.js';
import { isError, type FieldFault } from '../../kernel/errors.js';
import { hashSecret } from '../../kernel/http/tokens.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { followGroupsAgain, listGroupStandings } from './scim-standing.js';
import { addScimToken, listScimTokens, newScimSecret, revokeScimToken, tooManyScimTokens } from './scim-tokens.js';
import { scimAddress, scimHref, scimPage, type ScimTokenMadePage, type TypedToken } from './scim-views.js';

const permission = 'access.manage';
const nav = 'scim';
const text = z.string().max(1000).default('');
type Context = RouteContext<unknown, unknown, unknown>;

/** Where administrators make and revoke the tokens of systems that keep a council's staff here. */
export const scimDeskRoutes: readonly Route[] = [
  deskRoute({ method: 'get', path: scimHref, permission, handle: (context) => show(context) }),
  deskRoute({
    method: 'post',
    path: scimHref,
    permission,
    body: z.strictObject({ authorityId: text, name: text }),
    handle: async (context) => {
      const { kernel, body } = context;
      const token = newScimSecret(kernel);
      try {
        const made = await context.attempt(addScimToken, { ...body, tokenHash: hashSecret(token) });
        if (!made.ok) return await show(context, body, made.faults);
      } catch (error) {
        if (!isError(error, tooManyScimTokens.code)) throw error;
        return await show(context, body, [{ field: 'name', message: error.message }]);
      }
      const model: ScimTokenMadePage = { ...{ name: body.name, token }, address: scimAddress(kernel), href: scimHref };
      return page('/directory/scim/views/scim-token-made', model, { title: 'The new token', nav });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${scimHref}/tokens/:scimTokenId/revoke`,
    permission,
    params: z.strictObject({ scimTokenId: uuidField }),
    handle: async (context) => {
      await context.run(revokeScimToken, { id: context.params.scimTokenId });
      return redirect(scimHref, { say: 'The token is revoked. It stops working now.' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${scimHref}/follow`,
    permission,
    body: z.strictObject({ authorityId: text }),
    handle: async (context) => {
      const { people } = await context.run(followGroupsAgain, context.body);
      return redirect(scimHref, {
        say: `Roles and teams follow the groups again, for ${people === 1 ? '1 person' : `${people} people`}.`,
      });
    },
  }),
];

async function councilsOf({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
}

async function show(context: Context, typed?: TypedToken, faults: readonly FieldFault[] = []): Promise<Reply> {
  const { kernel, visitor, now } = context;
  const [tokens, groups] = [await context.read(listScimTokens, {}), await context.read(listGroupStandings, {})];
  const model = scimPage(tokens, groups, {
    ...{ csrfToken: visitor.session?.csrfToken ?? '', address: scimAddress(kernel), now, faults, typed },
    councils: await councilsOf(context),
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/directory/scim/views/scim', model, { title: 'Staff by SCIM', nav, status });
}
