import { z } from 'zod';
import { slugsOf, type Authority } from '../../authorities/index.js';
import { listColleagueRecords } from '../../customers/index.js';
import { findArticleByKey, articleFor, type AuthorityArticle } from '../../knowledge/index.js';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { everyAuthority } from '../../kernel/scope.js';
import {
  getPublishedService,
  isForStaff,
  isOffered,
  listOffered,
  servesStaffOf,
  type PublishedService,
  type ServiceDefinition,
} from '../../services/index.js';
import { caseErrors } from '../case-errors.js';
import { definitionOf, describe, describeAll } from '../definitions.js';
import { listEvents } from '../events-repository.js';
import { listFiles } from '../files/files-repository.js';
import type { CaseEvent, CaseFile, DescribedCase, DescribedSummary } from '../types.js';
import { employerOf, isServed } from './audience-rules.js';
import { askerIn, findOwnRequest, ownSteps, type OwnSteps } from './own-request.js';
import { listRequestsOf } from './own-requests-repository.js';

/** What somebody may ask service desks for. */
export interface HelpCatalogue {
  /** Null: the directory doesn't say for whom they work. */
  readonly employer: Pick<Authority, 'id' | 'name'> | null;
  readonly items: readonly (PublishedService & { readonly providerName: string })[];
  /** Councils whose service desks serve others, but not their employer. */
  readonly elsewhere: readonly string[];
}

export const listHelp = defineQuery({
  name: 'cases.list-help',
  permission: 'cases.ask',
  input: z.strictObject({}),
  run: async ({ actor, db, kernel, now }): Promise<HelpCatalogue> => {
    const { employer, authorities } = await employerOf(kernel, askerIn(actor));
    const providers = new Map(authorities.map((each) => [each.id, each]));
    const offered = await listOffered(db.within(everyAuthority), localDateAt(now), 'staff');
    const slugs = employer ? slugsOf(authorities, employer) : [];
    const found = offered.flatMap((service) => {
      const provider = providers.get(service.authorityId);
      return provider ? [{ service, provider, isOurs: servesStaffOf(service, slugs, provider.slug) }] : [];
    });
    const ours = employer === undefined ? [] : found.filter(({ isOurs }) => isOurs);
    const served = new Set(ours.map(({ provider }) => provider.name));
    const others = found.map(({ provider }) => provider.name).filter((name) => !served.has(name));
    return {
      employer: employer ?? null,
      items: ours.map(({ service, provider }) => ({ ...service, providerName: provider.name })),
      elsewhere: [...new Set(others)].sort(),
    };
  },
});

/** A service desk's service with the articles that may answer at once. */
export interface HelpService {
  readonly service: PublishedService;
  readonly providerName: string;
  readonly articles: readonly AuthorityArticle[];
}

/** @throws not_found, also where the desk doesn't serve the reader's council; service_not_offered */
export const getHelpService = defineQuery({
  name: 'cases.get-help-service',
  permission: 'cases.ask',
  input: z.strictObject({ id: uuidField }),
  run: async ({ actor, db, kernel, now }, { id }): Promise<HelpService> => {
    const personId = askerIn(actor);
    const service = await getPublishedService(db.within(everyAuthority), id);
    if (!service || !isForStaff(service) || !(await isServed(kernel, service, personId))) throw notFound();
    if (!isOffered(service, localDateAt(now))) throw caseErrors.withdrawn();
    const { authorities } = await employerOf(kernel, personId);
    const provider = authorities.find(({ id: authorityId }) => authorityId === service.authorityId);
    return { service, providerName: provider?.name ?? '', articles: await articlesOf({ db }, service, authorities) };
  },
});

/** The desk's own articles before the partnership's; those that are withdrawn are left out. */
async function articlesOf(
  { db }: Pick<QueryContext, 'db'>,
  { authorityId, definition }: PublishedService,
  authorities: readonly Authority[],
): Promise<AuthorityArticle[]> {
  const shared = authorities.find(({ kind }) => kind === 'partnership')?.id;
  const owners = [authorityId, ...(shared === undefined ? [] : [shared])];
  const slug = authorities.find(({ id }) => id === authorityId)?.slug ?? '';
  const found: AuthorityArticle[] = [];
  for (const key of definition.relatedArticles.slice(0, articlesAtMost)) {
    const article = await findArticleByKey(db.within(everyAuthority), owners, key);
    if (article) found.push(articleFor(article.content, slug));
  }
  return found;
}

const articlesAtMost = 3;
const RequestCursor = z.tuple([z.number().int(), uuidField]);

export interface OwnRequests {
  readonly items: readonly DescribedSummary[];
  readonly nextCursor: string | null;
}

/** What the reader asked service desks for, or was logged for them as a colleague; the newest first. */
export const listOwnRequests = defineQuery({
  name: 'cases.list-own-requests',
  permission: 'cases.ask',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(200).optional(),
  }),
  run: async ({ actor, kernel, shown }, { limit, cursor }): Promise<OwnRequests> => {
    const personId = askerIn(actor);
    // With the system's eyes: their own may be restricted to the desk's team, and lies in an authority of no role of theirs.
    const db = kernel.db.read(everyAuthority);
    const { authorities } = await employerOf(kernel, personId);
    const records = await listColleagueRecords(
      db,
      authorities.map(({ id }) => id),
      personId,
    );
    const [openedAt, id] = cursor === undefined ? [] : readCursor(RequestCursor, cursor);
    const before = openedAt === undefined || id === undefined ? undefined : { openedAt, id };
    const found = await listRequestsOf(
      db,
      records.map((record) => record.id),
      { before, limit: limit + 1 },
    );
    const items = found.slice(0, limit);
    for (const { authorityId, id: caseId } of items) shown(authorityId, 'case', [caseId]);
    const last = items.at(-1);
    return {
      items: await describeAll(db, items),
      nextCursor: last && found.length > limit ? writeCursor([last.openedAt, last.id]) : null,
    };
  },
});

/** A request as whoever asked may see it: what the desk writes among itself is left out. */
export interface OwnRequest {
  readonly request: DescribedCase;
  readonly providerName: string;
  readonly definition: ServiceDefinition;
  /** Newest first; 100 at most. */
  readonly events: readonly CaseEvent[];
  readonly files: readonly CaseFile[];
  readonly steps: OwnSteps;
}

const eventsAtMost = 100;

/** @throws not_found, for another colleague's as for none */
export const getOwnRequest = defineQuery({
  name: 'cases.get-own-request',
  permission: 'cases.ask',
  input: z.union([z.strictObject({ id: uuidField }), z.strictObject({ reference: z.string().trim().min(1).max(100) })]),
  run: async ({ actor, kernel, shown }, address): Promise<OwnRequest> => {
    const found = await findOwnRequest({ kernel, actor }, address);
    const db = kernel.db.read(everyAuthority);
    shown(found.authorityId, 'case', [found.id]);
    const request = await describe(db, found);
    const definition = await definitionOf(db, found.serviceVersionId);
    const { authorities } = await employerOf(kernel, askerIn(actor));
    const told = { kinds: ['opened', 'status', 'note'], visible: ['customer'], limit: eventsAtMost } as const;
    const events = await listEvents(db, found.id, told);
    return {
      ...{ request, definition, steps: ownSteps(definition, found) },
      providerName: authorities.find(({ id }) => id === found.authorityId)?.name ?? '',
      events: events.filter(({ data }) => data.takenBack === undefined && data.undoes === undefined),
      files: await listFiles(db, found.id),
    };
  },
});

/** A file of the reader's own request. @throws not_found also for one that was removed */
export const getOwnFile = defineQuery({
  name: 'cases.get-own-file',
  permission: 'cases.ask',
  input: z.strictObject({ reference: z.string().trim().min(1).max(100), fileId: uuidField }),
  run: async ({ actor, kernel, shown }, { reference, fileId }): Promise<CaseFile> => {
    const found = await findOwnRequest({ kernel, actor }, { reference });
    const file = (await listFiles(kernel.db.read(everyAuthority), found.id)).find(({ id }) => id === fileId);
    if (!file) throw notFound();
    shown(found.authorityId, 'case-file', [fileId]);
    return file;
  },
});
