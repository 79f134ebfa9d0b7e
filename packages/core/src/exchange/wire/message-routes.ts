import { findAuthorityBySlug } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import { parseJson } from '../../kernel/http/forms.js';
import { parseInput } from '../../kernel/input.js';
import { openRoute, json, type RawBody, type Route } from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { takeMessage } from '../commands/take-message.js';
import { exchangeErrors } from '../exchange-errors.js';
import { findPeerByKey, findPinned } from '../peers/peers-repository.js';
import { Message } from './message.js';
import { checkSeal, messagesPath, readSeal } from './sealed.js';

const actor = systemActor('a council in another installation sent a signed message');

/** Where other installations send. Whoever has no pinned key learns nothing here but that. */
export const messageRoutes: readonly Route[] = [
  openRoute({
    method: 'post',
    path: messagesPath,
    public: 'Each message is signed by its sender and checked against the keys that were pinned for it',
    raw: true,
    handle: async ({ kernel, body, now, requestId }) => {
      const raw = body as unknown as RawBody;
      const seal = readSeal(raw, now);
      const db = kernel.db.read(everyAuthority);
      const publicKey = await findPinned(db, seal.keyId);
      if (publicKey === undefined) throw exchangeErrors.unknownSender();
      checkSeal(raw, seal, publicKey);
      const message = parseInput(Message, parseJson(raw.bytes));
      const council = await findAuthorityBySlug(kernel, message.to);
      const sender = council && { authorityId: council.id, slug: message.from };
      const peer = sender && (await findPeerByKey(db, seal.keyId, sender));
      if (!peer) throw exchangeErrors.unknownSender();
      const input = { peerId: peer.id, message, clockAheadMs: Math.round(seal.created - now) };
      return json(await runCommand(kernel, actor, takeMessage, input, { requestId }));
    },
  }),
];
