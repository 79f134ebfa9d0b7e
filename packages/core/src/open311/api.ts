import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { keyRights } from './keys/key-types.js';
import { listKeys } from './keys/keys-queries.js';
import { makeKey, newKeySecret, revokeKey } from './keys/make-key.js';
import { offerService } from './offers/offer-service.js';
import { offerings } from './offers/offer-types.js';
import { getServiceOffer, listServiceOffers } from './offers/offers-queries.js';

const tag = 'Open311';
const permission = 'open311.manage';
const path = '/api/v1/open311';
const params = z.strictObject({ serviceId: uuidField });

const ApiKey = z.object({
  ...{ id: z.string(), authorityId: z.number(), name: z.string(), rights: z.array(z.enum(keyRights)) },
  ...{ createdAt: z.number(), createdByName: z.string(), revokedAt: z.number().nullable() },
  ...{ revokedByName: z.string().nullable(), reportedAt: z.number().nullable() },
});
const ApiOffer = z.object({
  ...{ serviceId: z.string(), authorityId: z.number(), key: z.string(), name: z.string() },
  ...{ shows: z.enum(offerings), version: z.number(), why: z.string().nullable() },
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: `${path}/keys`,
    permission,
    query: listKeys.input,
    api: {
      summary: 'The keys with which other systems report by Open311, without their secrets',
      tag,
      output: z.object({ items: z.array(ApiKey), nextCursor: z.null() }),
    },
    handle: async ({ query, read }) => json({ items: await read(listKeys, query), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path: `${path}/keys`,
    permission,
    body: makeKey.input.omit({ secretHash: true }),
    api: {
      summary: 'Make a key for another system; the answer alone has its secret',
      tag,
      status: 201,
      output: z.object({ id: z.string(), secret: z.string() }),
    },
    handle: async ({ kernel, body, run }) => {
      const secret = newKeySecret(kernel);
      const { id } = await run(makeKey, { ...body, secretHash: hashSecret(secret) });
      return json({ id, secret }, { status: 201 });
    },
  }),
  apiRoute({
    method: 'delete',
    path: `${path}/keys/:keyId`,
    permission,
    params: z.strictObject({ keyId: uuidField }),
    api: { summary: 'Revoke a key at once', tag, output: z.object({ id: z.string() }) },
    handle: async ({ params: { keyId: id }, run }) => json(await run(revokeKey, { id })),
  }),
  apiRoute({
    method: 'get',
    path: `${path}/services`,
    permission,
    query: listServiceOffers.input,
    api: {
      summary: 'The services that residents are offered, and how far each is open by Open311',
      tag,
      output: z.object({ items: z.array(ApiOffer), nextCursor: z.null() }),
    },
    handle: async ({ query, read }) => json({ items: await read(listServiceOffers, query), nextCursor: null }),
  }),
  apiRoute({
    method: 'get',
    path: `${path}/services/:serviceId`,
    permission,
    params,
    api: { summary: 'How far one service is open by Open311', tag, output: ApiOffer },
    handle: async (context) => {
      const found = await context.read(getServiceOffer, context.params);
      return json(found, { version: found.version });
    },
  }),
  apiRoute({
    method: 'put',
    path: `${path}/services/:serviceId`,
    permission,
    params,
    body: z.strictObject({ shows: z.enum(offerings) }),
    api: {
      summary: 'Open a service to reports by Open311, or close it; If-Match names the version',
      tag,
      output: z.object({ serviceId: z.string(), version: z.number() }),
    },
    handle: async ({ params: { serviceId }, body, ifMatch: expectedVersion, run }) => {
      if (expectedVersion === undefined) throw malformed({}, 'Send If-Match with the version that you read.');
      const saved = await run(offerService, { serviceId, ...body, expectedVersion });
      return json(saved, { version: saved.version });
    },
  }),
];
