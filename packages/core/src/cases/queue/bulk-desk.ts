import { z } from 'zod';
import type { FieldFault } from '../../kernel/errors.js';
import { ownPath } from '../../kernel/http/own-path.js';
import { isUuid, newId } from '../../kernel/ids.js';
import { optional, uuidField } from '../../kernel/input.js';
import {
  deskRoute,
  page,
  redirect,
  type Cookie,
  type Reply,
  type Route,
  type RouteContext,
} from '../../kernel/route.js';
import { changeCases, undoChanges, type BulkResult } from './bulk-change.js';
import { bulkLinkRoutes, LinkFields, readLink } from './bulk-link.js';
import { linkChoice } from './bulk-link-views.js';
import { BulkChange, bulkActions, bulkAtMost, undoLastsMs, type ReadChange, type SeenCase } from './bulk-input.js';
import { listChosenCases, listUndoable } from './bulk-queries.js';
import type { DescribedSummary } from '../types.js';
import { bulkPage, bulkResultPage, changedWords, undoneWords } from './bulk-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const does = z.enum(bulkActions);
const back = z.string().max(2000).default('/desk/queue');

/** `<id>.<version>`: the case as the page showed it. */
const Seen = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d{1,9}$/)
  .transform((text): SeenCase => {
    const [id = '', version = ''] = text.split('.');
    return { id, version: Number(version) };
  });

function oneOrMore<S extends z.ZodType>(schema: S) {
  return z.union([schema.transform((one) => [one]), z.array(schema).max(bulkAtMost)]).default([]);
}

const ChangeForm = z.strictObject({
  does,
  back,
  batch: uuidField,
  case: oneOrMore(Seen),
  assigneeId: optional(z.union([uuidField, z.literal('team')])),
  event: optional(z.string().max(64)),
  outcome: optional(z.string().max(64)),
  priority: optional(z.string().max(20)),
  text: z.string().max(20_000).default(''),
  told: z.literal('yes').optional(),
  ...LinkFields,
});
type ChangeForm = z.output<typeof ChangeForm>;

export const bulkRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/queue/change',
    permission: 'cases.change-many',
    query: z.strictObject({ does, back, case: oneOrMore(uuidField) }),
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
      if (result.failed.length > 0) return await showResult(context, ids, result, body.back);
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
      const caseIds = await context.read(listUndoable, { batchId });
      const result = await undoChanges(context, { batchId, caseIds });
      if (result.failed.length > 0) return await showResult(context, caseIds, result, context.body.back);
      return redirect(ownPath(context.body.back), { say: undoneWords(result.done.length), cookies: [noUndo] });
    },
  }),
  ...bulkLinkRoutes,
];

const undoName = 'moothall-undo';
const noUndo: Cookie = { name: undoName, value: '', maxAgeS: 0 };

/** The batch that the browser offers to undo, for as long as that can be done. */
function undoCookie(batchId: string): Cookie {
  return { name: undoName, value: batchId, maxAgeS: undoLastsMs / 1000 };
}

/** Where Undo posts to, if there is something to undo. */
export function undoAction({ cookies }: Pick<Context, 'cookies'>): string | undefined {
  const batchId = cookies[undoName];
  return batchId !== undefined && isUuid(batchId) ? `/desk/queue/changes/${batchId}/undo` : undefined;
}

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

async function showResult(
  context: Context,
  ids: readonly string[],
  result: BulkResult,
  backHref: string,
): Promise<Reply> {
  const { cases } = await context.read(listChosenCases, { ids: [...ids] });
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = bulkResultPage(result, cases, { csrfToken, back: ownPath(backHref) });
  return page('/cases/views/bulk-result', model, { title: model.heading, nav: 'queue' });
}
