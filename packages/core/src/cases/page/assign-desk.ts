import { z } from 'zod';
import { listTeams } from '../../directory/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { assignPage } from './assign-views.js';
import { ByReference, caseAt, caseHref } from './case-desk.js';
import { assignCase } from '../commands/assign-case.js';
import { handOverCase } from '../commands/hand-over-case.js';
import { listPossibleAssignees } from './page-queries.js';
import type { DescribedCase } from '../types.js';

type Context = RouteContext<{ reference: string }, unknown, unknown>;

export const assignRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/cases/:reference/assign',
    permission: 'cases.work',
    params: ByReference,
    handle: async (context) => await showAssign(context, await caseAt(context)),
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/assign',
    permission: 'cases.work',
    params: ByReference,
    body: z.strictObject({ version: versionField, assigneeId: z.union([uuidField, z.literal('team')]).optional() }),
    handle: async (context) => {
      const found = await caseAt(context);
      const { version: expectedVersion, assigneeId } = context.body;
      if (assigneeId === undefined)
        return await showAssign(context, found, [{ field: 'assigneeId', message: 'Choose who has the case' }]);
      const done = await context.attempt(assignCase, {
        caseId: found.id,
        assigneeId: assigneeId === 'team' ? null : assigneeId,
        expectedVersion,
      });
      if (done.ok)
        return redirect(caseHref(found), { say: assigneeId === 'team' ? 'Given back to the team' : 'Assigned' });
      return await showAssign(context, found, done.faults);
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/hand-over',
    permission: 'cases.assign',
    params: ByReference,
    body: z.strictObject({
      version: versionField,
      teamId: z.union([uuidField, z.literal('')]).optional(),
      note: z.string().max(20_000).default(''),
    }),
    handle: async (context) => {
      const found = await caseAt(context);
      const { version: expectedVersion, teamId = '', note } = context.body;
      const missing = [
        ...(teamId === '' ? [{ field: 'teamId', message: 'Choose the team' }] : []),
        ...(note.trim() === '' ? [{ field: 'note', message: 'Enter what the team needs to know' }] : []),
      ];
      if (missing.length > 0) return await showAssign(context, found, missing, note);
      const done = await context.attempt(handOverCase, { caseId: found.id, teamId, note, expectedVersion });
      // A restricted case went to its new team, and is nothing any more for whoever gave it away.
      if (done.ok) return redirect(found.restricted ? '/desk/queue' : caseHref(found), { say: 'Handed over' });
      return await showAssign(context, found, done.faults, note);
    },
  }),
];

async function showAssign(
  context: Context,
  found: DescribedCase,
  faults: readonly FieldFault[] = [],
  note = '',
): Promise<Reply> {
  const { visitor, kernel } = context;
  const mayAssign = may(visitor.actor, 'cases.assign', found.authorityId);
  const model = assignPage({
    found,
    members: await context.read(listPossibleAssignees, { id: found.id }),
    teams: mayAssign && may(visitor.actor, 'directory.read') ? await context.read(listTeams, {}) : [],
    mayAssign,
    now: context.now,
    actorId: visitor.actor.kind === 'staff' ? visitor.actor.staffId : '',
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    faults,
    note,
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/cases/views/assign', model, { title: `Assign ${found.reference}`, nav: 'queue', status });
}
