import { z } from 'zod';
import { listAuthorities, type Authority } from '../../authorities/index.js';
import { listTeams } from '../../directory/index.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { line, optional, uuidField, versionField } from '../../kernel/input.js';
import { keyFaultsAt, keyOf } from '../../kernel/key-of.js';
import { localDateAt } from '../../kernel/london-time.js';
import { addDays } from '../../kernel/local-date.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import { listServices } from '../../services/index.js';
import { articleKeyTaken } from './article-errors.js';
import { textIn, articleValues, type Part, type Typed } from './article-values.js';
import { createArticle, reviseArticle } from '../commands/save-article.js';
import { editArticlePage, type Choice, type EditArticleInput } from './edit-article-views.js';
import { editHref } from './editing-views.js';
import { getDraft } from './editing-queries.js';
import { articleTexts } from './compare-articles.js';
import { compareShared } from '../shared/shared-queries.js';
import { articleFrom, formFaults } from './read-article-form.js';

type Context = RouteContext<unknown, unknown, unknown>;

const Fields = z.record(z.string().max(40), z.union([z.string().max(20_000), z.array(z.string().max(40))]));
const params = z.strictObject({ id: uuidField });
const permission = 'knowledge.edit';

const sameTitle = {
  field: 'title',
  message: 'Choose another title: there is an article with this one, or it has no letters',
};

const newPage = deskRoute({
  method: 'get',
  path: '/desk/knowledge-editing/new',
  permission,
  query: z.strictObject({ authority: z.coerce.number().int().optional(), keyword: optional(line(60)) }),
  handle: async (context) => {
    const { authority, keyword = '' } = context.query;
    const today = localDateAt(context.now);
    const dates = { effectiveOn: today, reviewOn: addDays(today, 365) };
    const typed = { ...dates, keywords: keyword, ...(authority === undefined ? {} : { authority: String(authority) }) };
    return await show(context, { part: 'article', typed });
  },
});

const create = deskRoute({
  method: 'post',
  path: '/desk/knowledge-editing/new',
  permission,
  body: Fields,
  handle: async (context) => {
    const typed = typedIn(context.body);
    const input = {
      authorityId: textIn(typed, 'authority'),
      article: articleFrom({ ...typed, key: textIn(typed, 'key') || keyOf(textIn(typed, 'title')) }, 'article', {}),
      state: stateIn(typed),
    };
    try {
      const done = await context.attempt(createArticle, input);
      if (done.ok) return redirect(editHref(done.value.id), { say: saidOf(typed) });
      return await show(context, {
        part: 'article',
        typed,
        faults: keyFaultsAt(sameTitle, formFaults(done.faults, typed)),
      });
    } catch (error) {
      if (!isError(error, articleKeyTaken.code)) throw error;
      return await show(context, { part: 'article', typed, faults: [sameTitle] });
    }
  },
});

const editPage = deskRoute({
  method: 'get',
  path: '/desk/knowledge-editing/articles/:id',
  permission,
  params,
  query: z.strictObject({ part: line(60).default('article'), beside: optional(versionField) }),
  handle: async (context) => {
    const { part, beside } = context.query;
    const draft = await context.read(getDraft, context.params);
    const typed = articleValues(draft.newest.content, part);
    return await show(context, {
      part,
      typed: beside === undefined ? typed : { ...typed, takesIn: `${beside}` },
      draft,
    });
  },
});

const edit = deskRoute({
  method: 'post',
  path: '/desk/knowledge-editing/articles/:id',
  permission,
  params,
  body: Fields,
  handle: async (context) => {
    const typed = typedIn(context.body);
    const part = textIn(typed, 'part') || 'article';
    const draft = await context.read(getDraft, context.params);
    const article = articleFrom({ ...typed, key: draft.key }, part, draft.newest.content);
    const expectedVersion = textIn(typed, 'expectedVersion');
    try {
      const done = await context.attempt(reviseArticle, {
        ...context.params,
        expectedVersion,
        article,
        state: stateIn(typed),
        ...(textIn(typed, 'takesIn') ? { takesIn: textIn(typed, 'takesIn') } : {}),
      });
      if (done.ok) return redirect(afterSaving(draft.id, part, typed), { say: saidOf(typed) });
      return await show(context, {
        part,
        typed,
        draft: asOpened(draft, expectedVersion),
        faults: formFaults(done.faults, typed),
      });
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      return await show(context, { part, typed, draft, conflictWith: draft.lastNumber });
    }
  },
});

export const editArticleRoutes: readonly Route[] = [newPage, create, editPage, edit];

type Draft = Awaited<ReturnType<typeof getDraft.run>>;

/** A page that comes back with faults still rests on the version that it was opened with. */
function asOpened(draft: Draft, expectedVersion: string): Draft {
  const version = versionField.safeParse(expectedVersion);
  return version.success ? { ...draft, version: version.data } : draft;
}

interface Shown {
  readonly part: Part;
  readonly typed: Typed;
  readonly draft?: Draft;
  readonly faults?: readonly FieldFault[];
  readonly conflictWith?: number;
}

async function show(context: Context, { part, typed, draft, faults = [], conflictWith }: Shown): Promise<Reply> {
  const all = await listAuthorities(context.kernel);
  const members = all.filter(({ kind }) => kind === 'authority');
  const input: EditArticleInput = {
    ...{ part, typed, faults, conflictWith },
    csrfToken: context.visitor.session?.csrfToken ?? '',
    once: newId(context.kernel.clock, context.kernel.random),
    stored: draft && storedOf(context, draft, members),
    beside: draft && textIn(typed, 'takesIn') !== '' ? await besideOf(context, draft) : undefined,
    ...(await choicesOf(context)),
    authorities: draft ? variantsOf(draft, all) : all.filter(({ id }) => may(context.visitor.actor, permission, id)),
  };
  const model = editArticlePage(input);
  const status = conflictWith === undefined ? (faults.length > 0 ? 422 : 200) : 409;
  return page('/knowledge/views/edit-article', model, { title: model.heading, nav: 'knowledge', status });
}

/** The shared article in whose place this one stands. */
async function besideOf(context: Context, { authorityId, key }: Draft): Promise<EditArticleInput['beside']> {
  const { content, changes, shared } = await context.read(compareShared, { authorityId, key });
  return { number: shared.number, text: articleTexts(content), changes: changes ?? [] };
}

/** Services and teams of whom the reader writes for, by their keys: one that several councils have is one choice. */
async function choicesOf(context: Context): Promise<Pick<EditArticleInput, 'services' | 'teams'>> {
  const { actor } = context.visitor;
  const services = may(actor, 'services.read') ? await context.read(listServices, { audience: 'all' }) : [];
  const teams = may(actor, 'directory.read') ? await context.read(listTeams, {}) : [];
  const theirs = ({ authorityId }: Choosable): boolean => may(actor, permission, authorityId);
  return { services: choices(services.filter(theirs)), teams: choices(teams.filter(theirs)) };
}

interface Choosable {
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly name: string;
}

function choices(named: readonly Choosable[]): Choice[] {
  const byKey = new Map(named.map(({ key, name }) => [key, name]));
  return [...byKey].map(([key, text]) => ({ key, text })).sort((one, other) => one.text.localeCompare(other.text));
}

/** A shared article may have every member's wording; an authority's own is its own wording. */
function variantsOf({ authorityId, newest }: Draft, all: readonly Authority[]): Authority[] {
  const owner = all.find(({ id }) => id === authorityId);
  const tiers: readonly string[] = newest.content.audience;
  return owner?.kind === 'partnership'
    ? all.filter(({ kind, tier }) => kind === 'authority' && tiers.includes(tier))
    : [];
}

function storedOf({ visitor }: Context, draft: Draft, members: readonly Authority[]): EditArticleInput['stored'] {
  const tiers: readonly string[] = draft.newest.content.audience;
  const readable = members.filter(
    ({ id, tier }) => may(visitor.actor, 'knowledge.read', id) && (id === draft.authorityId || tiers.includes(tier)),
  );
  return {
    ...draft,
    title: draft.newest.content.title,
    isNewestPublished: draft.newest.isPublished,
    readableAt: readable[0]?.id,
  };
}

/** What is kept as a draft goes on being held against the partnership's. */
function afterSaving(id: string, part: Part, typed: Typed): string {
  const href = editHref(id, part);
  const takesIn = textIn(typed, 'takesIn');
  if (takesIn === '' || stateIn(typed) === 'published') return href;
  return `${href}${href.includes('?') ? '&' : '?'}beside=${encodeURIComponent(takesIn)}`;
}

/** The fields of the form, with `audience[]` as `audience`. */
function typedIn(body: Readonly<Record<string, string | string[]>>): Typed {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.replace(/\[\]$/, ''), value]));
}

function stateIn(typed: Typed): 'draft' | 'published' {
  return textIn(typed, 'state') === 'published' ? 'published' : 'draft';
}

function saidOf(typed: Typed): string {
  return stateIn(typed) === 'published' ? 'Published: advisers find it from now on' : 'Draft saved';
}
