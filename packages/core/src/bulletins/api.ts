import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../kernel/route.js';
import { BulletinInput } from './bulletin-input.js';
import { acknowledgeBulletins } from './commands/acknowledge-bulletins.js';
import { changeBulletin } from './commands/change-bulletin.js';
import { withdrawBulletin } from './commands/withdraw-bulletin.js';
import { writeBulletin } from './commands/write-bulletin.js';
import { getBulletin, listBulletins } from './queries.js';
import { areaKinds } from './types.js';

const tag = 'Bulletins';
const params = z.strictObject({ id: uuidField });
const Changed = z.object({ id: z.string(), version: z.number() });
const text = z.string().nullable();
const BulletinShape = z.object({
  ...{ id: z.string(), authorityId: z.number(), title: z.string(), body: z.string(), titleCy: text, bodyCy: text },
  ...{ keywords: text, serviceId: text, areaKind: z.enum(areaKinds), area: text, startsAt: z.number() },
  ...{ endsAt: z.number(), changedAt: z.number(), withdrawnAt: z.number().nullable(), version: z.number() },
});

function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the bulletin that you read.');
  return ifMatch;
}

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/bulletins',
    permission: 'bulletins.read',
    api: {
      summary: 'Urgent notices of every state, those that begin last first',
      tag,
      output: z.object({ items: z.array(BulletinShape), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listBulletins, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/bulletins',
    permission: 'bulletins.write',
    body: writeBulletin.input,
    api: { summary: 'Write an urgent notice', tag, status: 201, output: Changed },
    handle: async (context) => {
      const written = await context.run(writeBulletin, context.body);
      const headers = { Location: `/api/v1/bulletins/${written.id}` };
      return json(written, { status: 201, version: written.version, headers });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/bulletins/acknowledge',
    permission: 'bulletins.read',
    body: z.strictObject({}),
    api: { summary: 'Say that you have read the live ones', tag, output: z.object({ read: z.number() }) },
    handle: async (context) => json(await context.run(acknowledgeBulletins, {})),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/bulletins/:id',
    permission: 'bulletins.read',
    params,
    api: { summary: 'An urgent notice', tag, output: BulletinShape },
    handle: async (context) => {
      const bulletin = await context.read(getBulletin, context.params);
      return json(bulletin, { version: bulletin.version });
    },
  }),
  apiRoute({
    method: 'put',
    path: '/api/v1/bulletins/:id',
    permission: 'bulletins.write',
    params,
    body: BulletinInput,
    api: { summary: 'Change an urgent notice', tag, output: Changed },
    handle: async (context) => {
      const input = { ...context.body, ...context.params, expectedVersion: versionOf(context) };
      const changed = await context.run(changeBulletin, input);
      return json(changed, { version: changed.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/bulletins/:id/withdraw',
    permission: 'bulletins.write',
    params,
    body: z.strictObject({}),
    api: { summary: 'Withdraw an urgent notice', tag, output: Changed },
    handle: async (context) => {
      const withdrawn = await context.run(withdrawBulletin, { ...context.params, expectedVersion: versionOf(context) });
      return json(withdrawn, { version: withdrawn.version });
    },
  }),
];
