import { z } from 'zod';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { getPack, listPacks, type InstalledPack } from './queries.js';

const tag = 'Services';
const href = '/api/v1/packs';
const permission = 'packs.read';

const Listed = z.object({
  ...{ id: z.string(), authorityId: z.number(), name: z.string(), version: z.string(), title: z.string() },
  ...{ licence: z.string(), serviceKey: z.string(), digest: z.string(), installedAt: z.number() },
  ...{ installedBy: z.string().nullable(), differences: z.number() },
});
const value = z.unknown().describe('Null where there is nothing');
const InFull = Listed.extend({
  teams: z.record(z.string(), z.string()),
  differences: z.array(z.object({ path: z.string(), pack: value, ours: value })),
});

function listed(pack: InstalledPack): z.output<typeof Listed> {
  const { id, authorityId, name, serviceKey, digest, installedAt, installedBy, differences } = pack;
  const { version, title, licence } = pack.pack;
  return {
    ...{ id, authorityId, name, version, title, licence, serviceKey, digest, installedAt, installedBy },
    differences: differences.length,
  };
}

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: href,
    permission,
    query: listPacks.input,
    api: {
      summary: 'The packs that are installed, with how many differences of their own councils have',
      tag,
      output: z.object({ items: z.array(Listed), nextCursor: z.string().nullable() }),
    },
    handle: async (context) => {
      const { items, nextCursor } = await context.read(listPacks, context.query);
      return json({ items: items.map(listed), nextCursor });
    },
  }),
  apiRoute({
    method: 'get',
    path: `${href}/:id`,
    permission,
    params: getPack.input,
    api: { summary: 'An installed pack, and what the council has otherwise than it says', tag, output: InFull },
    handle: async (context) => {
      const pack = await context.read(getPack, context.params);
      const differences = pack.differences.map(({ path, theirs = null, ours = null }) => ({
        ...{ path, pack: theirs, ours },
      }));
      return json({ ...listed(pack), teams: pack.teams, differences }, { version: pack.version });
    },
  }),
];
