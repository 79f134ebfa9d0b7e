import { z } from 'zod';
import type { FieldFault } from '../../kernel/errors.js';
import { ownPath } from '../../kernel/http/own-path.js';
import { newId } from '../../kernel/ids.js';
import { optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { changeCases, undoChanges } from './bulk-change.js';
import { bulkLinkRoutes, LinkFields, readLink } from './bulk-link.js';
import { linkChoice } from './bulk-link-views.js';
import { BulkChange, bulkActions, type ReadChange } from './bulk-input.js';
import { back, ChosenFields, SeenFields } from './chosen-fields.js';
import { listChosenCases, listUndoable } from './bulk-queries.js';
import { noUndo, showBulkResult, undoCookie } from './bulk-result.js';
import type { QueueAction } from './queue-action.js';
import type { DescribedSummary } from '../types.js';
import { bulkPage, changedWords, changeWords, undoneWords } from './bulk-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const does = z.enum(bulkActions);
const ChangeForm = z.strictObject({
  does,
  ...SeenFields,
  assigneeId: optional(z.union([uuidField, z.literal('team')])),
  event: optional(z.string().max(64)),
  outcome: optional(z.string().max(64)),
  priority: optional(z.string().max(20)),
  text: z.string().max(20_000).default(''),
  told: z.literal('yes').optional(),
  ...LinkFields,
});
type ChangeForm = z.output<typeof ChangeForm>;

export const bulkRoutes = (actions: readonly QueueAction[]): readonly Route[] => [
  deskRoute({
    method: 'get',
    path: '/desk/queue/change',
    permission: 'cases.change-many',
    query: z.strictObject({ does, ...ChosenFields }),
    handle: (context) => {
      const { case: ids, ...form } = context.query;
      return showForm(context, ids, form);
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/queue/change',
    permission: 'cases.change-many',
    body: ChangeForm,
    handle: async (context) => {
      const { body } = context;
      const ids = body.case.map(({ id }) => id);
      const asked = await readChange(context, body);
      if (!asked.ok) return await showForm(context, ids, body, asked);
      const { cases, value: change } = asked;
      const result = await changeCases(context, { batchId: body.batch, cases, change });
      if (result.failed.length > 0)
        return await showBulkResult(context, result, { back: body.back, words: changeWords });
      const say = changedWords(change, result.done.length);
      return redirect(ownPath(body.back), { say, cookies: [undoCookie(result.batchId)] });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/queue/changes/:batchId/undo',
    permission: 'cases.change-many',
    params: z.strictObject({ batchId: uuidField }),
    body: z.strictObject({ back }),
    handle: async (context) => {
      const { batchId } = context.params;
      const { back } = context.body;
      const changes = await context.read(listUndoable, { batchId });
      const result = await undoChanges(context, { batchId, changes }, actions);
      if (result.failed.length > 0) return await showBulkResult(context, result, { back, words: changeWords });
      return redirect(ownPath(back), { say: undoneWords(result.done.length), cookies: [noUndo] });
    },
  }),
  ...bulkLinkRoutes,
];

/** What the form asks for, or what it still needs. */
async function readChange(context: Context, form: ChangeForm): Promise<ReadChange> {
  const { assigneeId, event, outcome, priority, text, told, case: cases } = form;
  const missing = (field: string, message: string): ReadChange => ({ ok: false, faults: [{ field, message }] });
  const asked = (value: BulkChange): ReadChange => ({ ok: true, value, cases });
  if (cases.length === 0) return missing('case', 'Choose at least one case');
  switch (form.does) {
    case 'assign':
      if (assigneeId === undefined) return missing('assigneeId', 'Choose who has the cases');
      return asked({ does: 'assign', assigneeId: assigneeId === 'team' ? null : assigneeId });
    case 'move':
      if (event === undefined) return missing('event', 'Choose what happens next');
      return asked({ does: 'move', event, ...(outcome === undefined ? {} : { outcome }) });
    case 'prioritise': {
      const parsed = BulkChange.safeParse({ does: 'prioritise', priority });
      return parsed.success ? asked(parsed.data) : missing('priority', 'Choose the priority');
    }
    case 'note': {
      const parsed = BulkChange.safeParse({ does: 'note', text, visibility: told ? 'customer' : 'internal' });
      if (parsed.success) return asked(parsed.data);
      return missing('text', text.trim() === '' ? 'Enter the note' : (parsed.error.issues[0]?.message ?? ''));
    }
    case 'link':
      return await readLink(context, form);
  }
}

async function showForm(
  context: Context,
  ids: readonly string[],
  form: Pick<ChangeForm, 'does' | 'back'> & Partial<ChangeForm>,
  {
    faults = [],
    matches = [],
  }: { readonly faults?: readonly FieldFault[]; readonly matches?: readonly DescribedSummary[] } = {},
): Promise<Reply> {
  const { kernel, visitor, now } = context;
  const chosen = await context.read(listChosenCases, { ids: [...ids] });
  const model = bulkPage({
    ...form,
    back: ownPath(form.back),
    batchId: form.batch ?? newId(kernel.clock, kernel.random),
    chosen,
    link: form.does === 'link' ? linkChoice({ ...form, chosen: chosen.cases, matches, faults }) : undefined,
    actorId: visitor.actor.kind === 'staff' ? visitor.actor.staffId : '',
    csrfToken: visitor.session?.csrfToken ?? '',
    faults,
    now,
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/cases/views/bulk', model, { title: model.heading, nav: 'queue', status });
}
