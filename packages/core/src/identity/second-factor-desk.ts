import { z } from 'zod';
import { formToken, sameText } from '../kernel/http/tokens.js';
import { notAllowed } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { openRoute, plainPage, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { runCommand } from '../kernel/command.js';
import { setSecondFactor } from './commands/set-second-factor.js';
import { nextPage } from './next-page.js';
import { pageAfterSignIn } from './page-after-sign-in.js';
import { passSecondFactor } from './second-factor.js';
import { proveSecret, sealNewSecret, wrongSetUpCode } from './set-up-second-factor.js';
import { cookieOf, noSessionCookie } from './sessions.js';
import { removeSession, type KnownSession } from './sessions-repository.js';
import { findPending } from './sign-in-forms.js';
import { codePage, setUpPage } from './sign-in-views.js';
import { finishSignIn } from './sign-in.js';
import { pendingActor } from './visitors.js';

const text = z.string().max(4000).default('');
const query = z.object({ next: text });
const codeBody = z.strictObject({ _csrf: text, next: text, code: text });
const setUpBody = z.strictObject({ _csrf: text, next: text, code: text, sealed: text });
const reason = 'the password was right, and the second factor is what this page asks for';
const noPending = redirect('/sign-in');

/** The second step of signing in: the code, or setting the second factor up. */
export const secondFactorRoutes: readonly Route[] = [
  openRoute({
    method: 'get',
    path: '/sign-in/second-factor',
    public: reason,
    query,
    handle: async (context) => {
      const known = await findPending(context, 'awaiting-second-factor');
      return known ? showCode(context.kernel, known, nextPage(context.query.next)) : noPending;
    },
  }),
  openRoute({
    method: 'post',
    path: '/sign-in/second-factor',
    whileStandingIn: true,
    public: reason,
    body: codeBody,
    handle: (context) => postCode(context),
  }),
  openRoute({
    method: 'get',
    path: '/sign-in/set-up-second-factor',
    public: reason,
    query,
    handle: async (context) => {
      const known = await findPending(context, 'awaiting-set-up');
      return known ? showSetUp(context.kernel, known, { next: nextPage(context.query.next) }) : noPending;
    },
  }),
  openRoute({
    method: 'post',
    path: '/sign-in/set-up-second-factor',
    public: reason,
    body: setUpBody,
    handle: (context) => postSetUp(context),
  }),
];

const wrongCode = 'Enter the code that the app shows now. This one is wrong or was used';
const wrongWhileStandingIn = `${wrongCode}. Recovery codes are taken again once Moothall has been upgraded`;

async function postCode(context: RouteContext<unknown, unknown, z.output<typeof codeBody>>): Promise<Reply> {
  const { kernel, body } = context;
  const known = await findPending(context, 'awaiting-second-factor');
  if (!known) return noPending;
  refuseOtherForms(kernel, known, body._csrf);
  const next = nextPage(body.next);
  if (body.code.trim() === '') return showCode(kernel, known, next, 'Enter the code');
  const result = await passSecondFactor(kernel, known, body.code.slice(0, 100));
  switch (result.kind) {
    case 'wrong':
      return showCode(kernel, known, next, kernel.standsIn ? wrongWhileStandingIn : wrongCode);
    case 'spent':
      return redirect('/sign-in', {
        say: 'Sign in again: there were too many wrong codes.',
        cookies: [noSessionCookie],
      });
    case 'right':
      return redirect(await pageAfterSignIn(kernel, known.session.personId, next), {
        cookies: [cookieOf(result.session)],
      });
  }
}

function showCode(kernel: Kernel, known: KnownSession, next: string, fault?: string): Reply {
  const faults = fault === undefined ? [] : [{ field: 'code', message: fault }];
  const model = codePage({ csrfToken: tokenOf(kernel, known), next, faults });
  return plainPage('/identity/views/second-factor', model, {
    title: 'Enter your code',
    status: faults.length > 0 ? 422 : 200,
  });
}

async function postSetUp(context: RouteContext<unknown, unknown, z.output<typeof setUpBody>>): Promise<Reply> {
  const { kernel, body } = context;
  const known = await findPending(context, 'awaiting-set-up');
  if (!known) return noPending;
  refuseOtherForms(kernel, known, body._csrf);
  const next = nextPage(body.next);
  const proof = proveSecret(kernel, known.session.personId, body.sealed, body.code);
  if (!proof) return showSetUp(kernel, known, { next, sealed: body.sealed, fault: wrongSetUpCode });
  await runCommand(kernel, await pendingActor(kernel, known), setSecondFactor, proof.input);
  const account = { personId: known.session.personId, displayName: known.name };
  const session = await kernel.db.write(everyAuthority, async (db) => {
    const isStillThere = (await removeSession(db, known.session.tokenHash)) === 1;
    return isStillThere ? finishSignIn(kernel, db, account, 'set-up', known.session.origin) : undefined;
  });
  if (!session) return noPending;
  const continueHref = await pageAfterSignIn(kernel, account.personId, next);
  const model = { codes: proof.recoveryCodes, continueHref, continueText: 'I have kept them: continue' };
  return plainPage('/identity/views/recovery-codes', model, {
    title: 'Your recovery codes',
    cookies: [cookieOf(session)],
  });
}

function showSetUp(
  kernel: Kernel,
  known: KnownSession,
  about: { next: string; sealed?: string; fault?: string },
): Reply {
  const { sealed, secret } = sealNewSecret(kernel, known.session.personId, about.sealed);
  const faults = about.fault === undefined ? [] : [{ field: 'code', message: about.fault }];
  const model = setUpPage({
    csrfToken: tokenOf(kernel, known),
    next: about.next,
    action: '/sign-in/set-up-second-factor',
    sealed,
    secret,
    signInName: known.signInName,
    stage: 'sign-in',
    faults,
  });
  const status = faults.length > 0 ? 422 : 200;
  return plainPage('/identity/views/set-up-second-factor', model, { title: 'Set up your second factor', status });
}

function tokenOf(kernel: Kernel, { session }: KnownSession): string {
  return formToken(kernel.config.secrets.key, session.tokenHash);
}

function refuseOtherForms(kernel: Kernel, known: KnownSession, csrfToken: string): void {
  if (!sameText(tokenOf(kernel, known), csrfToken))
    throw notAllowed({}, 'This form is out of date. Go back, reload the page and send it again.');
}
