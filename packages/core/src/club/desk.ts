import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { capitalised } from '../kernel/capitalised.js';
import { isError, notAllowed, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { newId } from '../kernel/ids.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { addRecord } from './commands/add-record.js';
import { changeRecord } from './commands/change-record.js';
import { moveRecord } from './commands/move-record.js';
import { readForm, recordFormPage, typedOf, type Typed } from './form-views.js';
import { getRecord, listRecords } from './queries.js';
import { kindNamed, partNames, type PartName } from './record/kinds.js';
import type { About } from './record/record-kind.js';
import { showRecord } from './show-record.js';
import { partnershipHref, recordHref, recordsPage } from './views.js';
import type { GovernanceRecord } from './types.js';

const inPart = z.strictObject({ part: z.enum(partNames) });
const params = inPart.extend({ id: uuidField });
const permission = 'club.govern';
/** Fields differ from part to part; each is checked by the command. */
const field = z.string().max(40_000);
const Form = z.object({}).catchall(field);
const text = z.string().trim().max(4000).default('');
type Context = RouteContext<unknown, unknown, unknown>;
type Loaded = Awaited<ReturnType<typeof getRecord.run>>;

/** The lists of every part, a record's page, its form, and its moves. */
export const recordRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: `${partnershipHref}/records`,
    permission: 'club.read',
    query: inPart,
    handle: async (context) => {
      const kind = kindNamed(context.query.part);
      const { records, about } = await context.read(listRecords, context.query);
      const mayAdd = may(context.visitor.actor, permission);
      const model = recordsPage(kind, records, about, { mayAdd });
      return page('/club/views/records', model, { title: kind.words.many, nav: 'partnership' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${partnershipHref}/new`,
    permission,
    query: inPart,
    handle: async (context) => {
      const { about } = await context.read(listRecords, context.query);
      return await showForm(context, context.query.part, { about, typed: {} });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${partnershipHref}/new`,
    permission,
    body: inPart.catchall(field),
    handle: (context) => add(context, context.body.part, context.body),
  }),
  deskRoute({
    method: 'get',
    path: `${partnershipHref}/:part/:id`,
    permission: 'club.read',
    params,
    handle: async (context) => showRecord(context, context.params.part, await context.read(getRecord, context.params)),
  }),
  deskRoute({
    method: 'get',
    path: `${partnershipHref}/:part/:id/change`,
    permission,
    params,
    handle: async (context) => {
      const { record, about } = await context.read(getRecord, context.params);
      const typed = typedOf(kindNamed(context.params.part), record, about);
      return await showForm(context, context.params.part, { record, about, typed });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${partnershipHref}/:part/:id/change`,
    permission,
    params,
    body: Form,
    handle: async (context) =>
      change(context, context.params.part, context.body, await context.read(getRecord, context.params)),
  }),
  deskRoute({
    method: 'post',
    path: `${partnershipHref}/:part/:id/moves`,
    permission,
    params,
    body: z.strictObject({ expectedVersion: text, event: text, note: text }),
    handle: async (context) => {
      const { part, id } = context.params;
      const done = await context.attempt(moveRecord, { ...context.params, ...context.body });
      const move = kindNamed(part).moves.find(({ event }) => event === context.body.event);
      if (done.ok) return redirect(recordHref(part, id), { say: move?.done ?? 'Done' });
      const loaded = await context.read(getRecord, context.params);
      return await showRecord(context, part, loaded, done.faults, context.body.note);
    },
  }),
];

async function add(context: Context, part: PartName, typed: Typed): Promise<Reply> {
  const kind = kindNamed(part);
  const { about } = await context.read(listRecords, { part });
  const { given, faults } = readForm(kind, typed, about);
  if (faults.length > 0) return await showForm(context, part, { about, typed, faults });
  const [body] = await bodiesOf(context);
  const authorityId = typed['authorityId'] ?? String(body?.id ?? '');
  const done = await context.attempt(addRecord, { part, authorityId, fields: given });
  if (!done.ok) return await showForm(context, part, { about, typed, faults: ofFields(done.faults) });
  return redirect(recordHref(part, done.value.id), { say: capitalised(`${kind.words.one} added`) });
}

async function change(context: Context, part: PartName, typed: Typed, { record, about }: Loaded): Promise<Reply> {
  const kind = kindNamed(part);
  const { given, faults } = readForm(kind, typed, about);
  const shown = { record, about, typed };
  if (faults.length > 0) return await showForm(context, part, { ...shown, faults });
  const input = { part, id: record.id, expectedVersion: typed['expectedVersion'], fields: given };
  try {
    const done = await context.attempt(changeRecord, input);
    if (done.ok) return redirect(recordHref(part, record.id), { say: 'Changed' });
    return await showForm(context, part, { ...shown, faults: ofFields(done.faults) });
  } catch (error) {
    if (!isError(error, 'stale_version')) throw error;
    const message = 'A colleague changed this record meanwhile. What you typed is kept: look at it and save again';
    const now = { ...typed, expectedVersion: String(record.version) };
    const field = kind.fields[0]?.name ?? '';
    return await showForm(context, part, { ...shown, typed: now, faults: [{ field, message }], status: 409 });
  }
}

/** "options.0.costPence" stands at the field `options`. */
function ofFields(faults: readonly FieldFault[]): FieldFault[] {
  return faults.map(({ field, message }) => ({ field: field.split('.')[0] ?? field, message }));
}

interface ShownForm {
  readonly record?: GovernanceRecord;
  readonly about: About;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly status?: number;
}

async function showForm(context: Context, part: PartName, shown: ShownForm): Promise<Reply> {
  const { record, about, typed, faults = [], status = 422 } = shown;
  const { kernel, visitor } = context;
  const bodies = await bodiesOf(context);
  if (bodies.length === 0) throw notAllowed();
  const once = newId(kernel.clock, kernel.random);
  const csrfToken = visitor.session?.csrfToken ?? '';
  const model = recordFormPage(kindNamed(part), record, { csrfToken, typed, faults, about, bodies, once });
  const about422 = faults.length > 0 ? { status } : {};
  return page('/club/views/form', model, { title: model.heading, nav: 'partnership', ...about422 });
}

/** Whose records the visitor may keep: the partnership's first. */
async function bodiesOf({ kernel, visitor }: Context) {
  const held = (await listAuthorities(kernel)).filter(({ id }) => may(visitor.actor, permission, id));
  return held.toSorted((one, other) => Number(other.kind === 'partnership') - Number(one.kind === 'partnership'));
}
