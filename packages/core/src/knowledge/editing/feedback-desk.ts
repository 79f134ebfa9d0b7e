import { z } from 'zod';
import { isError, staleVersion } from '../../kernel/errors.js';
import { longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Route } from '../../kernel/route.js';
import { giveFeedback } from '../commands/give-feedback.js';
import { settleFeedback } from '../commands/settle-feedback.js';
import { editingHref } from './editing-views.js';
import { listFeedback } from './feedback-queries.js';
import { problems } from './feedback-repository.js';
import { feedbackPage } from './feedback-views.js';

const give = deskRoute({
  method: 'post',
  path: '/desk/knowledge/articles/:id/feedback',
  permission: 'knowledge.report',
  params: z.strictObject({ id: uuidField }),
  body: z.strictObject({
    problem: z.enum(problems),
    note: optional(longText(1000)),
    back: z.string().regex(/^\/desk\/[\w\-./?=&%:]*$/, 'This is not a page of the desk'),
  }),
  handle: async (context) => {
    const { back, problem, note } = context.body;
    const input = { articleId: context.params.id, problem, ...(note === undefined ? {} : { note }) };
    await context.run(giveFeedback, input);
    return redirect(back, { say: `The editors know that the article is ${problem}` });
  },
});

const list = deskRoute({
  method: 'get',
  path: '/desk/knowledge-editing/feedback',
  permission: 'knowledge.edit',
  handle: async (context) => {
    const items = await context.read(listFeedback, {});
    const model = feedbackPage(items, context.visitor.session?.csrfToken ?? '', context.now);
    return page('/knowledge/views/feedback', model, { title: 'Feedback on articles', nav: 'knowledge' });
  },
});

const settle = deskRoute({
  method: 'post',
  path: '/desk/knowledge-editing/feedback/:feedbackId/settle',
  permission: 'knowledge.edit',
  params: z.strictObject({ feedbackId: uuidField }),
  body: z.strictObject({ expectedVersion: versionField }),
  handle: async (context) => {
    const input = { id: context.params.feedbackId, ...context.body };
    try {
      await context.run(settleFeedback, input);
      return redirect(`${editingHref}/feedback`, { say: 'Settled' });
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      return redirect(`${editingHref}/feedback`, { say: 'Somebody else has settled it already' });
    }
  },
});

export const feedbackRoutes: readonly Route[] = [give, list, settle];
