import { z } from 'zod';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import type { TransferFile } from './files/file-types.js';
import { listTransferFiles } from './files/transfer-files-repository.js';
import { findPeer, listAllPeers, listPinnedKeys } from './peers/peers-repository.js';
import type { Peer, PinnedKey } from './peers/peer-types.js';
import { findTransfer, listTransfersBefore, transferLists } from './transfers/transfers-repository.js';
import type { ExchangedMessage, Transfer } from './transfers/transfer-types.js';
import { countUndelivered, listMessages } from './wire/messages-repository.js';

/** A peer with how much is not delivered to it. */
export interface PeerToSee extends Peer {
  readonly undelivered: { readonly waiting: number; readonly refused: number };
}

/** The councils in other installations with which the reader's exchange cases. */
export const listPeers = defineQuery({
  name: 'exchange.list-peers',
  permission: 'exchange.read',
  input: z.strictObject({}),
  run: async ({ db }): Promise<PeerToSee[]> => {
    const peers = [];
    for (const peer of await listAllPeers(db))
      peers.push({ ...peer, undelivered: await countUndelivered(db, peer.id) });
    return peers;
  },
});

/** @throws not_found */
export const getPeer = defineQuery({
  name: 'exchange.get-peer',
  permission: 'exchange.read',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db }, { id }): Promise<PeerToSee & { readonly keys: readonly PinnedKey[] }> => {
    const peer = await findPeer(db, id);
    if (!peer) throw notFound();
    return { ...peer, keys: await listPinnedKeys(db, id), undelivered: await countUndelivered(db, id) };
  },
});

const atOnce = 50;
const Place = z.tuple([z.number().int(), uuidField]);
const beginning = [Number.MAX_SAFE_INTEGER, 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/** Cases handed over to and by councils in other installations, the latest first. */
export const listTransfers = defineQuery({
  name: 'exchange.list-transfers',
  permission: 'exchange.read',
  input: z.strictObject({
    show: z.enum(transferLists),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(atOnce),
  }),
  run: async (context, { show, cursor, limit }): Promise<{ items: Transfer[]; nextCursor: string | null }> => {
    const [at, id] = cursor === undefined ? beginning : readCursor(Place, cursor);
    const found = await listTransfersBefore(context.db, show, { at, id }, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    showAll(context, items);
    return { items, nextCursor: last && found.length > limit ? writeCursor([last.updatedAt, last.id]) : null };
  },
});

/** A transfer with its messages, the latest first. */
export interface WholeTransfer extends Transfer {
  readonly messages: readonly ExchangedMessage[];
  /** Files that go with it, in both directions, in the order in which they were announced. */
  readonly files: readonly TransferFile[];
}

const messagesShown = 200;

/** @throws not_found */
export const getTransfer = defineQuery({
  name: 'exchange.get-transfer',
  permission: 'exchange.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<WholeTransfer> => {
    const transfer = await findTransfer(context.db, id);
    if (!transfer || transfer.state === 'arriving') throw notFound();
    showAll(context, [transfer]);
    const messages = await listMessages(context.db, id, messagesShown);
    return { ...transfer, messages, files: await listTransferFiles(context.db, id) };
  },
});

function showAll({ shown }: QueryContext, transfers: readonly Transfer[]): void {
  for (const { id, authorityId } of transfers) shown(authorityId, 'transfer', [id]);
}
