import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { isError, notFound, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { saveSynonyms } from '../commands/save-synonyms.js';
import { editingHref } from '../editing/editing-views.js';
import { synonymsKey } from '../shared/find-shared-synonyms.js';
import { listSharedSynonyms } from '../shared/shared-synonyms-queries.js';
import { getSynonyms } from './synonyms-queries.js';
import { readSynonyms, synonymsPage, synonymText } from './synonyms-views.js';

const permission = 'knowledge.edit';
const path = '/desk/knowledge-editing/synonyms';

const list = deskRoute({
  method: 'get',
  path,
  permission,
  query: z.strictObject({ authority: z.coerce.number().int().optional() }),
  handle: async (context) => await show(context, context.query.authority),
});

const save = deskRoute({
  method: 'post',
  path,
  permission,
  body: z.strictObject({
    authorityId: z.coerce.number().int(),
    expectedVersion: z.coerce.number().int().min(0),
    groups: z.string().max(100_000, 'Shorten the list to 100,000 characters'),
  }),
  handle: async (context) => {
    const { authorityId, expectedVersion, groups: text } = context.body;
    try {
      const done = await context.attempt(saveSynonyms, { authorityId, expectedVersion, groups: readSynonyms(text) });
      if (!done.ok) return await show(context, authorityId, { text, version: expectedVersion, faults: done.faults });
      return redirect(`${editingHref}/synonyms?authority=${authorityId}`, {
        say: 'Saved: searches use the list from now on',
      });
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      return await show(context, authorityId, { text });
    }
  },
});

export const synonymsRoutes: readonly Route[] = [list, save];

interface Typed {
  readonly text: string;
  /** Absent: somebody else saved meanwhile. */
  readonly version?: number;
  readonly faults?: readonly FieldFault[];
}

async function show(
  context: RouteContext<unknown, unknown, unknown>,
  asked: number | undefined,
  typed?: Typed,
): Promise<Reply> {
  const all = await listAuthorities(context.kernel);
  const authorities = all.filter(({ id }) => may(context.visitor.actor, permission, id));
  const authorityId = asked ?? authorities[0]?.id;
  if (authorityId === undefined) throw notFound();
  const { groups, version, whose } = await context.read(getSynonyms, { authorityId });
  const { items } = await context.read(listSharedSynonyms, { authorityId });
  const isShared = items.length > 0 && all.some(({ id, kind }) => id === authorityId && kind === 'authority');
  const isConflict = typed !== undefined && typed.version === undefined;
  const model = synonymsPage({
    ...{ authorityId, authorities, whose, isConflict },
    sharedHref: isShared ? `${path}/shared/${synonymsKey}?authority=${authorityId}` : undefined,
    version: typed?.version ?? version,
    csrfToken: context.visitor.session?.csrfToken ?? '',
    text: typed?.text ?? synonymText(groups),
    faults: typed?.faults ?? [],
  });
  const status = isConflict ? 409 : model.faults.length > 0 ? 422 : 200;
  return page('/knowledge/views/synonyms', model, { title: 'Synonyms', nav: 'knowledge', status });
}
