import { z } from 'zod';
import { isError, staleVersion } from '../../kernel/errors.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route } from '../../kernel/route.js';
import { publishVersion } from '../commands/publish-version.js';
import { restoreVersion } from '../commands/restore-version.js';
import { withdrawArticle } from '../commands/withdraw-article.js';
import { listVersions } from './editing-queries.js';
import { editHref, editingHref } from './editing-views.js';
import { versionsPage } from './versions-views.js';

const params = z.strictObject({ id: uuidField });
const permission = 'knowledge.edit';

const versions = deskRoute({
  method: 'get',
  path: '/desk/knowledge-editing/articles/:id/versions',
  permission,
  params,
  query: z.strictObject({ from: optional(versionField), to: optional(versionField) }),
  handle: async (context) => {
    const listed = await context.read(listVersions, context.params);
    const csrfToken = context.visitor.session?.csrfToken ?? '';
    const { from, to } = context.query;
    const model = versionsPage({ ...listed, from, to, csrfToken, now: context.now });
    return page('/knowledge/views/versions', model, { title: `Versions of ${model.title}`, nav: 'knowledge' });
  },
});

const restore = deskRoute({
  method: 'post',
  path: '/desk/knowledge-editing/articles/:id/restore',
  permission,
  params,
  body: z.strictObject({ expectedVersion: versionField, number: versionField }),
  handle: async (context) => {
    const { id } = context.params;
    return await unlessStale(`${editingHref}/articles/${id}/versions`, async () => {
      const { number } = await context.run(restoreVersion, { id, ...context.body });
      const say = `Version ${context.body.number} is back as version ${number}, a draft. Publish it when it is right.`;
      return redirect(editHref(id), { say });
    });
  },
});

const publish = changeOfState('publish', publishVersion, 'Published: advisers find it from now on');
const withdraw = changeOfState(
  'withdraw',
  withdrawArticle,
  'Withdrawn: advisers no longer find it. Publish it again to bring it back.',
);

function changeOfState(word: string, command: typeof publishVersion | typeof withdrawArticle, say: string): Route {
  return deskRoute({
    method: 'post',
    path: `/desk/knowledge-editing/articles/:id/${word}`,
    permission,
    params,
    body: z.strictObject({ expectedVersion: versionField }),
    handle: async (context) => {
      const { id } = context.params;
      return await unlessStale(editHref(id), async () => {
        await context.run(command, { id, ...context.body });
        return redirect(editHref(id), { say });
      });
    },
  });
}

/** Somebody was faster: shows how things stand now. */
async function unlessStale(back: string, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
    return redirect(back, {
      say: 'Somebody else changed this article meanwhile. Look at it again: nothing of yours was done.',
    });
  }
}

export const versionsRoutes: readonly Route[] = [versions, restore, publish, withdraw];
