import { plainPage, type Cookie, type Reply, type RouteContext } from '../kernel/route.js';
import { listSignInButtons } from './elsewhere/connections.js';
import { openForm } from './sign-in-forms.js';
import { signInPage } from './sign-in-views.js';

/** Where a session goes on that is not signed in yet. */
export const stepPaths = {
  'awaiting-second-factor': '/sign-in/second-factor',
  'awaiting-set-up': '/sign-in/set-up-second-factor',
} as const;

/** The sign-in page: after a fault of the form with that, after a way in elsewhere that failed with why. */
export async function showSignIn(
  context: Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'cookies' | 'now'>,
  about: {
    next: string;
    name?: string;
    status?: number;
    fault?: [field: string, message: string];
    refusal?: string;
    cookies?: readonly Cookie[];
  },
): Promise<Reply> {
  const form = openForm(context);
  const faults = about.fault ? [{ field: about.fault[0], message: about.fault[1] }] : [];
  const model = signInPage({
    ...{ csrfToken: form.csrfToken, next: about.next, name: about.name ?? '', faults },
    ...{ refusal: about.refusal, buttons: await listSignInButtons(context.kernel) },
  });
  const status = about.status ?? (faults.length > 0 ? 422 : 200);
  const cookies = [...form.cookies, ...(about.cookies ?? [])];
  return plainPage('/identity/views/sign-in', model, { title: 'Sign in', status, cookies });
}
