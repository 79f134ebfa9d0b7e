import { z } from 'zod';
import { AppError, isError } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { everyAuthority } from '../kernel/scope.js';
import {
  deskRoute,
  openRoute,
  plainPage,
  redirect,
  signedIn,
  type Reply,
  type Route,
  type RouteContext,
} from '../kernel/route.js';
import { endSession } from './end-sessions.js';
import { nextPage } from './next-page.js';
import { pageAfterSignIn } from './page-after-sign-in.js';
import { sessionCookie } from './session-cookie.js';
import { cookieOf, noSessionCookie } from './sessions.js';
import { signOutThere } from './elsewhere/sign-out-there.js';
import { passwordsOff } from './elsewhere/passwords-off.js';
import { findSession } from './sessions-repository.js';
import { showSignIn, stepPaths } from './show-sign-in.js';
import { findPending, isOwnForm } from './sign-in-forms.js';
import { signIn } from './sign-in.js';

const text = z.string().max(4000).default('');
const signInQuery = z.object({ next: text, again: text });
const signInBody = z.strictObject({ _csrf: text, next: text, name: text, password: text });

/** Signing in with name and password, and signing out. */
export const signInRoutes: readonly Route[] = [
  openRoute({
    method: 'get',
    path: '/sign-in',
    public: 'nobody is signed in yet',
    query: signInQuery,
    handle: async (context) => {
      const next = nextPage(context.query.next);
      if (context.query.again === '') {
        if (context.visitor.session) return redirect(next);
        const step = await pendingStep(context);
        if (step) return redirect(`${step}?next=${encodeURIComponent(next)}`);
      }
      return showSignIn(context, { next });
    },
  }),
  openRoute({
    method: 'post',
    path: '/sign-in',
    whileStandingIn: true,
    public: 'nobody is signed in yet',
    body: signInBody,
    handle: (context) => postSignIn(context),
  }),
  deskRoute({
    method: 'post',
    path: '/sign-out',
    whileStandingIn: true,
    permission: signedIn,
    handle: (context) => postSignOut(context),
  }),
];

type AnyContext = RouteContext<unknown, unknown, unknown>;

async function postSignIn(context: RouteContext<unknown, unknown, z.output<typeof signInBody>>): Promise<Reply> {
  const { name, password, _csrf } = context.body;
  const next = nextPage(context.body.next);
  if (!isOwnForm(context, _csrf))
    return showSignIn(context, {
      next,
      name,
      status: 403,
      fault: ['name', 'This page was open for long. Sign in again'],
    });
  if (name.trim() === '') return showSignIn(context, { next, fault: ['name', 'Enter your sign-in name'] });
  if (password === '') return showSignIn(context, { next, name, fault: ['password', 'Enter your password'] });
  const earlier = context.cookies[sessionCookie];
  const session = await signIn(context.kernel, {
    signInName: name.slice(0, 200),
    password: password.slice(0, 1000),
    clientAddress: context.clientAddress,
    earlierTokenHash: earlier === undefined ? undefined : hashSecret(earlier),
  }).catch((error: unknown) => {
    if (isError(error, passwordsOff.code)) return error;
    throw error;
  });
  if (session instanceof AppError) return showSignIn(context, { next, name, status: 403, refusal: session.message });
  if (!session) return showSignIn(context, { next, name, fault: ['name', 'Check the sign-in name and the password'] });
  const { state, personId } = session.session;
  const to =
    state === 'signed-in'
      ? await pageAfterSignIn(context.kernel, personId, next)
      : `${stepPaths[state]}?next=${encodeURIComponent(next)}`;
  return redirect(to, { cookies: [cookieOf(session)] });
}

async function postSignOut({ kernel, visitor: { actor, session } }: AnyContext): Promise<Reply> {
  const cookies = [noSessionCookie];
  if (!session || actor.kind !== 'staff') return redirect('/sign-in', { say: 'You are signed out.', cookies });
  const known = await findSession(kernel.db.read(everyAuthority), session.id);
  await endSession(kernel, { id: actor.staffId, name: actor.name }, session.id);
  const there = known && (await signOutThere(kernel, known.session));
  if (!there) return redirect('/sign-in', { say: 'You are signed out.', cookies });
  // A form may lead to this site alone, so the browser goes on from a page.
  const { href } = there.goTo;
  const goOn = plainPage(
    '/identity/views/sign-out-there',
    { href, label: there.label },
    { title: 'Signed out', cookies },
  );
  return { ...goOn, headers: { Refresh: `0; url=${href}` } };
}

async function pendingStep(context: AnyContext): Promise<string | undefined> {
  for (const state of ['awaiting-second-factor', 'awaiting-set-up'] as const)
    if (await findPending(context, state)) return stepPaths[state];
  return undefined;
}
