import { z } from 'zod';
import { isError, staleVersion } from '../../kernel/errors.js';
import { optional, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { allowedTransitions, findStatus } from '../../services/index.js';
import { ByReference, caseAt, caseHref } from './case-desk.js';
import { addNote } from '../commands/add-note.js';
import { changeStatus } from '../commands/change-status.js';
import { conflictPage } from './conflict-views.js';
import { getLastChange } from './last-change-query.js';
import { getCasePage } from './page-queries.js';
import { showCase } from '../show-case.js';

const StatusBody = z.strictObject({
  version: versionField,
  baseStatus: z.string().max(64),
  event: optional(z.string().max(64)),
  outcome: optional(z.string().max(64)),
  note: optional(z.string().max(20_000)),
  'keep.status': z.enum(['theirs', 'yours']).optional(),
});
type StatusBody = z.output<typeof StatusBody>;
type Context = RouteContext<{ reference: string }, unknown, StatusBody>;

export const statusRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/status',
    permission: 'cases.work',
    params: ByReference,
    body: StatusBody,
    handle: async (context) => {
      if (context.body['keep.status'] === 'theirs') return await keepTheirs(context);
      try {
        return await move(context);
      } catch (error) {
        if (!isError(error, staleVersion.code)) throw error;
        return await conflict(context);
      }
    },
  }),
];

async function move(context: Context): Promise<Reply> {
  const found = await caseAt(context);
  const { version: expectedVersion, baseStatus, event, outcome, note } = context.body;
  if (event === undefined)
    return await showCase(context, found.reference, {
      faults: [{ field: 'event', message: 'Choose what happens next' }],
      typed: typedOf(context.body),
    });
  const more = { ...(outcome ? { outcome } : {}), ...(note ? { note } : {}) };
  const done = await context.attempt(changeStatus, { caseId: found.id, expectedVersion, baseStatus, event, ...more });
  if (done.ok) return redirect(caseHref(found), { say: 'Status saved' });
  return await showCase(context, found.reference, { faults: done.faults, typed: typedOf(context.body) });
}

function typedOf({ event = '', outcome = '', note = '' }: StatusBody): Record<string, string> {
  return { event, outcome, note };
}

/** The status stays as the other person set it; the note is added all the same. */
async function keepTheirs(context: Context): Promise<Reply> {
  const found = await caseAt(context);
  const { note } = context.body;
  if (note) await context.run(addNote, { caseId: found.id, text: note });
  return redirect(caseHref(found), { say: note ? 'Your note is added; the status stays' : 'The status stays' });
}

async function conflict(context: Context): Promise<Reply> {
  const { body, visitor } = context;
  const { case: found, definition } = await context.read(getCasePage, { reference: context.params.reference });
  const { lifecycle } = definition;
  const label = (status: string): string => findStatus(lifecycle, status)?.label ?? status;
  const wanted = allowedTransitions(lifecycle, body.baseStatus).find(({ event }) => event === body.event);
  const model = conflictPage({
    clashes: [
      {
        field: 'status',
        label: 'Status',
        before: label(body.baseStatus),
        theirs: found.statusLabel,
        yours: label(wanted?.to ?? ''),
      },
    ],
    saved: [],
    who: await context.read(getLastChange, { id: found.id }),
    action: `${caseHref(found)}/status`,
    csrfToken: visitor.session?.csrfToken ?? '',
    hidden: { ...typedOf(body), version: String(found.version), baseStatus: found.status },
    caseHref: caseHref(found),
  });
  return page('/cases/views/conflict', model, { title: 'Choose what to keep', nav: 'queue', status: 409 });
}
