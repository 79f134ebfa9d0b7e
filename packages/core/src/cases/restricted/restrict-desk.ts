import { z } from 'zod';
import type { FieldFault } from '../../kernel/errors.js';
import { isError, notFound } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { ByReference, caseAt, caseHref } from '../page/case-desk.js';
import { liftRestriction, restrictCase } from '../commands/restrict-case.js';
import { getCase } from '../queries.js';
import { isRestrictionReason } from './restricted-access.js';
import { restrictPage } from './restrict-views.js';
import type { DescribedCase } from '../types.js';

type Context = RouteContext<{ reference: string }, unknown, unknown>;

const path = '/desk/cases/:reference/restrict';
const permission = 'cases.restrict';

/** Keeping a case from everybody but its team, and ending that. */
export const restrictRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission,
    params: ByReference,
    handle: async (context) => showForm(context, await caseAt(context, permission)),
  }),
  deskRoute({
    method: 'post',
    path,
    permission,
    params: ByReference,
    body: z.strictObject({ version: versionField, reason: z.string().max(100).default('') }),
    handle: async (context) => {
      const found = await caseAt(context, permission);
      const { version: expectedVersion, reason } = context.body;
      if (!isRestrictionReason(reason))
        return showForm(context, found, [{ field: 'reason', message: 'Choose why it must be restricted' }]);
      const done = await context.attempt(restrictCase, { caseId: found.id, reason, expectedVersion });
      if (!done.ok) return showForm(context, found, done.faults);
      const href = (await stillSees(context, found)) ? caseHref(found) : '/desk/queue';
      return redirect(href, { say: `${found.reference} is restricted to its team` });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/lift`,
    permission,
    params: ByReference,
    body: z.strictObject({ version: versionField, why: z.string().max(20_000).default('') }),
    handle: async (context) => {
      const found = await caseAt(context, permission);
      const { version: expectedVersion, why } = context.body;
      if (why.trim() === '')
        return showForm(context, found, [{ field: 'why', message: 'Enter why it need not be restricted any more' }]);
      const done = await context.attempt(liftRestriction, { caseId: found.id, reason: why, expectedVersion });
      if (!done.ok) {
        const faults = done.faults.map(({ message }) => ({ field: 'why', message }));
        return showForm(context, found, faults, why);
      }
      return redirect(caseHref(found), { say: `${found.reference} is no longer restricted` });
    },
  }),
];

function showForm(context: Context, found: DescribedCase, faults: readonly FieldFault[] = [], why = ''): Reply {
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = restrictPage(found, { csrfToken, faults, why });
  const status = faults.length > 0 ? 422 : 200;
  return page('/cases/views/restrict', model, { title: `Restrict ${found.reference}`, nav: 'queue', status });
}

/** Whoever restricts a case of another team doesn't see it any more. */
async function stillSees(context: Context, { id }: DescribedCase): Promise<boolean> {
  try {
    return (await context.read(getCase, { id })).restricted;
  } catch (error) {
    if (isError(error, notFound.code)) return false;
    throw error;
  }
}
