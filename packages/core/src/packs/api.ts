import { z } from 'zod';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { installPack } from './commands/install-pack.js';
import { getPack, listPacks, planPack, type InstalledPack } from './queries.js';

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

const Fault = z.object({ field: z.string(), message: z.string() });
const Planned = z.object({
  before: z.string().nullable().describe('The version that is installed'),
  teams: z.record(z.string(), z.string()),
  teamsToAdd: z.array(z.string()),
  differences: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['updated', 'kept', 'conflict']),
      ...{ pack: value, ours: value },
    }),
  ),
  faults: z.array(Fault).describe('What keeps it from being installed'),
  isNothing: z.boolean(),
  code: z.string().describe('Sent as `seen`, it has the pack installed only if the difference is still this'),
});

function listed(pack: InstalledPack): z.output<typeof Listed> {
  const { id, authorityId, name, serviceKey, digest, installedAt, installedBy, differences } = pack;
  const { version, title, licence } = pack.pack;
  return {
    ...{ id, authorityId, name, version, title, licence, serviceKey, digest, installedAt, installedBy },
    differences: differences.length,
  };
}

/** A POST, because a pack does not fit an address; nothing is changed. */
const plan = apiRoute({
  method: 'post',
  path: `${href}/plan`,
  permission: 'packs.install',
  body: planPack.input,
  api: {
    summary: 'What installing a pack would change, and what of the council’s own would stay',
    tag,
    output: Planned,
  },
  handle: async (context) => {
    const { before, differences, faults, teams, teamsToAdd, isNothing, code } = await context.read(
      planPack,
      context.body,
    );
    const said = { before: before?.pack.version ?? null, faults: [...faults], teamsToAdd: [...teamsToAdd] };
    const differing = differences.map(({ path, kind, theirs = null, ours = null }) => ({
      ...{ path, kind, pack: theirs, ours },
    }));
    return json({ ...said, teams, differences: differing, isNothing, code });
  },
});

const install = apiRoute({
  method: 'post',
  path: href,
  permission: 'packs.install',
  body: installPack.input,
  api: {
    summary: 'Install a pack, or bring it up to date; what the council changed stays, but for the paths in `take`',
    tag,
    output: installPack.output,
  },
  handle: async (context) => json(await context.run(installPack, context.body)),
});

export const apiRoutes: readonly Route[] = [
  plan,
  install,
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
