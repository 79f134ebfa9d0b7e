import { z } from 'zod';
import { listAuthorities, standings, variantPage, variantsPage, type Authority } from '../../authorities/index.js';
import { isError, notFound, staleVersion } from '../../kernel/errors.js';
import { line, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { keepOwnArticle, takeSharedArticle } from '../commands/take-shared.js';
import { withdrawArticle } from '../commands/withdraw-article.js';
import { articleKeyTaken } from '../editing/article-errors.js';
import { editHref, editingHref } from '../editing/editing-views.js';
import { compareShared, listSharedKnowledge } from './shared-queries.js';

const permission = 'knowledge.edit';
export const sharedHref = `${editingHref}/shared`;
const params = z.strictObject({ key: line(60) });
const authority = z.coerce.number().int();
const above = [
  { text: 'Knowledge', href: '/desk/knowledge' },
  { text: 'Editing', href: editingHref },
];
const heading = 'Ours and the partnership’s';

type Context = RouteContext<unknown, unknown, unknown>;

/** Those for whom the reader edits: the councils first, the partnership last. */
async function edited({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind !== 'former' && may(visitor.actor, permission, id),
  );
  return all.sort((one, other) => Number(one.kind === 'partnership') - Number(other.kind === 'partnership'));
}

const list = deskRoute({
  method: 'get',
  path: sharedHref,
  permission,
  query: z.strictObject({
    authority: authority.optional(),
    show: z.enum([...standings, 'all']).default('all'),
    page: z.coerce.number().int().min(1).max(1000).default(1),
  }),
  handle: async (context) => {
    const councils = await edited(context);
    const authorityId = context.query.authority ?? councils[0]?.id;
    if (authorityId === undefined) throw notFound();
    const { show, page: number } = context.query;
    const listed = await context.read(listSharedKnowledge, { authorityId, show, page: number });
    const lead = listed.differing
      ? 'The articles that all councils share, and which councils have their own in place of them.'
      : 'The articles that the partnership shares with us, and where ours stands in place of one. Advisers find one of the two, never both.';
    const model = variantsPage({
      ...{ heading, lead, breadcrumbs: above, path: sharedHref, thing: 'article', authorityId, councils },
      ...{ show, page: number, ...listed, now: context.now },
    });
    return page('/authorities/views/variants', model, { title: heading, nav: 'knowledge' });
  },
});

const compare = deskRoute({
  method: 'get',
  path: `${sharedHref}/:key`,
  permission,
  params,
  query: z.strictObject({ authority: authority.optional() }),
  handle: async (context) => {
    const councils = await edited(context);
    const council = councils.find(({ id }) => context.query.authority === undefined || id === context.query.authority);
    if (!council) throw notFound();
    const variant = await context.read(compareShared, { authorityId: council.id, key: context.params.key });
    const model = variantPage({
      ...{ variant, authority: council, path: sharedHref, thing: 'article', now: context.now },
      breadcrumbs: [...above, { text: heading, href: `${sharedHref}?authority=${council.id}` }],
      editHref: variant.own && editHref(variant.own.id),
      changes: variant.changes,
      differences: variant.differences,
      csrfToken: context.visitor.session?.csrfToken ?? '',
    });
    return page('/authorities/views/variant', model, { title: model.title, nav: 'knowledge' });
  },
});

const seen = { authorityId: authority, number: versionField };

const take = deskRoute({
  method: 'post',
  path: `${sharedHref}/:sharedKey/take`,
  permission,
  params: z.strictObject({ sharedKey: line(60) }),
  body: z.strictObject(seen),
  handle: (context) => {
    const input = { key: context.params.sharedKey, ...context.body };
    return unlessStale(input.key, input.authorityId, async () => {
      const { id } = await context.run(takeSharedArticle, input);
      const say = 'This is our own draft now. Advisers read the shared one until you publish it.';
      return redirect(editHref(id), { say });
    });
  },
});

const ours = z.strictObject({ ...seen, expectedVersion: versionField });

const keep = deskRoute({
  method: 'post',
  path: `${sharedHref}/:key/keep`,
  permission,
  params,
  body: ours,
  handle: (context) => {
    const input = { ...context.params, ...context.body };
    return unlessStale(input.key, input.authorityId, async () => {
      await context.run(keepOwnArticle, input);
      return redirect(hrefOf(input.key, input.authorityId), { say: 'Ours stays as it is' });
    });
  },
});

const goBack = deskRoute({
  method: 'post',
  path: `${sharedHref}/:key/go-back`,
  permission,
  params,
  body: ours,
  handle: async (context) => {
    const { authorityId, expectedVersion } = context.body;
    const { key } = context.params;
    const { own } = await context.read(compareShared, { authorityId, key });
    return await unlessStale(key, authorityId, async () => {
      if (!own) throw staleVersion();
      await context.run(withdrawArticle, { id: own.id, expectedVersion });
      return redirect(hrefOf(key, authorityId), { say: 'Ours is withdrawn: advisers find the shared one from now on' });
    });
  },
});

function hrefOf(key: string, authorityId: number): string {
  return `${sharedHref}/${key}?authority=${authorityId}`;
}

/** Somebody was faster, here or at the partnership: shows how things stand now. */
async function unlessStale(key: string, authorityId: number, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isError(error, staleVersion.code) && !isError(error, articleKeyTaken.code)) throw error;
    return redirect(hrefOf(key, authorityId), {
      say: 'Somebody else changed this meanwhile. Look at it again: nothing of yours was done.',
    });
  }
}

export const sharedRoutes: readonly Route[] = [list, compare, take, keep, goBack];
