import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { assignRole, endRole, listManagedAuthorities } from '../access/index.js';
import { createAccount } from './commands/create-account.js';
import { createPasswordLink } from './commands/create-password-link.js';
import { disableAccount } from './commands/disable-account.js';
import { enableAccount } from './commands/enable-account.js';
import { resetSecondFactor } from './commands/reset-second-factor.js';
import { personOf, sessionOf } from './me-desk.js';
import { getStaffAccount } from './queries.js';
import { staffMemberPage, type PasswordLinkPage } from './staff-views.js';

const text = z.string().max(4000).default('');
const permission = 'access.manage';
const params = z.strictObject({ id: uuidField });
const path = '/desk/admin/staff/:id';

type MemberContext = RouteContext<z.output<typeof params>, unknown, unknown>;

/** One person's roles and account, for administrators. */
export const staffMemberRoutes: readonly Route[] = [
  deskRoute({ method: 'get', path, permission, params, handle: (context) => showMember(context) }),
  deskRoute({
    method: 'post',
    path: `${path}/roles`,
    permission,
    params,
    body: z.strictObject({ role: text, authority: text }),
    handle: async (context) => {
      const { role, authority } = context.body;
      const done = await context.attempt(assignRole, { personId: context.params.id, role, authority });
      return done.ok
        ? back(context, 'The role holds from now on.')
        : showMember(context, done.faults, { role, authority });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/roles/end`,
    permission,
    params,
    body: z.strictObject({ assignmentId: uuidField }),
    handle: async (context) => {
      const done = await context.attempt(endRole, context.body);
      return done.ok ? back(context, 'The role has ended.') : showMember(context, done.faults);
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/account`,
    permission,
    params,
    body: z.strictObject({ signInName: text }),
    handle: async (context) => {
      const { signInName } = context.body;
      const done = await context.attempt(createAccount, { personId: context.params.id, signInName });
      return done.ok
        ? back(context, 'The account is made. Now make a password link.')
        : showMember(context, done.faults);
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/disable`,
    permission,
    params,
    handle: async (context) => {
      const done = await context.attempt(disableAccount, { personId: context.params.id });
      return done.ok
        ? back(context, 'The account is disabled and signed out everywhere.')
        : showMember(context, done.faults);
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/enable`,
    permission,
    params,
    handle: async (context) => {
      await context.run(enableAccount, { personId: context.params.id });
      return back(context, 'The account is enabled again.');
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/reset-second-factor`,
    permission,
    params,
    handle: async (context) => {
      await context.run(resetSecondFactor, { personId: context.params.id });
      return back(context, 'The second factor is taken away. The next sign-in sets up a new one.');
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/password-link`,
    permission,
    params,
    handle: (context) => showPasswordLink(context),
  }),
];

function back({ params: { id } }: MemberContext, say: string): Reply {
  return redirect(`/desk/admin/staff/${id}`, { say });
}

async function showMember(
  context: MemberContext,
  faults: readonly FieldFault[] = [],
  chosen?: { role: string; authority: string },
): Promise<Reply> {
  const personId = context.params.id;
  const [member, authorities] = await Promise.all([
    context.read(getStaffAccount, { personId }),
    context.read(listManagedAuthorities, {}),
  ]);
  const { csrfToken } = sessionOf(context);
  const isOwn = personOf(context) === personId;
  const model = staffMemberPage(member, { csrfToken, authorities, now: context.now, isOwn, chosen, faults });
  const status = faults.length > 0 ? 422 : 200;
  return page('/identity/views/staff-member', model, { title: member.displayName, nav: 'staff', status });
}

/** The link leaves with this answer only; the database holds its hash. */
async function showPasswordLink(context: MemberContext): Promise<Reply> {
  const {
    kernel,
    params: { id: personId },
    now,
  } = context;
  const token = kernel.random(32).toString('base64url');
  const { expiresAt } = await context.run(createPasswordLink, { personId, tokenHash: hashSecret(token) });
  const { displayName } = await context.read(getStaffAccount, { personId });
  const { origin } = kernel.config;
  const model: PasswordLinkPage = {
    name: displayName,
    link: `${origin?.replace(/\/$/, '') ?? ''}/sign-in/password/${token}`,
    isWhole: origin !== undefined,
    expires: `expires ${formatDateTime(expiresAt, { now })}`,
    backHref: `/desk/admin/staff/${personId}`,
  };
  return page('/identity/views/password-link', model, { title: 'Password link', nav: 'staff' });
}
