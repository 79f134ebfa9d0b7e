import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { hashSecret } from '../../kernel/http/tokens.js';
import { json, openRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { nextPage } from '../next-page.js';
import { pageAfterSignIn } from '../page-after-sign-in.js';
import { sessionCookie } from '../session-cookie.js';
import { cookieOf } from '../sessions.js';
import { showSignIn, stepPaths } from '../show-sign-in.js';
import { attemptIn, cookieOfAttempt, noAttemptCookie } from './attempt-cookie.js';
import { findSignIn, type SignInConnection } from './connections.js';
import { endSessionsFrom } from './end-sessions-from.js';
import { auditRefusal, letIn, type RefusedElsewhere } from './let-in.js';
import { refusalWords, unavailableWords } from './refusal-words.js';

const params = z.strictObject({ connection: z.string().max(40) });
const query = z.object({ next: z.string().max(4000).default('') });
const mostTokenText = 20_000;
const toldBody = z.object({ logout_token: z.string().min(1).max(mostTokenText) });

type Asked<Q = unknown, B = unknown> = RouteContext<z.output<typeof params>, Q, B>;

/** Signing in by another system, and hearing from it that somebody signed out there. */
export const elsewhereRoutes: readonly Route[] = [
  openRoute({
    method: 'get',
    path: '/sign-in/with/:connection',
    public: 'nobody is signed in yet',
    params,
    query,
    handle: (context) => begin(context),
  }),
  openRoute({
    method: 'get',
    path: '/sign-in/with/:connection/back',
    public: 'nobody is signed in yet: the browser comes back from the other system',
    params,
    handle: (context) => comeBack(context),
  }),
  openRoute({
    method: 'post',
    path: '/sign-in/with/:connection/signed-out',
    public: 'the other system says it, and signs what it says',
    params,
    body: toldBody,
    handle: (context) => hearOfSignOut(context),
  }),
];

async function begin(context: Asked<z.output<typeof query>>): Promise<Reply> {
  const { kernel, visitor } = context;
  const connection = connectionOf(context);
  const next = nextPage(context.query.next);
  if (visitor.session) return redirect(next);
  const begun = await connection.ask((instance) => instance.begin({ returnTo: backAt(context, connection) }));
  if (!begun) return unavailable(context, connection, next);
  const { goTo, kept } = begun.value;
  return { kind: 'leave', to: goTo, cookies: [cookieOfAttempt(kernel, connection.name, { kept, next })] };
}

async function comeBack(context: Asked): Promise<Reply> {
  const { kernel, cookies, here } = context;
  const connection = connectionOf(context);
  const attempt = attemptIn(kernel, connection.name, cookies);
  if (!attempt) return refuse(context, connection, 'out-of-date', '/desk');
  const { kept, next } = attempt;
  const cameTo = backAt(context, connection);
  cameTo.search = new URL(here, cameTo).search;
  const answer = await connection.ask((instance) => instance.finish({ cameTo, kept }));
  if (!answer) return unavailable(context, connection, next);
  if (answer.value.outcome === 'refused') return refuse(context, connection, answer.value.reason, next);
  const earlier = cookies[sessionCookie];
  const earlierTokenHash = earlier === undefined ? undefined : hashSecret(earlier);
  const begun = await letIn(kernel, connection, answer.value, earlierTokenHash);
  if ('refused' in begun) return sayRefused(context, connection, begun.refused, next);
  const { state, personId } = begun.session;
  const to =
    state === 'signed-in'
      ? await pageAfterSignIn(kernel, personId, next)
      : `${stepPaths[state]}?next=${encodeURIComponent(next)}`;
  return redirect(to, { cookies: [cookieOf(begun), noAttemptCookie] });
}

/** OpenID Connect Back-Channel Logout 1.0, section 2.8, says what is answered. */
async function hearOfSignOut(context: Asked<unknown, z.output<typeof toldBody>>): Promise<Reply> {
  const { kernel, body } = context;
  const connection = connectionOf(context);
  const answer = await connection.ask(async (instance) => (await instance.readSignOut?.(body.logout_token)) ?? null);
  if (!answer) return json({ error: 'temporarily_unavailable' }, { status: 503 });
  if (answer.value === null) return json({ error: 'invalid_request' }, { status: 400 });
  await endSessionsFrom(kernel, connection, answer.value);
  return { kind: 'empty', status: 200 };
}

async function refuse(
  context: Asked,
  connection: SignInConnection,
  reason: RefusedElsewhere,
  next: string,
): Promise<Reply> {
  await auditRefusal(context.kernel, connection, { reason });
  return sayRefused(context, connection, reason, next);
}

function sayRefused(
  context: Asked,
  { label }: SignInConnection,
  reason: RefusedElsewhere,
  next: string,
): Promise<Reply> {
  return showSignIn(context, { next, refusal: refusalWords(reason, label), status: 403, cookies: [noAttemptCookie] });
}

function unavailable(context: Asked, { label }: SignInConnection, next: string): Promise<Reply> {
  return showSignIn(context, { next, refusal: unavailableWords(label), status: 503, cookies: [noAttemptCookie] });
}

function connectionOf({ kernel, params: { connection } }: Asked): SignInConnection {
  const found = findSignIn(kernel, connection);
  if (!found) throw notFound();
  return found;
}

/** Where the other system sends the browser back to: of the configured origin, never of the request. */
function backAt({ kernel: { config } }: Asked, { name }: SignInConnection): URL {
  return new URL(`/sign-in/with/${name}/back`, config.origin);
}
