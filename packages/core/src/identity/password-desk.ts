import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import {
  deskRoute,
  openRoute,
  page,
  plainPage,
  redirect,
  signedIn,
  type Reply,
  type Route,
  type RouteContext,
} from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { changeOwnPassword } from './commands/change-own-password.js';
import { linkSpent, usePasswordLink } from './commands/use-password-link.js';
import { confirmPassword, orFaults, ownAccountOf } from './confirm-password.js';
import { findPasswordLink, type PasswordLink } from './links-repository.js';
import { changePasswordPage } from './me-views.js';
import { sessionOf } from './me-desk.js';
import { findPasswordFault } from './password-rules.js';
import { hashPassword } from './passwords.js';
import { isOwnForm, openForm } from './sign-in-forms.js';
import { newPasswordPage } from './sign-in-views.js';

const text = z.string().max(4000).default('');
const linkParams = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/) });
const isALink = 'the link that an administrator gave is the proof';

/** Changing one's own password, and setting one by a link. */
export const passwordRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/me/password',
    permission: signedIn,
    handle: async (context) => {
      const { signInName } = await ownAccountOf(context);
      const model = changePasswordPage(sessionOf(context).csrfToken, signInName);
      return page('/identity/views/change-password', model, { title: 'Change your password' });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/me/password',
    permission: signedIn,
    body: z.strictObject({ password: text, newPassword: text }),
    handle: async (context) => {
      const { password, newPassword } = context.body;
      const { signInName } = await ownAccountOf(context);
      const done = await orFaults(async () => {
        refusePassword(newPassword, signInName, 'newPassword');
        await confirmPassword(context, password);
        const passwordHash = await hashPassword(newPassword, context.kernel.random);
        await context.run(changeOwnPassword, { passwordHash });
      });
      if (done.ok) return redirect('/desk/me', { say: 'Your password is changed. Your other sessions have ended.' });
      const model = changePasswordPage(sessionOf(context).csrfToken, signInName, done.faults);
      return page('/identity/views/change-password', model, { title: 'Change your password', status: 422 });
    },
  }),
  openRoute({
    method: 'get',
    path: '/sign-in/password/:token',
    public: isALink,
    params: linkParams,
    handle: async (context) => showLink(context, await getLink(context, context.params.token)),
  }),
  openRoute({
    method: 'post',
    path: '/sign-in/password/:token',
    public: isALink,
    params: linkParams,
    body: z.strictObject({ _csrf: text, password: text }),
    handle: async (context) => {
      const { kernel, body, params, requestId } = context;
      const link = await getLink(context, params.token);
      const done = await orFaults(async () => {
        if (!isOwnForm(context, body._csrf))
          throw badInput({ faults: [{ field: 'password', message: 'This page was open for long. Enter it again' }] });
        refusePassword(body.password, link.signInName, 'password');
        const passwordHash = await hashPassword(body.password, kernel.random);
        const input = { tokenHash: hashSecret(params.token), passwordHash };
        await runCommand(kernel, systemActor('a password link was used'), usePasswordLink, input, { requestId });
      });
      if (!done.ok) return showLink(context, link, done.faults);
      return redirect('/sign-in', { say: 'Your password is set. Sign in with it.' });
    },
  }),
];

function refusePassword(password: string, signInName: string, field: string): void {
  const fault = findPasswordFault(password, signInName, field);
  if (fault) throw badInput({ faults: [fault] });
}

type LinkContext = RouteContext<z.output<typeof linkParams>, unknown, unknown>;

/** @throws password_link_spent */
async function getLink({ kernel, now }: LinkContext, token: string): Promise<PasswordLink> {
  const link = await findPasswordLink(kernel.db.read(everyAuthority), hashSecret(token), now);
  if (!link) throw linkSpent();
  return link;
}

function showLink(
  context: LinkContext,
  { signInName }: PasswordLink,
  faults: Parameters<typeof newPasswordPage>[0]['faults'] = [],
): Reply {
  const form = openForm(context);
  const action = `/sign-in/password/${context.params.token}`;
  const model = newPasswordPage({ csrfToken: form.csrfToken, action, signInName, faults });
  const status = faults.length > 0 ? 422 : 200;
  return plainPage('/identity/views/new-password', model, {
    title: 'Set your password',
    status,
    cookies: form.cookies,
  });
}
