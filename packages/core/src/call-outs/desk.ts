import { z } from 'zod';
import { getAuthority } from '../authorities/index.js';
import { getRota } from '../directory/index.js';
import type { AnyCommand } from '../kernel/capability.js';
import { SECOND_MS } from '../kernel/clock.js';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { sessionStream } from '../kernel/http/session-stream.js';
import { optional, uuidField, versionField } from '../kernel/input.js';
import { deskRoute, json, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { callOutErrors } from './call-out-errors.js';
import { answerCallOut, recordRing, saidOutcomes } from './commands/answer-call-out.js';
import { ringAgain, standDown } from './commands/stand-down.js';
import { callOutLists, getCallOut, getCallOutVersion, listCallOuts } from './queries.js';
import { callOutPage, callOutsHref, callOutsPage, type TypedCallOut } from './views.js';

const params = z.strictObject({ id: uuidField });
const path = `${callOutsHref}/:id`;
const read = 'call-outs.read';
const start = 'call-outs.start';
const nav = 'directory';
const words = z.string().max(2000).default('');
const perPage = 50;
const lookEveryMs = 2 * SECOND_MS;
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

/** The call-outs, one of them, what comes of ringing, and the stream that tells a page that it has changed. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: callOutsHref,
    permission: read,
    query: z.strictObject({
      list: z.enum(callOutLists).default('open'),
      rota: optional(uuidField),
      cursor: optional(z.string().max(200)),
    }),
    handle: async (context) => {
      const { rota: rotaId, cursor } = context.query;
      const list = rotaId === undefined ? context.query.list : 'ended';
      const rota = rotaId === undefined ? undefined : (await context.read(getRota, { id: rotaId })).rota;
      const found = await context.read(listCallOuts, { list, rotaId, cursor, limit: perPage });
      const mayStart = may(context.visitor.actor, start);
      const model = callOutsPage(found, { list, rota, isFirst: cursor === undefined, now: context.now, mayStart });
      return page('/call-outs/views/call-outs', model, { title: model.heading, nav });
    },
  }),
  deskRoute({ method: 'get', path, permission: read, params, handle: (context) => showCallOut(context) }),
  deskRoute({
    method: 'get',
    path: `${path}/live`,
    permission: read,
    params,
    query: z.strictObject({ version: versionField, as: z.literal('stream').optional() }),
    handle: async (context) => {
      const { version, as } = context.query;
      const changes = async () => {
        const changed = (await context.read(getCallOutVersion, context.params)) === version ? 0 : 1;
        return { fresh: 0, changed, words: changed === 0 ? '' : 'This call-out has changed' };
      };
      const first = await changes();
      if (as === undefined) return json(first);
      return sessionStream(context, (stream) => {
        let told = first;
        stream.send('queue', first);
        const look = async (): Promise<void> => {
          const found = await changes();
          if (found.changed !== told.changed) stream.send('queue', (told = found));
        };
        const looking = setInterval(() => {
          look().catch((error: unknown) => {
            context.kernel.log.warn({ err: error }, 'a call-out could not be looked at');
            stream.end();
          });
        }, lookEveryMs).unref();
        return () => clearInterval(looking);
      });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/answer`,
    permission: read,
    params,
    body: z.strictObject({ answer: words, does: z.enum(['accepted', 'declined']) }),
    handle: (context) => {
      const { answer: note, does: answer } = context.body;
      const say = answer === 'accepted' ? 'It is yours: whoever began it is told' : 'Declined: the next is rung';
      return settle(context, answerCallOut, { answer, note }, say);
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/rings`,
    permission: start,
    params,
    body: z.strictObject({ version: versionField, place: words, note: words, does: z.enum(saidOutcomes) }),
    handle: (context) => {
      const { version: expectedVersion, place, note, does: outcome } = context.body;
      const say = outcome === 'accepted' ? 'Accepted: nobody else is rung' : 'Noted: the next is rung';
      return settle(context, recordRing, { expectedVersion, place, note, outcome }, say);
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/stand-down`,
    permission: start,
    params,
    body: z.strictObject({ version: versionField, reason: words }),
    handle: (context) => {
      const { version: expectedVersion, reason } = context.body;
      return settle(context, standDown, { expectedVersion, reason }, 'Stood down: whoever was rung is told');
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/ring-again`,
    permission: start,
    params,
    body: z.strictObject({ version: versionField }),
    handle: (context) =>
      settle(context, ringAgain, { expectedVersion: context.body.version }, 'The list is rung again'),
  }),
];

/** What comes of a button; where somebody was faster, the page as it is now, with what was typed. */
async function settle(context: Context, command: AnyCommand, typed: object, say: string): Promise<Reply> {
  const { id } = context.params;
  try {
    const done = await context.attempt(command, { id, ...typed });
    if (!done.ok) return await showCallOut(context, done.faults);
    return redirect(`${callOutsHref}/${id}`, { say });
  } catch (error) {
    if (![callOutErrors.ended, staleVersion].some(({ code }) => isError(error, code))) throw error;
    return await showCallOut(context, [{ field: '', message: (error as Error).message }], 409);
  }
}

async function showCallOut(
  context: Context,
  faults: readonly FieldFault[] = [],
  status = faults.length > 0 ? 422 : 200,
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const found = await context.read(getCallOut, { id: context.params.id });
  const typed: TypedCallOut = { place: '', note: '', reason: '', ...((context.body ?? {}) as Partial<TypedCallOut>) };
  const { shortName: councilName } = await getAuthority(kernel, found.authorityId);
  const csrfToken = visitor.session?.csrfToken ?? '';
  const model = callOutPage(found, { now, csrfToken, faults, typed, councilName });
  return page('/call-outs/views/call-out', model, { title: model.heading, nav, status });
}
