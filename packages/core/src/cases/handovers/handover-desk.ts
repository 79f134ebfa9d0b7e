import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { newId } from '../../kernel/ids.js';
import type { AnyCommand } from '../../kernel/capability.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { ByReference, caseAt, caseHref } from '../page/case-desk.js';
import type { DescribedCase } from '../types.js';
import { acceptHandover, declineHandover } from './answer-handover.js';
import { finishHandover, withdrawHandover } from './end-handover.js';
import { handoverErrors } from './handover-errors.js';
import { getHandover, listPassed } from './handover-queries.js';
import { handoverPage, passedPage, type PassPage } from './handover-views.js';
import { offerCase } from './offer-case.js';
import { chosenReceiver, findReceivers, receiverChoice, receiverFields, receiverQuery } from './receiver-choice.js';
import { errorAt, faultLinks } from '../../web/form-faults.js';

const params = z.strictObject({ id: uuidField });
const path = '/desk/handovers/:id';
const permission = 'cases.read';
const mayPass = 'cases.assign';
const words = z.string().max(2000).default('');
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;
interface Typed {
  readonly reason?: string;
  readonly result?: string;
}

const show = deskRoute({
  method: 'get',
  path,
  permission,
  params,
  handle: (context) => showHandover(context),
});

const passed = deskRoute({
  method: 'get',
  path: '/desk/handovers',
  permission,
  query: z.strictObject({ cursor: optional(z.string().max(200)) }),
  handle: async (context) => {
    const { cursor } = context.query;
    const model = passedPage(await context.read(listPassed, cursor === undefined ? {} : { cursor }));
    return page('/cases/views/passed', model, { title: 'Passed on by me', nav: 'work' });
  },
});

const accept = deskRoute({
  method: 'post',
  path: `${path}/accept`,
  permission,
  params,
  body: z.strictObject({ version: versionField }),
  handle: async (context) => {
    const { reference } = await context.read(getHandover, context.params);
    const to = reference === null ? `/desk/handovers/${context.params.id}` : `/desk/cases/${reference}`;
    return await settle(context, acceptHandover, {}, { to, say: 'Accepted: it is yours now' });
  },
});

const decline = deskRoute({
  method: 'post',
  path: `${path}/decline`,
  permission,
  params,
  body: z.strictObject({ version: versionField, reason: words }),
  handle: (context) => {
    const { reason } = context.body;
    return settle(
      context,
      declineHandover,
      { reason },
      { to: '/desk/work', say: 'Declined: whoever passed it is told' },
    );
  },
});

const withdraw = deskRoute({
  method: 'post',
  path: `${path}/withdraw`,
  permission,
  params,
  body: z.strictObject({ version: versionField }),
  handle: (context) =>
    settle(context, withdrawHandover, {}, { to: `/desk/handovers/${context.params.id}`, say: 'Taken back' }),
});

const finish = deskRoute({
  method: 'post',
  path: `${path}/finish`,
  permission,
  params,
  body: z.strictObject({ version: versionField, result: words }),
  handle: (context) => {
    const { result } = context.body;
    return settle(context, finishHandover, { result }, { to: '/desk/work', say: 'Done: whoever passed it is told' });
  },
});

/** What comes of a button; where somebody was faster, the page as it is now, with what was typed. */
async function settle(
  context: RouteContext<{ readonly id: string }, unknown, { readonly version: number }>,
  command: AnyCommand,
  typed: Typed,
  after: { readonly to: string; readonly say: string },
): Promise<Reply> {
  const { id } = context.params;
  try {
    const done = await context.attempt(command, { id, expectedVersion: context.body.version, ...typed });
    return done.ok ? redirect(after.to, { say: after.say }) : await showHandover(context, typed, done.faults);
  } catch (error) {
    const refusal = [handoverErrors.ended, handoverErrors.overtaken, staleVersion].find(({ code }) =>
      isError(error, code),
    );
    if (!refusal) throw error;
    return await showHandover(context, typed, [{ field: '', message: (error as Error).message }], 409);
  }
}

async function showHandover(
  context: Context,
  typed: Typed = {},
  faults: readonly FieldFault[] = [],
  status = faults.length > 0 ? 422 : 200,
): Promise<Reply> {
  const found = await context.read(getHandover, { id: context.params.id });
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = handoverPage(found, { now: context.now, csrfToken, faults, typed });
  return page('/cases/views/handover', model, { title: model.heading, nav: 'work', status });
}

const PassQuery = z.strictObject(receiverQuery);

const askReceiver = deskRoute({
  method: 'get',
  path: '/desk/cases/:reference/pass',
  permission: mayPass,
  params: ByReference,
  query: PassQuery,
  handle: async (context) => showPass(context, await caseAt(context, mayPass)),
});

const passCase = deskRoute({
  method: 'post',
  path: '/desk/cases/:reference/pass',
  permission: mayPass,
  params: ByReference,
  query: PassQuery,
  body: z.strictObject({ ...receiverFields, version: versionField, note: z.string().max(20_000).default('') }),
  handle: async (context) => {
    const found = await caseAt(context, mayPass);
    const { note, version: expectedVersion } = context.body;
    const to = chosenReceiver(context.body);
    const missing = [
      ...(to === undefined ? [{ field: 'to', message: 'Choose whom to pass it to' }] : []),
      ...(note.trim() === '' ? [{ field: 'note', message: 'Enter what they need to know' }] : []),
    ];
    if (missing.length > 0) return await showPass(context, found, missing);
    try {
      const done = await context.attempt(offerCase, { caseId: found.id, to, note, expectedVersion });
      if (!done.ok) return await showPass(context, found, done.faults);
      return redirect(caseHref(found), { say: 'Passed on: you are told what becomes of it' });
    } catch (error) {
      const { notAgreed, offered, restricted } = handoverErrors;
      const refusals = [notAgreed, offered, restricted, staleVersion];
      if (!refusals.some(({ code }) => isError(error, code))) throw error;
      return await showPass(context, found, [{ field: 'to', message: (error as Error).message }], 409);
    }
  },
});

type PassContext = RouteContext<{ reference: string }, z.output<typeof PassQuery>, unknown>;

async function showPass(
  context: PassContext,
  found: DescribedCase,
  faults: readonly FieldFault[] = [],
  status = faults.length > 0 ? 422 : 200,
): Promise<Reply> {
  const { kernel, now, query, visitor } = context;
  const typed = (context.body ?? {}) as { to?: string; council?: string; note?: string };
  const receivers = await findReceivers(context, query, {
    ...{ kind: 'case', about: found.title, authorityId: found.authorityId, serviceId: found.serviceId },
  });
  const action = `${caseHref(found)}/pass`;
  const model: PassPage = {
    ...{ reference: found.reference, title: found.title, caseHref: caseHref(found), version: found.version },
    action: query.whom === undefined ? action : `${action}?whom=${encodeURIComponent(query.whom)}`,
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    faults: faultLinks(faults),
    directoryHref: `/desk/directory?${new URLSearchParams({ case: found.reference, q: receivers.words }).toString()}`,
    choice: receiverChoice({
      ...{ receivers, authorityId: found.authorityId, typed, faults, now },
      find: { action, hidden: [] },
    }),
    note: {
      control: 'textarea',
      name: 'note',
      rows: 3,
      label: { text: 'What they need to know' },
      value: typed.note ?? '',
      errorMessage: errorAt(faults, 'note'),
    },
  };
  return page('/cases/views/pass', model, { title: `Pass ${found.reference} on`, nav: 'queue', status });
}

export const handoverRoutes: readonly Route[] = [
  show,
  passed,
  accept,
  decline,
  withdraw,
  finish,
  askReceiver,
  passCase,
];
