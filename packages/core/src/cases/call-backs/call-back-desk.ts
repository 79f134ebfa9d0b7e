import { z } from 'zod';
import { officeHours } from '../../directory/index.js';
import type { AnyCommand } from '../../kernel/capability.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { recordAttempt, takeCallBack, withdrawCallBack } from './answer-call-back.js';
import { callBackErrors } from './call-back-errors.js';
import { callBackLists, getCallBack, listCallBacks } from './call-back-queries.js';
import { suggestedWindow } from './call-back-rules.js';
import { callBackPage, callBacksHref, callBacksPage, type TypedCall } from './call-back-views.js';
import { atItsBox, readWindow, typedWindow, windowForm } from './window-fields.js';

const params = z.strictObject({ id: uuidField });
const path = `${callBacksHref}/:id`;
const permission = 'cases.call-back';
const words = z.string().max(2000).default('');
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

export const callBackRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: callBacksHref,
    permission,
    query: z.strictObject({ list: z.enum(callBackLists).default('mine') }),
    handle: async (context) => {
      const { list } = context.query;
      const model = callBacksPage(await context.read(listCallBacks, { list }), list, context.now);
      return page('/cases/views/call-backs', model, { title: 'Call-backs', nav: 'work' });
    },
  }),
  deskRoute({ method: 'get', path, permission, params, handle: (context) => showCallBack(context) }),
  deskRoute({
    method: 'post',
    path: `${path}/take`,
    permission,
    params,
    body: z.strictObject({ version: versionField }),
    handle: (context) => settle(context, takeCallBack, {}, { say: 'It is yours: nobody else rings' }),
  }),
  deskRoute({
    method: 'post',
    path: `${path}/attempts`,
    permission,
    params,
    body: z.strictObject({
      version: versionField,
      does: z.enum(['spoken', 'try-again', 'give-up']),
      note: words,
      ...windowForm,
    }),
    handle: async (context) => {
      const { does, note, day, from, until } = context.body;
      if (does !== 'try-again') {
        const outcome = does === 'spoken' ? 'spoken' : 'no-answer';
        const say = does === 'spoken' ? 'Kept: you spoke to them' : 'Ended: not reached';
        return await settle(context, recordAttempt, { outcome, note }, { say, to: `${callBacksHref}?list=mine` });
      }
      const window = readWindow({ day, from, until });
      if (!window.ok) return await showCallBack(context, window.faults);
      const attempt = { outcome: 'no-answer', note, next: window.value };
      return await settle(context, recordAttempt, attempt, { say: 'No answer: to be tried again' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/withdraw`,
    permission,
    params,
    body: z.strictObject({ version: versionField, reason: words }),
    handle: (context) => {
      const { reason } = context.body;
      return settle(context, withdrawCallBack, { reason }, { say: 'Withdrawn: nobody calls' });
    },
  }),
];

/** What comes of a button; where somebody was faster, the page as it is now, with what was typed. */
async function settle(
  context: RouteContext<{ readonly id: string }, unknown, { readonly version: number }>,
  command: AnyCommand,
  typed: object,
  after: { readonly say: string; readonly to?: string },
): Promise<Reply> {
  const { id } = context.params;
  try {
    const done = await context.attempt(command, { id, expectedVersion: context.body.version, ...typed });
    if (!done.ok) return await showCallBack(context, done.faults.map(atItsBox));
    return redirect(after.to ?? `${callBacksHref}/${id}`, { say: after.say });
  } catch (error) {
    if (![callBackErrors.ended, staleVersion].some(({ code }) => isError(error, code))) throw error;
    return await showCallBack(context, [{ field: '', message: (error as Error).message }], 409);
  }
}

async function showCallBack(
  context: Context,
  faults: readonly FieldFault[] = [],
  status = faults.length > 0 ? 422 : 200,
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const found = await context.read(getCallBack, { id: context.params.id });
  const suggested = typedWindow(suggestedWindow(await officeHours(kernel, found.authorityId), now));
  const typed: TypedCall = { note: '', reason: '', ...suggested, ...((context.body ?? {}) as Partial<TypedCall>) };
  const readerId = visitor.actor.kind === 'staff' ? visitor.actor.staffId : undefined;
  const csrfToken = visitor.session?.csrfToken ?? '';
  const model = callBackPage(found, { now, csrfToken, readerId, faults, typed });
  return page('/cases/views/call-back', model, { title: model.heading, nav: 'work', status });
}
