import { z } from 'zod';
import { listAuthorities, listLines } from '../../authorities/index.js';
import { getCase } from '../../cases/index.js';
import { listCustomers, matchByTelephone, readTelephone, toE164 } from '../../customers/index.js';
import { channels, listOfCall, startInteraction, type Interaction } from '../../interactions/index.js';
import { listPeopleKnownAs } from '../../identity/index.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { findPlace } from '../../places/index.js';
import { ownAuthority } from '../frame.js';
import { callHref } from './call-address.js';
import { maybeIdField, typedFields } from './form-fields.js';
import type { Context } from './read-call.js';
import { tryOn, type Refusal } from './show-call.js';
import { readPanel, valueOf } from './panels.js';
import { startPage, type StartParts } from './views-start.js';

/** What a telephone system's screen-pop, or a link of ours, says about the contact to start. */
const StartQuery = z.strictObject({
  caller: optional(line(60)),
  called: optional(line(40)),
  call_id: optional(line(120)),
  /** The telephone system's name of the adviser; whoever is signed in answers. */
  agent: optional(line(120)),
  /** Seconds that the caller waited, or since when the call rings; what can't be read is not known. */
  waited: optional(line(20)),
  ringing_since: optional(line(40)),
  customer: uuidField.optional(),
  place: uuidField.optional(),
  case: optional(line(100)),
});
type StartQuery = z.output<typeof StartQuery>;

const StartForm = z.strictObject({
  channel: z.enum(channels, { error: 'Choose how they are in touch' }),
  authorityId: z.union([z.literal('').transform(() => undefined), z.coerce.number().int()]).optional(),
  called: optional(line(40)),
  caller: optional(line(60)),
  callId: optional(line(120)),
  waitedSeconds: optional(line(20)),
  ringingSince: optional(line(40)),
  customerId: maybeIdField,
  placeId: maybeIdField,
  aboutCaseId: maybeIdField,
});

export const startRoutes = [
  deskRoute({
    method: 'get',
    path: '/desk/interactions/new',
    permission: 'interactions.handle',
    query: StartQuery,
    handle: async (context) => {
      const { earlier } = await readEarlier(context, context.query);
      const { actor } = context.visitor;
      if (earlier && actor.kind === 'staff' && earlier.adviserId === actor.staffId)
        return redirect(callHref(earlier.id));
      return await showStart(context, context.query);
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/new',
    permission: 'interactions.handle',
    query: StartQuery,
    body: StartForm,
    handle: async (context) => {
      const typed = typedFields(context.body);
      const known = typed['customerId'] === undefined ? await onlyOneCalling(context, context.body) : {};
      const tried = await tryOn(typed, () =>
        context.run(startInteraction, { ...context.body, ...known, ...waitIn(context.body) }),
      );
      if ('refusal' in tried) return await showStart(context, queryOf(context.query, typed), tried.refusal);
      return redirect(callHref(tried.done.id));
    },
  }),
];

/** How long they waited, as far as it can be read: what a telephone system says in its own way never stops a call. */
function waitIn({ waitedSeconds, ringingSince }: Pick<z.output<typeof StartForm>, 'waitedSeconds' | 'ringingSince'>) {
  const { shape } = startInteraction.input;
  return {
    waitedSeconds: shape.waitedSeconds.safeParse(waitedSeconds).data,
    ringingSince: shape.ringingSince.safeParse(ringingSince).data,
  };
}

/**
 * The one customer of the authority answered as who has the number that was typed, which the page had not shown yet.
 * Several are for the adviser to choose from, and a restricted one opens only with a reason.
 */
async function onlyOneCalling(
  context: Context,
  { caller, called, authorityId }: Pick<z.output<typeof StartForm>, 'caller' | 'called' | 'authorityId'>,
): Promise<{ customerId?: string }> {
  const { dialled, candidates, authorities } = await readStart(context, { caller, called });
  const answeredAs = dialled?.authorityId ?? authorityId ?? authorities[0]?.id;
  const own = candidates.filter((candidate) => candidate.authorityId === answeredAs);
  const [only] = own.length === 1 ? own : [];
  return only && !only.restricted ? { customerId: only.id } : {};
}

/** What was typed says more than the address did. */
function queryOf(query: StartQuery, typed: Readonly<Record<string, string>>): StartQuery {
  return { ...query, ...(typed['caller'] ? { caller: typed['caller'] } : {}) };
}

async function showStart(context: Context, query: StartQuery, refusal: Refusal = { faults: [] }): Promise<Reply> {
  const parts = await readStart(context, query);
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = startPage(parts, { csrfToken, ...refusal });
  const status = refusal.faults.length > 0 ? { status: refusal.status ?? 422 } : {};
  return page('/desk/interaction/views/start', model, { title: model.title, nav: 'home', ...status });
}

async function readStart(context: Context, query: StartQuery): Promise<StartParts> {
  const { kernel, visitor } = context;
  const { actor } = visitor;
  const db = kernel.db.read(scopeFor(actor, 'interactions.handle'));
  const all = await listAuthorities(kernel);
  const answered = all.filter(({ id, kind }) => kind === 'authority' && may(actor, 'interactions.handle', id));
  const own = await ownAuthority(context);
  const authorities = [...answered].sort((a, b) => Number(b.id === own?.id) - Number(a.id === own?.id));
  const called = query.called === undefined ? undefined : readTelephone(query.called);
  const number = called?.kind === 'number' ? called.e164 : undefined;
  const lines = await listLines(db);
  const dialled = lines.find(({ telephone }) => telephone === number);
  const aboutCase =
    query.case === undefined
      ? undefined
      : valueOf(await readPanel(context, 'case', () => context.read(getCase, { reference: query.case ?? '' })));
  const place = query.place === undefined ? undefined : await findPlace(db, query.place);
  const authorityId = dialled?.authorityId ?? aboutCase?.authorityId;
  const customerId = query.customer ?? aboutCase?.customerId ?? undefined;
  const known = await readKnown(context, { customerId, caller: query.caller, authorityId });
  const call = { ...(await readEarlier(context, query)), agent: await readAgent(context, query) };
  return { query, authorities, dialled, aboutCase, place, now: context.now, called, ...call, ...known };
}

/** The contact that was started for this call before: the reader's own, else a colleague's. */
async function readEarlier(
  { kernel, visitor: { actor } }: Context,
  { call_id: callId }: Pick<StartQuery, 'call_id'>,
): Promise<{ readonly earlier: Interaction | undefined }> {
  if (callId === undefined || actor.kind !== 'staff') return { earlier: undefined };
  const all = await listOfCall(kernel.db.read(scopeFor(actor, 'interactions.handle')), callId);
  return { earlier: all.find(({ adviserId }) => adviserId === actor.staffId) ?? all[0] };
}

/** Whom the telephone system put the call through to, unless it is the reader. */
async function readAgent(
  { kernel, visitor: { actor } }: Context,
  { agent }: Pick<StartQuery, 'agent'>,
): Promise<StartParts['agent']> {
  if (agent === undefined || actor.kind !== 'staff') return undefined;
  const about = { name: agent, telephone: toE164(agent) };
  const people = await listPeopleKnownAs(kernel.db.read(scopeFor(actor, 'interactions.handle')), about);
  if (people.some(({ id }) => id === actor.staffId)) return undefined;
  return { said: agent, name: people[0]?.name, reader: actor.name };
}

async function readKnown(
  context: Context,
  {
    customerId,
    caller,
    authorityId,
  }: { customerId?: string | undefined; caller?: string | undefined; authorityId?: number | undefined },
): Promise<Pick<StartParts, 'caller' | 'candidates'>> {
  const read = caller === undefined ? undefined : readTelephone(caller);
  if (!may(context.visitor.actor, 'customers.read', authorityId)) return { caller: read, candidates: [] };
  const candidates = await readPanel(context, 'customers', async () => {
    if (customerId !== undefined) return await context.read(listCustomers, { ids: [customerId] });
    if (read?.kind !== 'number') return [];
    const at = authorityId === undefined ? {} : { authorityId };
    return (await context.read(matchByTelephone, { telephone: read.e164, ...at })).items;
  });
  return { caller: read, candidates: valueOf(candidates) ?? [] };
}
