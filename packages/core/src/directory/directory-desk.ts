import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { deskRoute, fragment, page, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { chartPage } from './chart-views.js';
import { exportDirectory } from './commands/export-directory.js';
import { getChart, getDirectoryPerson, getDirectoryTeam, searchStaff } from './directory-queries.js';
import {
  directoryHref,
  directoryPage,
  foundStaff,
  personHref,
  personPage,
  teamHref,
  teamPage,
} from './directory-views.js';
import { exportedDirectory } from './exported-directory.js';
import type { Passing } from './passing.js';
import { findRoute } from './route-query.js';
import { vcardOf } from './search/vcard.js';

type Context = RouteContext<unknown, unknown, unknown>;

const permission = 'directory.read';
const nav = 'directory';
const params = z.strictObject({ id: uuidField });
const authority = z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().optional());
/** The contact or case that somebody is looked for, to pass it to them. */
const passing = {
  contact: uuidField.optional(),
  case: z.string().max(100).optional(),
};
const words = z.strictObject({
  ...passing,
  q: z.string().trim().max(300).default(''),
  kind: z.enum(['', 'person', 'team']).default(''),
  authority,
});
const suggestedAtMost = 8;
const shownAtMost = 30;

const search = deskRoute({
  method: 'get',
  path: directoryHref,
  permission,
  query: words,
  handle: async (context) => {
    const { q, kind, authority: authorityId } = context.query;
    const { now, visitor } = context;
    const model = directoryPage({
      ...{ text: q, kind, authorityId, now, csrfToken: visitor.session?.csrfToken ?? '' },
      found: await find(context, context.query, shownAtMost),
      route: q === '' ? null : await context.read(findRoute, { words: q, authorityId }),
      authorities: await listAuthorities(context.kernel),
      mayEdit: may(visitor.actor, 'directory.edit'),
      mayImport: may(visitor.actor, 'directory.import'),
      mayExport: may(visitor.actor, 'directory.export'),
      passing: passingOf(context.query),
    });
    return page('/directory/views/directory', model, { title: q ? `Directory: ${q}` : 'Directory', nav });
  },
});

const suggest = deskRoute({
  method: 'get',
  path: `${directoryHref}/suggest`,
  permission,
  query: words,
  handle: async (context) => {
    const found = await find(context, context.query, suggestedAtMost);
    const authorities = await listAuthorities(context.kernel);
    const about = { authorities, now: context.now, passing: passingOf(context.query) };
    return fragment('/directory/views/found', foundStaff(found, about));
  },
});

function passingOf({ contact, case: reference }: { contact?: string | undefined; case?: string | undefined }): Passing {
  return { contact, reference };
}

async function find(context: Context, { q, kind, authority: authorityId }: z.output<typeof words>, limit: number) {
  if (q === '') return [];
  return await context.read(searchStaff, { words: q, kind: kind === '' ? undefined : kind, authorityId, limit });
}

/** Whether whoever reads may log at a service desk what colleagues ask. */
export type MayHelpColleagues = (context: Pick<Context, 'kernel' | 'now' | 'visitor'>) => Promise<boolean>;

const personRoute = (mayHelpColleagues: MayHelpColleagues): Route =>
  deskRoute({
    method: 'get',
    path: `${directoryHref}/people/:id`,
    permission,
    params,
    query: z.strictObject(passing),
    handle: async (context) => {
      const card = await context.read(getDirectoryPerson, context.params);
      const { id, authorityId, name } = card.record;
      const input = await cardInput(context, editLink(context, { id, authorityId, kind: 'person' }));
      const mayHelp = await mayHelpColleagues(context);
      const model = personPage(card, { ...input, mayHelp, passing: passingOf(context.query) });
      return page('/directory/views/card', model, { title: `${name} in the directory`, nav });
    },
  });

const team = deskRoute({
  method: 'get',
  path: `${directoryHref}/teams/:id`,
  permission,
  params,
  query: z.strictObject(passing),
  handle: async (context) => {
    const card = await context.read(getDirectoryTeam, context.params);
    const { id, authorityId, name } = card.record;
    const input = await cardInput(context, editLink(context, { id, authorityId, kind: 'team' }));
    const model = teamPage(card, { ...input, passing: passingOf(context.query) });
    return page('/directory/views/card', model, { title: `${name} team`, nav });
  },
});

interface Whose {
  readonly id: string;
  readonly authorityId: number;
  readonly kind: 'person' | 'team';
}

/** One's own entry is corrected by oneself, others by an editor of their authority. */
function editLink({ visitor }: Context, { id, authorityId, kind }: Whose): { text: string; href: string } | undefined {
  const { actor } = visitor;
  if (actor.kind === 'staff' && actor.staffId === id)
    return { text: 'Correct your entry', href: `${directoryHref}/me` };
  if (!may(actor, 'directory.edit', authorityId)) return undefined;
  return { text: 'Change this entry', href: `${kind === 'person' ? personHref(id) : teamHref(id)}/edit` };
}

async function cardInput({ kernel, now }: Context, edit: { text: string; href: string } | undefined) {
  return { authorities: await listAuthorities(kernel), now, edit };
}

const vcard = deskRoute({
  method: 'get',
  path: `${directoryHref}/people/:id/vcard`,
  permission,
  params,
  handle: async (context): Promise<Reply> => {
    const card = await context.read(getDirectoryPerson, context.params);
    const council = (await listAuthorities(context.kernel)).find(({ id }) => id === card.record.authorityId);
    const bytes = Buffer.from(vcardOf(card, council?.name ?? ''));
    const name = `${card.record.name.replace(/[^\p{L}\p{N} -]/gu, '')}.vcf`;
    return { kind: 'file', bytes, name, mediaType: 'text/vcard; charset=utf-8' };
  },
});

const chart = deskRoute({
  method: 'get',
  path: `${directoryHref}/chart`,
  permission,
  query: z.strictObject({ authority, person: uuidField.optional() }),
  handle: async (context) => {
    const { authority: authorityId, person: personId } = context.query;
    const found = await context.read(getChart, { authorityId, personId });
    const authorities = await listAuthorities(context.kernel);
    const model = chartPage(found, authorities, authorityId);
    return page('/directory/views/chart', model, { title: 'Organisation chart', nav });
  },
});

const download = deskRoute({
  method: 'post',
  path: `${directoryHref}/export`,
  permission: 'directory.export',
  body: z.strictObject({}),
  handle: async (context): Promise<Reply> => {
    await context.run(exportDirectory, {});
    const councils = new Map((await listAuthorities(context.kernel)).map(({ id, slug }) => [id, slug]));
    const name = `directory-${localDateAt(context.now)}.csv`;
    return {
      kind: 'stream',
      type: 'text/csv; charset=utf-8',
      name,
      chunks: exportedDirectory(context.kernel, councils),
    };
  },
});

export function directoryRoutes(mayHelpColleagues: MayHelpColleagues): readonly Route[] {
  return [search, suggest, chart, personRoute(mayHelpColleagues), vcard, team, download];
}
