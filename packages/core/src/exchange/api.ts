import { z } from 'zod';
import { ifMatch } from '../cases/index.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { acceptTransfer, declineTransfer, withdrawTransfer } from './commands/answer-transfer.js';
import { offerTransfer } from './commands/offer-transfer.js';
import { sendNote } from './commands/send-note.js';
import { fileStates } from './files/file-types.js';
import { getTransfer, listPeers, listTransfers } from './queries.js';
import { CaseContent } from './wire/message.js';
import { transferStates } from './transfers/transfer-rules.js';
import { transferLists } from './transfers/transfers-repository.js';

const tag = 'Other installations';
const params = z.strictObject({ transferId: uuidField });
const one = '/api/v1/exchange/transfers/:transferId';
const chosen = { id: true, expectedVersion: true } as const;

const LinkShape = z.object({
  lastSuccessAt: z.number().nullable(),
  lastFailureAt: z.number().nullable(),
  lastFailure: z.string().nullable(),
  failures: z.number(),
  nextTryAt: z.number(),
  clockAheadMs: z.number().nullable(),
});
const PeerShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  origin: z.string(),
  councilSlug: z.string(),
  councilName: z.string(),
  state: z.enum(['open', 'ended']),
  addedAt: z.number(),
  addedByName: z.string(),
  endedAt: z.number().nullable(),
  link: LinkShape,
  undelivered: z.object({ waiting: z.number(), refused: z.number() }),
  version: z.number(),
});
const TransferShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  peerId: z.string(),
  peerName: z.string(),
  transferKey: z.string(),
  direction: z.enum(['out', 'in']),
  state: z.enum(transferStates),
  caseId: z.string().nullable(),
  reference: z.string().nullable(),
  statusKind: z.enum(['open', 'waiting', 'closed']).nullable(),
  theirReference: z.string().nullable(),
  content: CaseContent.nullable(),
  offeredAt: z.number().nullable(),
  offeredByName: z.string().nullable(),
  endedAt: z.number().nullable(),
  endedByName: z.string().nullable(),
  reason: z.string().nullable(),
  theirStatus: z.object({ state: z.enum(['OPEN', 'CLOSED']), words: z.string() }).nullable(),
  lastOut: z.number(),
  nextIn: z.number(),
  updatedAt: z.number(),
  version: z.number(),
});
const MessageShape = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  sequence: z.number(),
  kind: z.string(),
  state: z.string(),
  sentAt: z.number(),
  receivedAt: z.number().nullable(),
  attempts: z.number(),
  refusal: z.string().nullable(),
  words: z.string().nullable(),
  fileKey: z.string().nullable(),
  byName: z.string().nullable(),
});

const FileShape = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  fileKey: z.string(),
  caseFileId: z.string().nullable(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  digest: z.string(),
  state: z.enum(fileStates),
  reason: z.string().nullable(),
  announcedAt: z.number(),
  settledAt: z.number().nullable(),
  cameBytes: z.number(),
  failures: z.number(),
  failure: z.string().nullable(),
});

const peers = apiRoute({
  method: 'get',
  path: '/api/v1/exchange/peers',
  permission: 'exchange.read',
  api: {
    summary: 'Councils in other installations, and how the links to them are',
    tag,
    output: z.object({ items: z.array(PeerShape), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(listPeers, {}), nextCursor: null }),
});

const list = apiRoute({
  method: 'get',
  path: '/api/v1/exchange/transfers',
  permission: 'exchange.read',
  query: z.strictObject({
    show: z.enum(transferLists),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  api: {
    summary: 'Cases handed over to and by councils in other installations, the latest first',
    tag,
    output: z.object({ items: z.array(TransferShape), nextCursor: z.string().nullable() }),
  },
  handle: async (context) => json(await context.read(listTransfers, context.query)),
});

const read = apiRoute({
  method: 'get',
  path: one,
  permission: 'exchange.read',
  params,
  api: {
    summary: 'A hand-over, with its messages and its files',
    tag,
    output: TransferShape.extend({ messages: z.array(MessageShape), files: z.array(FileShape) }),
  },
  handle: async (context) => {
    const transfer = await context.read(getTransfer, { id: context.params.transferId });
    return json(transfer, { version: transfer.version });
  },
});

const offer = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/transfers',
  permission: 'exchange.hand-over',
  params: z.strictObject({ id: uuidField }),
  body: offerTransfer.input.omit({ caseId: true, expectedVersion: true }),
  api: { summary: 'Offer a case to a council in another installation', tag, output: offerTransfer.output, status: 201 },
  handle: async (context) => {
    const made = await ifMatch(context, (expectedVersion) =>
      context.run(offerTransfer, { ...context.body, caseId: context.params.id, expectedVersion }),
    );
    return json(made, { status: 201, version: made.version });
  },
});

const accept = apiRoute({
  method: 'post',
  path: `${one}/accept`,
  permission: 'exchange.hand-over',
  params,
  body: z.strictObject({ serviceId: uuidField.optional(), caseId: uuidField.optional() }),
  api: {
    summary: 'Take an offered case over, as a new case or as one that is logged',
    tag,
    output: acceptTransfer.output,
  },
  handle: async (context) => {
    const id = context.params.transferId;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(acceptTransfer, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

const decline = apiRoute({
  method: 'post',
  path: `${one}/decline`,
  permission: 'exchange.hand-over',
  params,
  body: declineTransfer.input.omit(chosen),
  api: { summary: 'Decline an offered case, and say why', tag, output: declineTransfer.output },
  handle: async (context) => {
    const id = context.params.transferId;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(declineTransfer, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

const withdraw = apiRoute({
  method: 'post',
  path: `${one}/withdraw`,
  permission: 'exchange.hand-over',
  params,
  body: withdrawTransfer.input.omit(chosen),
  api: { summary: 'Take an offer back before it is accepted', tag, output: withdrawTransfer.output },
  handle: async (context) => {
    const id = context.params.transferId;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(withdrawTransfer, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

const note = apiRoute({
  method: 'post',
  path: `${one}/notes`,
  permission: 'exchange.hand-over',
  params,
  body: sendNote.input.omit(chosen),
  api: { summary: 'Write to the other council about a case that was taken over', tag, output: sendNote.output },
  handle: async (context) => {
    const id = context.params.transferId;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(sendNote, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

export const apiRoutes: readonly Route[] = [peers, list, read, offer, accept, decline, withdraw, note];
