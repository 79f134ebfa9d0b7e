import { setImmediate } from 'node:timers/promises';
import { getPartnership, listAuthorities, type Authority } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Database, Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { refreshSynonyms } from './synonyms-index.js';
import { isForStaff, listOffered, servicesStamp, type PublishedService } from '../../services/index.js';
import { refreshLearned } from './learned-index.js';
import type { Article } from '../article.js';
import { findSharedOf, listDiffering } from '../shared/shared-repository.js';
import { listChangedSince, readArticles, type ChangedArticle } from '../repository.js';
import { createSearchIndex, removeDocument, replaceDocument, type SearchIndex } from './search-index.js';
import { articleDocument, serviceDocument } from './search-documents.js';

/** What has been published is found within this time in every process; in the publishing one at once. */
const checkEveryMs = 1000;

interface Kept {
  readonly index: SearchIndex;
  /** When changes were last looked for, to the end. 0: never. */
  lookedAt: Instant;
  /** The versions of articles taken in, by id, withdrawn ones too: what changed lately is read again, not indexed. */
  articleVersions: Map<string, number>;
  services: string;
  /** The changes of each answer's lesson that the index has. */
  readonly lessonChanges: Map<string, number>;
  /** The version of each authority's synonyms that the index has. */
  readonly synonymVersions: Map<AuthorityId, number>;
  serviceIds: Set<string>;
  /** Of services for staff, as `staffKey` writes them. */
  staffKeys: string;
  checkedAt: Instant;
  /** Asked for while a refresh was under way, which may have looked too early. */
  changesExpected: boolean;
  refreshing: Promise<void> | undefined;
}

const kept = new WeakMap<Database, Kept>();

/** The index over articles and services, as of now (give or take a second). */
export async function knowledgeIndex(kernel: Kernel): Promise<SearchIndex> {
  const mine = keptBy(kernel.db);
  const now = kernel.clock.now();
  if (now - mine.checkedAt >= checkEveryMs || now < mine.checkedAt) {
    mine.refreshing ??= refresh(kernel, mine).finally(() => (mine.refreshing = undefined));
    await mine.refreshing;
  }
  return mine.index;
}

/** Makes the next search look for changes at once. */
export function expectChanges(db: Database): void {
  const mine = keptBy(db);
  mine.checkedAt = 0;
  mine.changesExpected = true;
}

function keptBy(db: Database): Kept {
  let mine = kept.get(db);
  if (!mine) {
    mine = {
      index: createSearchIndex(),
      lookedAt: 0,
      articleVersions: new Map(),
      services: '',
      synonymVersions: new Map(),
      lessonChanges: new Map(),
      serviceIds: new Set(),
      staffKeys: '',
      checkedAt: 0,
      changesExpected: false,
      refreshing: undefined,
    };
    kept.set(db, mine);
  }
  return mine;
}

/** A transaction may commit this long after the time that it wrote, so that much is looked at once more. */
const latestCommitMs = 60_000;

async function refresh(kernel: Kernel, mine: Kept): Promise<void> {
  const startedAt = kernel.clock.now();
  mine.changesExpected = false;
  const db = kernel.db.read(everyAuthority);
  await refreshServices(kernel, mine);
  const since = Math.min(mine.lookedAt, startedAt) - latestCommitMs;
  await refreshArticles(kernel, mine, since, await listAuthorities(kernel));
  await refreshLearned(db, mine.index.learned, mine.lessonChanges, since);
  await refreshSynonyms(db, mine.index, mine.synonymVersions, (await getPartnership(kernel)).id);
  mine.lookedAt = startedAt;
  mine.checkedAt = mine.changesExpected ? 0 : startedAt;
}

/** About 3 ms of work; others get their turn in between. */
const articlesAtOnce = 20;

async function refreshArticles(
  kernel: Kernel,
  mine: Kept,
  since: Instant,
  authorities: readonly Authority[],
): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const today = localDateAt(kernel.clock.now());
  const listed = await listChangedSince(db, since);
  const fresh = listed.filter(({ id, version }) => mine.articleVersions.get(id) !== version);
  if (fresh.length === 0) return;
  const { id: partnershipId } = await getPartnership(kernel);
  const changed = [...fresh, ...(await sharedBeside(db, fresh, partnershipId))];
  const replaced = await listDiffering(db, partnershipId);
  for (let from = 0; from < changed.length; from += articlesAtOnce) {
    const part = changed.slice(from, from + articlesAtOnce);
    for (const article of await readArticles(db, idsOf(part, 'published')))
      replaceDocument(
        mine.index,
        articleDocument(article, findersOf(article, authorities, replaced), {
          today,
          forStaff: isStaffsArticle(article, authorities, mine.staffKeys),
        }),
      );
    for (const id of idsOf(part, 'other')) removeDocument(mine.index, id);
    for (const { id, version } of part) mine.articleVersions.set(id, version);
    await setImmediate();
  }
}

/** The shared articles in whose place an authority's own was published or withdrawn: somebody else finds them now. */
async function sharedBeside(
  db: Reads,
  changed: readonly ChangedArticle[],
  partnershipId: AuthorityId,
): Promise<ChangedArticle[]> {
  const known = new Set(changed.map(({ id }) => id));
  const keys = changed.filter(({ authorityId }) => authorityId !== partnershipId).map(({ key }) => key);
  const beside = await findSharedOf(db, partnershipId, [...new Set(keys)]);
  return beside.filter(({ id }) => !known.has(id));
}

function idsOf(changed: readonly ChangedArticle[], which: 'published' | 'other'): string[] {
  return changed.filter(({ state }) => (state === 'published') === (which === 'published')).map(({ id }) => id);
}

async function refreshServices(kernel: Kernel, mine: Kept): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const today = localDateAt(kernel.clock.now());
  const stamp = `${await servicesStamp(db)} ${today}`; // a service may be withdrawn from a day on
  if (stamp === mine.services) return;
  const services = await listOffered(db, today, 'all');
  const ids = new Set(services.map((service) => service.id));
  for (const gone of mine.serviceIds) if (!ids.has(gone)) removeDocument(mine.index, gone);
  for (const service of services) replaceDocument(mine.index, serviceDocument(service));
  mine.serviceIds = ids;
  mine.services = stamp;
  followStaffServices(mine, services.filter(isForStaff).map(staffKey).join(''));
}

/** An article is for staff where its service is: when those change, all articles are read again. */
function followStaffServices(mine: Kept, keys: string): void {
  if (mine.staffKeys === keys) return;
  mine.staffKeys = keys;
  mine.articleVersions.clear();
  mine.lookedAt = 0;
}

const staffKey = ({ authorityId, key }: Pick<PublishedService, 'authorityId' | 'key'>): string =>
  `[${authorityId}/${key}]`;

function isStaffsArticle(
  { content, authorityId }: Article,
  authorities: readonly Authority[],
  staffKeys: string,
): boolean {
  const owner = authorities.find(({ id }) => id === authorityId);
  const { serviceKey: key } = content;
  if (key === undefined) return false;
  return staffKeys.includes(owner?.kind === 'partnership' ? `/${key}]` : staffKey({ authorityId, key }));
}

/** A shared article shows at every authority whose tier its audience names. */
export function audienceOf(article: Article, authorities: readonly Authority[]): number[] {
  const owner = authorities.find((authority) => authority.id === article.authorityId);
  if (owner?.kind !== 'partnership') return [article.authorityId];
  const tiers: readonly string[] = article.content.audience;
  return authorities.filter((authority) => tiers.includes(authority.tier)).map((authority) => authority.id);
}

/** Those of its audience that have nothing of their own in its place. */
function findersOf(
  article: Article,
  authorities: readonly Authority[],
  replaced: ReadonlyMap<string, readonly AuthorityId[]>,
): number[] {
  const audience = audienceOf(article, authorities);
  const others = replaced.get(article.key) ?? [];
  const isOwn = others.includes(article.authorityId);
  return isOwn ? audience : audience.filter((id) => !others.includes(id));
}
