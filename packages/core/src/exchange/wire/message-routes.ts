import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import { runQuery } from '../../kernel/query.js';
import { openRoute, json, type Route } from '../../kernel/route.js';
import { takeMessage } from '../commands/take-message.js';
import { exchangeErrors } from '../exchange-errors.js';
import { readPiece } from '../files/read-piece.js';
import { Message, PieceWanted } from './message.js';
import { readSigned } from './read-signed.js';
import { messagesPath, piecesPath } from './sealed.js';

const actor = systemActor('a council in another installation sent a signed message');
const fetcher = systemActor('a council in another installation fetched a file that was announced to it');

/** Where other installations send, and fetch. */
export const messageRoutes: readonly Route[] = [
  openRoute({
    method: 'post',
    path: messagesPath,
    public: 'Each message is signed by its sender and checked against the keys that were pinned for it',
    raw: true,
    handle: async (context) => {
      const { sent: message, peer, clockAheadMs } = await readSigned(context, Message);
      const input = { peerId: peer.id, message, clockAheadMs };
      return json(await runCommand(context.kernel, actor, takeMessage, input, { requestId: context.requestId }));
    },
  }),
  openRoute({
    method: 'post',
    path: piecesPath,
    public: 'Each request is signed by its sender and checked against the keys that were pinned for it',
    raw: true,
    handle: async (context) => {
      const { sent, peer } = await readSigned(context, PieceWanted);
      const input = { peerId: peer.id, wanted: sent };
      const bytes = await runQuery(context.kernel, fetcher, readPiece, input, context.requestId);
      if (bytes === undefined) throw exchangeErrors.fileKeptBack();
      return { kind: 'file', bytes, name: 'piece', mediaType: 'application/octet-stream' };
    },
  }),
];
