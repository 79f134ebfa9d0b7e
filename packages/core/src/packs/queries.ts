import { z } from 'zod';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { isInScope } from '../kernel/scope.js';
import { AskedToInstall } from './asked-to-install.js';
import { contentFor, readOurContent, type Source } from './our-content.js';
import { planInstall } from './plan-install.js';
import { findInstallationById, listInstallations, type Installation } from './repository.js';
import { mergeThree, type PackDifference } from './three-way.js';

/** An installed pack, and what the council has otherwise than it says. */
export interface InstalledPack extends Installation {
  readonly differences: readonly PackDifference[];
}

const Place = z.tuple([z.number().int(), z.string()]);

/** The packs that are installed, by authority and name, with what was changed of them since. */
export const listPacks = defineQuery({
  name: 'packs.list-packs',
  permission: 'packs.read',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(50).default(20),
    cursor: z.string().max(300).optional(),
  }),
  run: async (context, { limit, cursor }): Promise<{ items: InstalledPack[]; nextCursor: string | null }> => {
    const [authorityId, name] = cursor === undefined ? [] : readCursor(Place, cursor);
    const after = authorityId === undefined || name === undefined ? undefined : { authorityId, name };
    const found = await listInstallations(context.db, limit + 1, after);
    const items = await withDifferences(context, found.slice(0, limit));
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > limit ? writeCursor([last.authorityId, last.name]) : null };
  },
});

/** One of them. @throws not_found */
export const getPack = defineQuery({
  name: 'packs.get-pack',
  permission: 'packs.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<InstalledPack> => {
    const found = await findInstallationById(context.db, id);
    const [pack] = await withDifferences(context, found ? [found] : []);
    if (!pack) throw notFound();
    return pack;
  },
});

/** What installing a pack would do. @throws not_found */
export const planPack = defineQuery({
  name: 'packs.plan-pack',
  permission: 'packs.install',
  input: AskedToInstall,
  run: async (context, asked) => {
    if (!isInScope(context.db.scope, asked.authorityId)) throw notFound();
    return await planInstall(context, asked);
  },
});

async function withDifferences(source: Source, installed: readonly Installation[]): Promise<InstalledPack[]> {
  const contents = installed.map(({ pack, teams }) => contentFor(pack, teams));
  const wanted = installed.map(({ authorityId, serviceKey, pack }) => ({
    ...{ authorityId, serviceKey },
    articleKeys: pack.articles.map(({ key }) => key),
  }));
  const ours = await readOurContent(source, wanted);
  return installed.map((installation, index) => {
    const [said, has] = [contents[index], ours[index]?.content];
    const { differences } = mergeThree({ base: said, ours: has, theirs: said }, () => false);
    return { ...installation, differences };
  });
}
