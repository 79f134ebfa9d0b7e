import { isDeepStrictEqual } from 'node:util';
import { getAuthority } from '../authorities/index.js';
import { listOpenTeams } from '../directory/index.js';
import { digest } from '../kernel/digest.js';
import type { Actor } from '../kernel/actor.js';
import type { FieldFault } from '../kernel/errors.js';
import { fieldFaults } from '../kernel/input.js';
import { may, type AuthorityId } from '../kernel/scope.js';
import { knowledgeArticle } from '../knowledge/index.js';
import { checkDesign, readDefinition, type ServiceDefinition } from '../services/index.js';
import { contentFor, readOurContent, type OurContent, type Source } from './our-content.js';
import { findInstallation, findInstallationOf, type Installation } from './repository.js';
import { runPackTests } from './run-pack-tests.js';
import { mergeThree, type PackDifference } from './three-way.js';
import type { Pack, PackContent, TeamsChosen } from './types.js';

/** What somebody asks for who installs a pack. */
export interface InstallAsked {
  readonly authorityId: AuthorityId;
  readonly pack: Pack;
  /** The council's own teams, by the pack's keys; the rest as before, else those of the same key. */
  readonly teams: TeamsChosen;
  /** Paths at which the pack's goes over the council's own; `all`: everywhere. */
  readonly take: readonly string[];
  /** Whether teams that the council lacks are made, as the pack describes them. */
  readonly missingTeams: 'refuse' | 'add';
}

/** What installing a pack does. */
export interface InstallPlan {
  readonly before: Installation | undefined;
  readonly digest: string;
  readonly teams: TeamsChosen;
  readonly differences: readonly PackDifference[];
  readonly teamsToAdd: readonly string[];
  /** What keeps it from being installed. */
  readonly faults: readonly FieldFault[];
  /** Whether they lie only in what both made together, so that taking the pack's may mend it. */
  readonly isOnlyUnsound: boolean;
  /** What is written besides the installation itself. */
  readonly writes: Writing;
  readonly isNothing: boolean;
  /** Names the plan: a different one means that something changed meanwhile. */
  readonly code: string;
}

interface Writing {
  readonly service: ServiceDefinition | undefined;
  readonly articles: Pack['articles'];
  readonly withdrawn: readonly { readonly id: string; readonly version: number }[];
}

/** Says what a pack's content is, whoever has it, and in whatever order its fields were written. */
export function packDigest(pack: Pack): string {
  return digest(inOrder(pack));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]));
}

/** Works out what installing does, without doing it. */
export async function planInstall(
  source: Source & { readonly actor: Actor },
  asked: InstallAsked,
): Promise<InstallPlan> {
  const { authorityId, pack, take } = asked;
  const before = await findInstallation(source.db, authorityId, pack.name);
  const { teams, missing, teamsToAdd, faults: ofTeams } = await chooseTeams(source, asked, before);
  const theirs = contentFor(pack, teams);
  const was = before && contentFor(before.pack, before.teams);
  const articleKeys = [...new Set([...theirs.articles, ...(was?.articles ?? [])].map(({ key }) => key))];
  const [ours] = await readOurContent(source, [{ authorityId, serviceKey: pack.service.key, articleKeys }]);
  if (!ours) throw new Error('what was asked for is always answered');
  const base = was ?? asIfInstalled(theirs, ours.content);
  const { value, differences } = mergeThree({ base, ours: ours.content, theirs }, (path) => isTaken(path, take));
  const writes = writing(value as PackContent, ours);
  const unsound = await checkMerged(source, writes, { authorityId, spokenOf: missing });
  const others = [
    ...checkTests(pack),
    ...ofTeams,
    ...checkRights(source.actor, authorityId, { writes, teamsToAdd }),
    ...(await checkOwner(source, asked)),
    ...take.flatMap((path) => unknownPath(path, differences)),
  ];
  const faults = [...others, ...unsound];
  const isOnlyUnsound = unsound.length > 0 && others.length === 0;
  const packSays = packDigest(pack);
  const isSame = before?.digest === packSays && isDeepStrictEqual(before.teams, teams);
  const isNothing = isSame && teamsToAdd.length === 0 && differences.every(({ kind }) => kind !== 'updated');
  const code = digest(inOrder([packSays, teams, teamsToAdd, differences])).slice(0, 12);
  const found = { faults, isOnlyUnsound, writes, isNothing, code };
  return { before, digest: packSays, teams, differences, teamsToAdd, ...found };
}

/** What is there before a pack is installed for the first time is the council's own, and stays. */
function asIfInstalled(theirs: PackContent, ours: PackContent): PackContent {
  const known = new Set(ours.articles.map(({ key }) => key));
  return {
    ...(ours.service ? { service: theirs.service } : {}),
    articles: theirs.articles.filter(({ key }) => known.has(key)),
  };
}

function isTaken(path: string, take: readonly string[]): boolean {
  return take.some((taken) => taken === 'all' || path === taken || path.startsWith(`${taken}.`));
}

function unknownPath(taken: string, differences: readonly PackDifference[]): FieldFault[] {
  if (taken === 'all' || differences.some(({ path }) => isTaken(path, [taken]))) return [];
  return [{ field: 'take', message: `Nothing differs at ${taken}: name a path as the difference shows it` }];
}

interface ChosenTeams {
  readonly teams: TeamsChosen;
  /** Those of the council's that aren't there, by its keys. */
  readonly missing: readonly string[];
  readonly teamsToAdd: readonly string[];
  readonly faults: readonly FieldFault[];
}

/** Which team stands for each of the pack's; the partnership's are chosen by the council that takes the service. */
async function chooseTeams(
  { db, kernel }: Source,
  { authorityId, pack, teams: given, missingTeams }: InstallAsked,
  before: Installation | undefined,
): Promise<ChosenTeams> {
  const keys = Object.keys(pack.teams);
  const strange = Object.keys(given).filter((key) => !keys.includes(key));
  const faults = strange.map((key) => ({
    field: 'teams',
    message: `The pack has no team ${key}: it has ${keys.join(', ')}`,
  }));
  const chosen = keys.map((key) => [key, given[key] ?? before?.teams[key] ?? key] as const);
  const teams = Object.fromEntries(chosen);
  if ((await getAuthority(kernel, authorityId)).kind === 'partnership')
    return { teams, missing: [], teamsToAdd: [], faults };
  const open = await listOpenTeams(db);
  const known = new Set(open.filter((team) => team.authorityId === authorityId).map(({ key }) => key));
  const missing = chosen.filter(([, ours]) => !known.has(ours));
  const teamsToAdd = missingTeams === 'add' ? missing.filter(([key, ours]) => key === ours).map(([key]) => key) : [];
  const wanting = missing.filter(([key]) => !teamsToAdd.includes(key));
  return {
    ...{ teams, teamsToAdd, missing: missing.map(([, ours]) => ours) },
    faults: [...faults, ...wanting.map(([key, ours]) => teamMissing(pack, key, ours))],
  };
}

function teamMissing(pack: Pack, key: string, ours: string): FieldFault {
  const { name, does } = pack.teams[key] ?? { name: key, does: '' };
  const message = `The council has no team ${ours}: name the one that stands for ${name}, or have it made. ${does}`;
  return { field: `teams.${key}`, message };
}

/** A pack is taken only where its own tests pass. */
function checkTests(pack: Pack): FieldFault[] {
  const failed = runPackTests(pack).filter(({ failures }) => failures.length > 0);
  return failed.map(({ title, failures }) => ({ field: 'tests', message: `${title}: ${failures.join('; ')}` }));
}

/** What installing writes is written by whoever installs: they need the right to each part of it. */
function checkRights(
  actor: Actor,
  authorityId: AuthorityId,
  { writes, teamsToAdd }: Pick<InstallPlan, 'writes' | 'teamsToAdd'>,
): FieldFault[] {
  const { service, articles, withdrawn } = writes;
  const parts = [
    [
      'service',
      'services.publish',
      service !== undefined,
      'Its service changes: ask somebody who may publish services',
    ],
    [
      'articles',
      'knowledge.edit',
      articles.length + withdrawn.length > 0,
      'Its articles change: ask somebody who is a knowledge editor too',
    ],
    ['teams', 'directory.manage', teamsToAdd.length > 0, 'Teams are made: ask somebody who may set up teams'],
  ] as const;
  return parts.flatMap(([field, permission, isWritten, fix]) =>
    isWritten && !may(actor, permission, authorityId) ? [{ field, message: `${fix}, to install it` }] : [],
  );
}

/** A service has at most one pack, or two would undo each other. */
async function checkOwner({ db }: Source, { authorityId, pack }: InstallAsked): Promise<FieldFault[]> {
  const owner = await findInstallationOf(db, authorityId, pack.service.key);
  if (owner && owner.name !== pack.name)
    return [{ field: 'service.key', message: `The service ${pack.service.key} came from the pack ${owner.name}` }];
  const before = await findInstallation(db, authorityId, pack.name);
  if (!before || before.serviceKey === pack.service.key) return [];
  const message = `The pack ${pack.name} is installed with the service ${before.serviceKey}: a pack keeps its service`;
  return [{ field: 'service.key', message }];
}

function writing({ service, articles }: PackContent, { content, ownArticles }: OurContent): Writing {
  const before = new Map(content.articles.map((article) => [article.key, article]));
  const after = new Set(articles.map(({ key }) => key));
  const gone = [...ownArticles].filter(([key]) => !after.has(key));
  return {
    service: isDeepStrictEqual(service, content.service) ? undefined : service,
    articles: articles.filter((article) => !isDeepStrictEqual(before.get(article.key), article)),
    withdrawn: gone.map(([, article]) => article),
  };
}

/** What both made together must be as sound as what somebody writes. */
async function checkMerged(
  source: Source,
  { service, articles }: Writing,
  { authorityId, spokenOf }: { readonly authorityId: AuthorityId; readonly spokenOf: readonly string[] },
): Promise<FieldFault[]> {
  const ofArticles = articles.flatMap((article) => {
    const read = knowledgeArticle.safeParse(article);
    return read.success ? [] : fieldFaults(read.error).map((fault) => within(`articles.${article.key}`, fault));
  });
  if (!service) return ofArticles;
  const { definition, faults } = readDefinition(service);
  const found = definition ? await checkDesign(source, authorityId, definition, spokenOf) : faults;
  return [...found.map(({ path, message }) => within('service', { field: path, message })), ...ofArticles];
}

function within(part: string, { field, message }: FieldFault): FieldFault {
  return { field: field === '' ? part : `${part}.${field}`, message };
}
