import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { linkIdentity, unlinkIdentity } from './link-identity.js';
import { listSignInIdentities } from './list-identities.js';

const tag = 'Signing in elsewhere';
const permission = 'access.manage';
const path = '/api/v1/sign-in-identities';

const ApiIdentity = z.object({
  ...{ id: z.string(), authorityId: z.number(), personId: z.string(), name: z.string(), signInName: z.string() },
  ...{ issuer: z.string(), subject: z.string(), linkedAt: z.number(), linkedBy: z.string() },
  lastSignedInAt: z.number().nullable(),
});

export const identitiesApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path,
    permission,
    query: listSignInIdentities.input,
    api: {
      summary: 'The accounts that open by a council’s own system',
      tag,
      output: z.object({ items: z.array(ApiIdentity), nextCursor: z.string().nullable() }),
    },
    handle: async ({ query, read }) => {
      const { items, nextCursor } = await read(listSignInIdentities, query);
      return json({ items: items.map((one) => ApiIdentity.parse(one)), nextCursor });
    },
  }),
  apiRoute({
    method: 'post',
    path,
    permission,
    body: linkIdentity.input,
    api: {
      summary: 'Have an account open to somebody whom a council’s own system knows',
      tag,
      status: 201,
      output: linkIdentity.output,
    },
    handle: async ({ body, run }) => json(await run(linkIdentity, body), { status: 201 }),
  }),
  apiRoute({
    method: 'delete',
    path: `${path}/:identityId`,
    permission,
    params: z.strictObject({ identityId: uuidField }),
    api: { summary: 'Have it open no more, and end what was begun by it', tag, output: unlinkIdentity.output },
    handle: async ({ params, run }) => json(await run(unlinkIdentity, { id: params.identityId })),
  }),
];
