import { getAuthority, type Authority } from '../../authorities/index.js';
import type { Bulletin } from '../../bulletins/index.js';
import {
  findReceivers,
  getCase,
  getLoggedCase,
  type DescribedCase,
  type FoundReceivers,
  type LoggedCase,
} from '../../cases/index.js';
import {
  findRoute,
  getTeam,
  listTeams,
  type DirectoryRoute,
  type Team,
  type TeamMember,
} from '../../directory/index.js';
import type { Enquiry, IdentityLevel, WholeInteraction } from '../../interactions/index.js';
import { isUuid } from '../../kernel/ids.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { articleFor, getArticle, liveSteps, type Article, type LiveStep } from '../../knowledge/index.js';
import type { DatedValue, Place } from '../../places/index.js';
import { getService, getServiceByKey, type PublishedService } from '../../services/index.js';
import type { ShownParts } from './call-address.js';
import { answeringAuthorities, findAnswers, type FoundAnswer } from './find-answers.js';
import { readBulletins } from './read-bulletins.js';
import { readLogging, type Logging } from './read-logging.js';
import { disclosureLevel } from './open-cases.js';
import { readPanel, valueOf, type Panel } from './panels.js';
import { readOwners, type OwnersAtPlace } from './read-owners.js';

type Context = RouteContext<unknown, unknown, unknown>;

export interface MatterInput {
  readonly interaction: WholeInteraction;
  readonly enquiry: Enquiry | undefined;
  readonly shown: ShownParts;
  readonly place: Place | undefined;
  /** The address that was chosen in the form of a case, where it isn’t the contact’s. */
  readonly typedPlace?: Place | undefined;
  readonly facts: Readonly<Record<string, DatedValue>>;
}

/** What the contact is about: the middle column. */
export interface Matter {
  readonly part: 'ask' | 'log' | 'pass' | 'case';
  readonly answers: Panel<readonly FoundAnswer[]> | undefined;
  /** Urgent notices about it. */
  readonly bulletins: readonly Bulletin[];
  readonly script: Panel<Script> | undefined;
  /** What can be logged. */
  readonly service: PublishedService | undefined;
  /** Whose the services are at the contact's address. */
  readonly owners: OwnersAtPlace;
  /** The form of that service, when a case can be logged. */
  readonly logging: Logging | undefined;
  readonly aboutCase: Panel<DescribedCase> | undefined;
  /** The identity level from which the state of that case is told. */
  readonly disclosure: IdentityLevel;
  readonly logged: LoggedCase | undefined;
  /** The team that the matter belongs to. */
  readonly help: Help | undefined;
  /** Teams to pass to, and who deals with it; read only while passing. */
  readonly teams: readonly Team[];
  readonly receivers: FoundReceivers | undefined;
}

export interface Script {
  readonly article: Article;
  readonly authority: Authority;
  readonly steps: readonly LiveStep[];
}

export interface Help {
  readonly team: Team;
  readonly members: readonly TeamMember[];
  /** Who of them, or of others who deal with it there, can be asked now. */
  readonly route: DirectoryRoute | undefined;
}

/** Other answers shown below a chosen one; without one there are twice as many. */
const otherAnswers = 4;

export async function readMatter(context: Context, input: MatterInput): Promise<Matter> {
  const { interaction, enquiry, shown } = input;
  const about = aboutCaseOf(interaction, shown);
  const [script, answers, aboutCase, logged] = await Promise.all([
    readScript(context, input),
    readAnswers(context, input),
    about && readPanel(context, 'case', () => context.read(getCase, about)),
    shown.logged &&
      readPanel(context, 'logged case', () => context.read(getLoggedCase, { reference: shown.logged ?? '' })),
  ]);
  const found = valueOf(aboutCase);
  const service = await findLoggable(context, enquiry, shown, valueOf(script));
  const owners = await readPanel(context, 'owners', () =>
    readOwners(context, input.typedPlace ?? input.place, valueOf(answers) ?? [], service),
  );
  const part = about ? 'case' : shown.do === 'log' || shown.do === 'pass' ? shown.do : 'ask';
  const teams = may(context.visitor.actor, 'directory.read') ? await context.read(listTeams, {}) : [];
  const help = await readHelp(context, responsibleTeam(valueOf(script), service, teams), { ...input, service });
  return {
    part,
    answers,
    bulletins: await readBulletins(context, input),
    script,
    service,
    owners: valueOf(owners) ?? new Map(),
    logging: service && (await readLogging(context, service, interaction, input.place, input.facts)),
    aboutCase: aboutCase || undefined,
    disclosure: found ? await disclosureLevel(context, found.serviceId) : 'none',
    logged: valueOf(logged || undefined),
    help,
    teams: part === 'pass' ? teams : [],
    receivers: part === 'pass' ? await receiversFor(context, input, help) : undefined,
  };
}

/** The team that the matter belongs to comes first, unless the adviser looks for somebody else. */
async function receiversFor(context: Context, { interaction, shown, enquiry }: MatterInput, help: Help | undefined) {
  const { whom, to = help && `team:${help.team.id}` } = shown;
  const { authorityId, serviceId, words } = enquiry ?? { ...interaction, serviceId: null, words: null };
  return await findReceivers(context, { whom, to }, { kind: 'enquiry', about: words ?? '', authorityId, serviceId });
}

/** The case that the contact was started from comes first, until the customer asks for something else. */
function aboutCaseOf(
  { aboutCaseId, enquiries }: WholeInteraction,
  shown: ShownParts,
): { id: string } | { reference: string } | undefined {
  if (shown.case !== undefined) return isUuid(shown.case) ? { id: shown.case } : { reference: shown.case };
  const isFirst = aboutCaseId !== null && enquiries.length === 0 && shown.do === undefined;
  return isFirst ? { id: aboutCaseId } : undefined;
}

async function readScript(context: Context, input: MatterInput): Promise<Panel<Script> | undefined> {
  const { enquiry, facts } = input;
  if (!enquiry?.articleId || !may(context.visitor.actor, 'knowledge.read')) return undefined;
  const { articleId, authorityId } = enquiry;
  return await readPanel(context, 'script', async () => {
    const article = await context.read(getArticle, { id: articleId });
    const authority = await getAuthority(context.kernel, authorityId);
    const { steps } = articleFor(article.content, authority.slug);
    const values = Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));
    return { article, authority, steps: liveSteps(steps, values) };
  });
}

async function readAnswers(
  context: Context,
  { interaction, enquiry, shown }: MatterInput,
): Promise<Panel<readonly FoundAnswer[]> | undefined> {
  const words = enquiry?.words;
  if (!words || !may(context.visitor.actor, 'knowledge.read')) return undefined;
  const isChosen = enquiry.articleId !== null || enquiry.serviceId !== null;
  const limit = isChosen ? otherAnswers + 1 : otherAnswers * 2;
  return await readPanel(context, 'answers', async () => {
    const authorities = await answeringAuthorities(context, interaction);
    const kind = shown.do === 'log' && !isChosen ? { kind: 'service' as const } : {};
    const found = await findAnswers(context, authorities, words, { limit, ...kind });
    return found.filter(({ id }) => id !== enquiry.articleId && id !== enquiry.serviceId);
  });
}

/** The service named in the address, else the enquiry's, else the one that the article logs under. */
async function findLoggable(
  context: Context,
  enquiry: Enquiry | undefined,
  shown: ShownParts,
  script: Script | undefined,
): Promise<PublishedService | undefined> {
  if (!may(context.visitor.actor, 'services.read')) return undefined;
  const id = shown.service ?? enquiry?.serviceId;
  const key = script?.article.content.serviceKey;
  if (!id && (!key || !script)) return undefined;
  const found = await readPanel(context, 'service', () =>
    id
      ? context.read(getService, { id })
      : context.read(getServiceByKey, { authorityId: script?.authority.id ?? 0, key: key ?? '' }),
  );
  return valueOf(found);
}

/** The team of the service's last route, which catches what no other does; else the article's owner. */
function responsibleTeam(
  script: Script | undefined,
  service: PublishedService | undefined,
  teams: readonly Team[],
): Team | undefined {
  const routed = service && { key: service.definition.routing.at(-1)?.team, authorityId: service.authorityId };
  const owner = script && { key: script.article.content.ownerTeam, authorityId: script.authority.id };
  const wanted = [routed, owner].filter((one) => one !== undefined);
  return wanted
    .map(({ key, authorityId }) => teams.find((team) => team.key === key && team.authorityId === authorityId))
    .find((team) => team !== undefined);
}

async function readHelp(
  context: Context,
  team: Team | undefined,
  { enquiry, place, service }: MatterInput & { readonly service: PublishedService | undefined },
): Promise<Help | undefined> {
  if (!team) return undefined;
  const read = await readPanel(context, 'who can help', () => context.read(getTeam, { id: team.id }));
  const where = [place?.line, place?.ward, place?.locality, place?.town].filter(Boolean).join(', ').slice(0, 300);
  const matter = { authorityId: team.authorityId, teamId: team.id, place: where, lgsl: service?.definition.lgsl ?? [] };
  const words = enquiry?.words?.slice(0, 300) ?? '';
  const route = await readPanel(context, 'whom to ask', () => context.read(findRoute, { ...matter, words }));
  return { team, members: valueOf(read)?.members ?? [], route: valueOf(route) ?? undefined };
}
