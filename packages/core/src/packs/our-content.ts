import { getPartnership, listAuthorities, type Authority } from '../authorities/index.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, withReader, type AuthorityId } from '../kernel/scope.js';
import { ownTextFrom, readArticlesOfKeys } from '../knowledge/index.js';
import { readServicesOfKeys } from '../services/index.js';
import type { Pack, PackContent, TeamsChosen } from './types.js';

type Article = Pack['articles'][number];

/** From where councils' services and articles are read. */
export interface Source {
  readonly db: Reads;
  readonly kernel: Kernel;
}

/** What is asked for of an authority. */
export interface Wanted {
  readonly authorityId: AuthorityId;
  readonly serviceKey: string;
  readonly articleKeys: readonly string[];
}

/** What an authority has under the keys of a pack. */
export interface OurContent {
  readonly content: PackContent;
  /** Its own articles, not the partnership's that it reads, by key: what a change is made to. */
  readonly ownArticles: ReadonlyMap<string, { readonly id: string; readonly version: number }>;
}

/**
 * What authorities have under the keys of packs: their own services; of articles their own, else the partnership's as they
 * read it. In the order in which they were asked for, by two reads.
 */
export async function readOurContent({ db, kernel }: Source, wanted: readonly Wanted[]): Promise<OurContent[]> {
  const [{ id: partnership }, known] = [await getPartnership(kernel), await listAuthorities(kernel)];
  const everything = db.within(withReader(db.scope, everyAuthority));
  const authorities = [...new Set(wanted.map(({ authorityId }) => authorityId))];
  const serviceKeys = [...new Set(wanted.map(({ serviceKey }) => serviceKey))];
  const services = await readServicesOfKeys(everything, authorities, serviceKeys);
  const articleKeys = [...new Set(wanted.flatMap((each) => each.articleKeys))];
  const articles = await readArticlesOfKeys(everything, [...new Set([...authorities, partnership])], articleKeys);
  return wanted.map(({ authorityId, serviceKey, articleKeys }) => {
    const service = services.find((each) => each.authorityId === authorityId && each.key === serviceKey);
    const own = articles.filter((each) => each.authorityId === authorityId && articleKeys.includes(each.key));
    const owner = known.find(({ id }) => id === authorityId);
    const shared = articles.filter((each) => each.authorityId === partnership && each.authorityId !== authorityId);
    const read = articleKeys.flatMap((key): Article[] => {
      const mine = own.find((each) => each.key === key);
      if (mine) return [mine.content];
      const theirs = shared.find((each) => each.key === key)?.content;
      return theirs && owner && isReadBy(theirs, owner) ? [ownTextFrom(theirs, owner.slug)] : [];
    });
    return {
      content: plainContent({ service: service?.definition, articles: read }),
      ownArticles: new Map(own.map(({ key, id, version }) => [key, { id, version }])),
    };
  });
}

function isReadBy({ audience }: Article, { tier }: Authority): boolean {
  return (audience as readonly string[]).includes(tier);
}

/** What an authority has once a pack is installed as it stands: with its own teams in place of the pack's. */
export function contentFor({ service, articles }: Pick<Pack, 'service' | 'articles'>, teams: TeamsChosen): PackContent {
  const ours = (key: string): string => (Object.hasOwn(teams, key) ? (teams[key] ?? key) : key);
  const routing = service.routing.map((route) => ({ ...route, team: ours(route.team) }));
  const tasks = service.tasks.map((task) => (task.team === undefined ? task : { ...task, team: ours(task.team) }));
  const owned = articles.map((article) => ({ ...article, ownerTeam: ours(article.ownerTeam) }));
  return plainContent({ service: { ...service, routing, tasks }, articles: owned });
}

/** As JSON has it, without what is left out; nothing else is compared. */
function plainContent({ service, articles }: PackContent): PackContent {
  const told = articles.map(({ variants = [], ...article }) =>
    variants.length > 0 ? { ...article, variants } : article,
  );
  return JSON.parse(JSON.stringify({ service, articles: told })) as PackContent;
}
