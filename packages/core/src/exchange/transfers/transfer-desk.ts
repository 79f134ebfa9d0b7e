import { z } from 'zod';
import { getCase, listCaseFiles, type CaseFile } from '../../cases/index.js';
import { isError, notFound, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import type { AnyCommand } from '../../kernel/capability.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { listServices } from '../../services/index.js';
import { acceptTransfer, declineTransfer, withdrawTransfer } from '../commands/answer-transfer.js';
import { sendNote } from '../commands/send-note.js';
import { exchangeErrors } from '../exchange-errors.js';
import { filesToSend } from '../files/announce-files.js';
import { getTransfer, listTransfers, type WholeTransfer } from '../queries.js';
import { transferLists } from './transfers-repository.js';
import { transferPage, transfersPage } from './transfer-views.js';

const path = '/desk/exchange/transfers/:transferId';
const params = z.strictObject({ transferId: uuidField });
const answers = 'exchange.hand-over';
const nav = 'exchange';
const chosen = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()).default([]));
const words = z.string().max(20_000).default('');
type Params = { readonly transferId: string };
type Context = RouteContext<Params, unknown, unknown>;

const list = deskRoute({
  method: 'get',
  path: '/desk/exchange',
  permission: 'exchange.read',
  query: z.strictObject({ show: optional(z.enum(transferLists)), cursor: optional(z.string().max(200)) }),
  handle: async (context) => {
    const { show = 'to-answer', cursor } = context.query;
    const found = await context.read(listTransfers, cursor === undefined ? { show } : { show, cursor });
    const model = transfersPage(show, found, context.now);
    return page('/exchange/views/transfers', model, { title: 'Other installations', nav });
  },
});

const show = deskRoute({
  method: 'get',
  path,
  permission: 'exchange.read',
  params,
  handle: (context) => showTransfer(context),
});

async function showTransfer(
  context: Context,
  typed: Readonly<Record<string, string>> = {},
  faults: readonly FieldFault[] = [],
  { ticked = [], status = faults.length > 0 ? 422 : 200 }: { ticked?: readonly string[]; status?: number } = {},
): Promise<Reply> {
  const { now, visitor } = context;
  const transfer = await context.read(getTransfer, { id: context.params.transferId });
  const mayAnswer = may(visitor.actor, answers, transfer.authorityId);
  const isToAnswer = mayAnswer && transfer.direction === 'in' && transfer.state === 'offered';
  const services = isToAnswer ? await context.read(listServices, {}) : [];
  const own = services.filter(({ authorityId }) => authorityId === transfer.authorityId);
  const toSend = mayAnswer && transfer.state === 'accepted' ? await filesToChoose(context, transfer) : [];
  const model = transferPage(transfer, {
    ...{ now, csrfToken: visitor.session?.csrfToken ?? '', mayAnswer, typed, faults, toSend, ticked },
    services: Object.fromEntries(own.map(({ id, name }) => [id, name])),
  });
  return page('/exchange/views/transfer', model, { title: model.heading, nav, status });
}

/** None where the reader may not see the case's files. */
async function filesToChoose(context: Context, { caseId, files, authorityId }: WholeTransfer): Promise<CaseFile[]> {
  if (caseId === null || !may(context.visitor.actor, 'cases.read', authorityId)) return [];
  return filesToSend(await context.read(listCaseFiles, { caseId }), files);
}

const accept = deskRoute({
  method: 'post',
  path: `${path}/accept`,
  permission: answers,
  params,
  body: z.strictObject({ version: versionField, serviceId: words, reference: words }),
  handle: async (context) => {
    const { serviceId, reference } = context.body;
    const typed = { serviceId, reference };
    if (reference.trim() === '')
      return await settle(
        context,
        acceptTransfer,
        serviceId === '' ? {} : { serviceId },
        typed,
        'Taken over: it is yours now',
      );
    try {
      const { id: caseId } = await context.read(getCase, { reference: reference.trim() });
      return await settle(context, acceptTransfer, { caseId }, typed, 'Taken over: it is yours now');
    } catch (error) {
      if (!isError(error, notFound.code)) throw error;
      return await showTransfer(context, typed, [
        { field: 'reference', message: 'Enter the reference of a case of your council' },
      ]);
    }
  },
});

const decline = deskRoute({
  method: 'post',
  path: `${path}/decline`,
  permission: answers,
  params,
  body: z.strictObject({ version: versionField, declineReason: words }),
  handle: (context) => {
    const { declineReason: reason } = context.body;
    return settle(context, declineTransfer, { reason }, { declineReason: reason }, 'Declined: they are told');
  },
});

const withdraw = deskRoute({
  method: 'post',
  path: `${path}/withdraw`,
  permission: answers,
  params,
  body: z.strictObject({ version: versionField, withdrawReason: words }),
  handle: (context) => {
    const { withdrawReason: reason } = context.body;
    return settle(
      context,
      withdrawTransfer,
      { reason },
      { withdrawReason: reason },
      'Asked back: it is ours again once they say so',
    );
  },
});

const note = deskRoute({
  method: 'post',
  path: `${path}/notes`,
  permission: answers,
  params,
  body: z.strictObject({ version: versionField, text: words, 'files[]': chosen }),
  handle: (context) => {
    const { text, 'files[]': files } = context.body;
    return settle(context, sendNote, { text, files }, { text }, 'Sent to the other council', files);
  },
});

/** What comes of a form; where something happened meanwhile, the page as it is now, with what was typed. */
async function settle(
  context: RouteContext<Params, unknown, { readonly version: number }>,
  command: AnyCommand,
  input: object,
  typed: Readonly<Record<string, string>>,
  say: string,
  ticked: readonly string[] = [],
): Promise<Reply> {
  const { transferId: id } = context.params;
  try {
    const done = await context.attempt(command, { id, expectedVersion: context.body.version, ...input });
    if (done.ok) return redirect(`/desk/exchange/transfers/${id}`, { say });
    return await showTransfer(
      context,
      typed,
      done.faults.map((fault) => ({ ...fault, field: asTyped(fault.field, typed) })),
      { ticked },
    );
  } catch (error) {
    const { wrongState, peerEnded, restricted } = exchangeErrors;
    if (![staleVersion, wrongState, peerEnded, restricted].some(({ code }) => isError(error, code))) throw error;
    return await showTransfer(context, typed, [{ field: '', message: (error as Error).message }], {
      ticked,
      status: 409,
    });
  }
}

/** Two forms of one page ask for a reason, each under its own name. */
function asTyped(field: string, typed: Readonly<Record<string, string>>): string {
  if (field === 'caseId') return 'reference';
  if (field !== 'reason') return field;
  return 'declineReason' in typed ? 'declineReason' : 'withdrawReason';
}

export const transferRoutes: readonly Route[] = [list, show, accept, decline, withdraw, note];
