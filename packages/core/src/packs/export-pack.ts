import { z } from 'zod';
import { getAuthority, getPartnership } from '../authorities/index.js';
import { listOpenTeams } from '../directory/index.js';
import { capitalised } from '../kernel/capitalised.js';
import { badInput, notFound } from '../kernel/errors.js';
import { line } from '../kernel/input.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { everyAuthority, isInScope, withReader, type AuthorityId } from '../kernel/scope.js';
import { listTitles } from '../knowledge/index.js';
import { findServiceByKey, parseAnswers, type PublishedService } from '../services/index.js';
import { contentFor, readOurContent, type Source } from './our-content.js';
import { packDigest } from './plan-install.js';
import { parsePack, teamsOf } from './read-pack.js';
import { findInstallationOf, type Installation } from './repository.js';
import { mergeThree } from './three-way.js';
import { PackFile, type Pack, type PackConnection } from './types.js';

const { name, version, title, by, licence, about } = PackFile.shape;

/**
 * A service that an authority has published, as a pack: with its articles as its advisers read them, and the pack's own
 * keys of teams, tests and connections where it came from one.
 * @throws not_found; bad_input naming what keeps it from being one
 */
export const exportPack = defineQuery({
  name: 'packs.export-pack',
  permission: 'packs.install',
  input: z.strictObject({
    authorityId: z.number().int(),
    service: line(64),
    name: name.optional(),
    version: version.optional(),
    title: title.optional(),
    by: by,
    licence: licence.optional(),
    about: about,
  }),
  run: async (context, { authorityId, service: key, ...asked }): Promise<Pack> => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const service = await findServiceByKey(context.db, authorityId, key);
    if (!service) throw notFound();
    const before = await findInstallationOf(context.db, authorityId, key);
    const content = await contentOf(context, service, before);
    const today = localDateAt(context.now);
    const pack = {
      'moothall-pack': 1,
      ...headOf(service, before, asked),
      teams: await teamsIn(context, authorityId, { content, before }),
      ...content,
      connections: before?.pack.connections ?? (await connectionsOf(context.kernel, service)),
      tests: before?.pack.tests ?? firstTests(content, today),
    };
    return sound(pack, before, asked.version);
  },
});

/** The version says that it changed, unless somebody numbered it. */
function sound(raw: object, before: Installation | undefined, version: string | undefined): Pack {
  const { pack, faults } = parsePack(JSON.parse(JSON.stringify(raw)));
  if (!pack) throw badInput({ faults: faults.map(({ path, message }) => ({ field: path, message })) });
  if (!before || version !== undefined || packDigest(pack) === before.digest) return pack;
  const [major = 1, minor = 0, patch = 0] = before.pack.version.split('.').map(Number);
  return { ...pack, version: `${major}.${minor}.${patch + 1}` };
}

type Content = Pick<Pack, 'service' | 'articles'>;

async function contentOf(
  source: Source,
  service: PublishedService,
  before: Installation | undefined,
): Promise<Content> {
  const { authorityId, key, definition } = service;
  const { id: partnership } = await getPartnership(source.kernel);
  const titles = await listTitles(source.db.within(withReader(source.db.scope, everyAuthority)));
  const about = titles.filter(
    (each) => each.serviceKey === key && [authorityId, partnership].includes(each.authorityId),
  );
  const packed = before?.pack.articles.map((article) => article.key) ?? [];
  const keys = [...new Set([...packed, ...definition.relatedArticles, ...about.map((each) => each.key)])];
  const [ours] = await readOurContent(source, [{ authorityId, serviceKey: key, articleKeys: keys }]);
  const articles = ours?.content.articles ?? [];
  const content: Content = { service: definition, articles };
  return before ? inPacksTeams(content, before) : content;
}

/** What the council left as it was installed names the pack's teams again; so does the rest, where a team is known to stand for one. */
function inPacksTeams(content: Content, { pack, teams }: Installation): Content {
  const [base, theirs] = [contentFor(pack, teams), contentFor(pack, {})];
  const { value } = mergeThree({ base, ours: contentFor(content, {}), theirs }, () => false);
  const back = Object.entries(teams).map(([key, ours]) => [ours, key] as const);
  const unknown = back.filter(([ours]) => !Object.hasOwn(pack.teams, ours));
  return contentFor(value as Content, Object.fromEntries(unknown)) as Content;
}

type Asked = Partial<Pick<Pack, 'name' | 'version' | 'title' | 'by' | 'licence' | 'about'>>;

function headOf({ key, name: called }: PublishedService, before: Installation | undefined, asked: Asked): Asked {
  const { pack } = before ?? {};
  return {
    name: asked.name ?? pack?.name ?? key,
    version: asked.version ?? pack?.version ?? '1.0.0',
    title: asked.title ?? pack?.title ?? called,
    by: asked.by ?? pack?.by,
    licence: asked.licence ?? pack?.licence ?? 'CC0-1.0',
    about: asked.about ?? pack?.about,
  };
}

async function teamsIn(
  { db }: Source,
  authorityId: AuthorityId,
  { content, before }: { readonly content: Content; readonly before: Installation | undefined },
): Promise<Pack['teams']> {
  const known = (await listOpenTeams(db)).filter((team) => team.authorityId === authorityId);
  const entries = teamsOf(content).map((key) => {
    const team = known.find((each) => each.key === (before?.teams[key] ?? key));
    const said = before?.pack.teams[key] ?? (team && { name: team.name, does: team.purpose });
    const nobody = { name: capitalised(key.replaceAll('-', ' ')), does: `Answers for ${content.service.name}.` };
    return [key, said ?? nobody] as const;
  });
  return Object.fromEntries(entries);
}

/** Of the connections that serve it, what its own mapping is: nothing of where they lead. */
async function connectionsOf(kernel: Kernel, { authorityId, key }: PublishedService): Promise<PackConnection[]> {
  const { slug } = await getAuthority(kernel, authorityId);
  return Object.entries(kernel.config.adapters).flatMap(([instance, { use, settings, authorities }]) => {
    const mapped = settings['services'];
    if (authorities && !authorities.includes(slug)) return [];
    if (typeof mapped !== 'object' || mapped === null || !Object.hasOwn(mapped, key)) return [];
    const own = (mapped as Readonly<Record<string, unknown>>)[key];
    const about =
      'Sends its cases to the system in which the work is done. Fill in where that is, and what they are called there.';
    return [{ name: instance, about, use, settings: { services: { [key]: own } } }];
  });
}

/** Something for whoever writes the tests to begin with: an empty form, and each article by its title. */
function firstTests({ service, articles }: Content, today: ReturnType<typeof localDateAt>): object {
  const { errors } = parseAnswers(service, {}, { today });
  const faults = errors.map(({ field }) => field);
  const gives = faults.length > 0 ? { faults } : {};
  return {
    form: [{ title: 'Nothing is answered', on: today, answers: {}, gives }],
    search: articles.map(({ key, title: words }) => ({ words, finds: key })),
  };
}
