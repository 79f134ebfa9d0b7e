import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { sessionOf } from '../me-desk.js';
import { identitiesHref, identitiesPage, type TypedIdentity } from './identities-views.js';
import { linkIdentity, unlinkIdentity } from './link-identity.js';
import { listSignInIdentities } from './list-identities.js';

const permission = 'access.manage';
const text = z.string().max(4000).default('');
const asked = z.strictObject({ name: z.string().max(100).default(''), cursor: z.string().max(600).default('') });
type Asked = z.output<typeof asked>;

/** Whose accounts open by a council's own system, for administrators. */
export const identitiesRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: identitiesHref,
    permission,
    query: asked,
    handle: (context) => show(context, context.query),
  }),
  deskRoute({
    method: 'post',
    path: identitiesHref,
    permission,
    body: z.strictObject({ authorityId: text, signInName: text, issuer: text, subject: text }),
    handle: async (context) => {
      const done = await context.attempt(linkIdentity, context.body);
      if (!done.ok) return show(context, { name: '', cursor: '' }, { typed: context.body, faults: done.faults });
      return redirect(identitiesHref, { say: 'Linked. They sign in by that system from now on.' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${identitiesHref}/:identityId/unlink`,
    permission,
    params: z.strictObject({ identityId: uuidField }),
    handle: async (context) => {
      await context.run(unlinkIdentity, { id: context.params.identityId });
      return redirect(identitiesHref, { say: 'Unlinked. What they began by that system has ended.' });
    },
  }),
];

async function show(
  context: RouteContext<unknown, unknown, unknown>,
  { name, cursor }: Asked,
  about: { typed?: TypedIdentity; faults?: readonly FieldFault[] } = {},
): Promise<Reply> {
  const { kernel, visitor, now } = context;
  const { items, nextCursor } = await context.read(listSignInIdentities, { name, cursor });
  const authorities = await listAuthorities(kernel);
  const councils = authorities.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
  const model = identitiesPage(items, {
    ...{ csrfToken: sessionOf(context).csrfToken, search: name, nextCursor, councils, now, ...about },
  });
  const status = (about.faults ?? []).length > 0 ? 422 : 200;
  return page('/identity/views/identities', model, { title: 'Signing in elsewhere', nav: 'sign-ins', status });
}
