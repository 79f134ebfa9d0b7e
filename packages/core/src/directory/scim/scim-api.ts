import { z } from 'zod';
import { hashSecret } from '../../kernel/http/tokens.js';
import { uuidField } from '../../kernel/input.js';
import { roles } from '../../kernel/permissions.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { followGroupsAgain, listGroupStandings } from './scim-standing.js';
import { addScimToken, listScimTokens, newScimSecret, revokeScimToken } from './scim-tokens.js';

const tag = 'Staff by SCIM';
const permission = 'access.manage';
const path = '/api/v1/scim';

const ApiToken = z.object({
  ...{ id: z.string(), authorityId: z.number(), name: z.string(), createdAt: z.number(), createdByName: z.string() },
  ...{ lastUsedAt: z.number().nullable(), revokedAt: z.number().nullable() },
});
const ApiGroup = z.object({
  ...{ authorityId: z.number(), name: z.string(), members: z.number() },
  ...{ roles: z.array(z.enum(roles)), teams: z.array(z.string()) },
});

export const scimApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: `${path}/tokens`,
    permission,
    api: {
      summary: 'The tokens of systems that keep staff here by SCIM, without their secrets',
      tag,
      output: z.object({ items: z.array(ApiToken), nextCursor: z.null() }),
    },
    handle: async ({ read }) => json({ items: await read(listScimTokens, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path: `${path}/tokens`,
    permission,
    body: addScimToken.input.omit({ tokenHash: true }),
    api: {
      summary: 'Make a token for a council’s own system; the answer alone has its secret',
      tag,
      status: 201,
      output: z.object({ id: z.string(), secret: z.string() }),
    },
    handle: async ({ kernel, body, run }) => {
      const secret = newScimSecret(kernel);
      const { id } = await run(addScimToken, { ...body, tokenHash: hashSecret(secret) });
      return json({ id, secret }, { status: 201 });
    },
  }),
  apiRoute({
    method: 'delete',
    path: `${path}/tokens/:scimTokenId`,
    permission,
    params: z.strictObject({ scimTokenId: uuidField }),
    api: { summary: 'Revoke a token at once', tag, output: z.object({ id: z.string() }) },
    handle: async ({ params, run }) => json(await run(revokeScimToken, { id: params.scimTokenId })),
  }),
  apiRoute({
    method: 'get',
    path: `${path}/groups`,
    permission,
    api: {
      summary: 'The groups that systems keep here, and what the configuration says that they stand for',
      tag,
      output: z.object({ items: z.array(ApiGroup), nextCursor: z.null() }),
    },
    handle: async ({ read }) => json({ items: await read(listGroupStandings, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path: `${path}/groups/follow`,
    permission,
    body: followGroupsAgain.input,
    api: {
      summary: 'Have a council’s staff follow their groups as the configuration maps them now',
      tag,
      output: followGroupsAgain.output,
    },
    handle: async ({ body, run }) => json(await run(followGroupsAgain, body)),
  }),
];
