import { z } from 'zod';
import { getAuthority } from '../authorities/index.js';
import type { FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { askSurvey } from './commands/ask-survey.js';
import { sendSurvey } from './commands/send-survey.js';
import { getSurvey, previewSurvey } from './queries.js';
import { linkTo } from './survey-link.js';
import { answers } from './types.js';
import { askPage } from './views.js';

const params = z.strictObject({ id: uuidField });
const permission = 'satisfaction.ask';
const path = '/desk/interactions/:id/survey';
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

/** Asking the customer of a contact that was drawn. */
export const deskRoutes: readonly Route[] = [
  deskRoute({ method: 'get', path, permission, params, handle: (context) => showAsk(context) }),
  deskRoute({
    method: 'post',
    path,
    permission,
    params,
    body: z.strictObject({ way: z.enum(['answer', 'link', 'message']), answer: z.string().max(1).optional() }),
    handle: async (context) => {
      const interactionId = context.params.id;
      const { way, answer } = context.body;
      if (way === 'message') {
        const { messageId } = await context.run(sendSurvey, { interactionId });
        return redirect(`/desk/messages/${messageId}`, { say: 'The link waits to be sent.' });
      }
      if (way === 'link') {
        const { token } = await context.run(askSurvey, { interactionId });
        return await showAsk(context, [], linkTo(context.kernel.config.origin ?? '', token ?? ''));
      }
      const given = answers.find((each) => String(each) === answer);
      if (given === undefined)
        return await showAsk(context, [{ field: 'answer', message: 'Choose the customer’s answer' }]);
      await context.run(askSurvey, { interactionId, answer: given });
      return redirect('/desk', { say: 'The answer is kept.' });
    },
  }),
];

async function showAsk(context: Context, faults: readonly FieldFault[] = [], link?: string): Promise<Reply> {
  const interactionId = context.params.id;
  const survey = await context.read(getSurvey, { interactionId });
  const { name: council } = await getAuthority(context.kernel, survey.authorityId);
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const maySend = may(context.visitor.actor, 'correspondence.send', survey.authorityId);
  const isAsking = survey.state === 'to-ask' || survey.state === 'asked';
  const preview = maySend && isAsking ? await context.read(previewSurvey, { interactionId }) : undefined;
  const model = askPage({ interactionId, csrfToken, council, survey, preview, faults, ...(link ? { link } : {}) });
  const status = faults.length > 0 ? { status: 422 } : {};
  return page('/satisfaction/views/ask', model, { title: 'Ask the customer', nav: 'home', ...status });
}
