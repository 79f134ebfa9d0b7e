import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { addPeer, endPeer, pinKey, unpinKey } from './commands/add-peer.js';
import { acceptTransfer, declineTransfer, withdrawTransfer } from './commands/answer-transfer.js';
import { addKey } from './commands/make-key.js';
import { offerTransfer } from './commands/offer-transfer.js';
import { recordDelivery, retryPeer } from './commands/record-delivery.js';
import { sendNote } from './commands/send-note.js';
import { sendStatus } from './commands/send-status.js';
import { takeMessage } from './commands/take-message.js';
import { settleFile } from './commands/settle-file.js';
import { readPiece } from './files/read-piece.js';
import { deliverToPeers, fetchFromPeers, tellStatus } from './jobs.js';
import { publishedRoutes } from './keys/published-routes.js';
import { peerRoutes } from './peers/peer-desk.js';
import { permissions } from './permissions.js';
import { getPeer, getTransfer, listPeers, listTransfers } from './queries.js';
import { offerRoutes } from './transfers/offer-desk.js';
import { transferRoutes } from './transfers/transfer-desk.js';
import { messageRoutes } from './wire/message-routes.js';

export { acceptTransfer, addPeer, declineTransfer, endPeer, getPeer, getTransfer, listPeers, listTransfers };
export { offerTransfer, pinKey, recordDelivery, retryPeer, sendNote, sendStatus, settleFile, takeMessage, unpinKey };
export { withdrawTransfer };
export { countOnTheWay } from './files/on-the-way-repository.js';
export { makeKey } from './commands/make-key.js';
export { fingerprintOf, FingerprintText, groupedFingerprint } from './keys/fingerprint.js';
export { publishedKeys, signingKey } from './keys/key-rules.js';
export { listKeys, type OwnKey } from './keys/keys-repository.js';
export { readPublished, type Published } from './keys/published.js';
export { OriginText, type Peer } from './peers/peer-types.js';
export type { PeerToSee } from './queries.js';
export type { Transfer } from './transfers/transfer-types.js';
export { Message, type Said } from './wire/message.js';
export { deliverMessages } from './wire/deliver.js';
export { messagesPath, sealMessage } from './wire/sealed.js';

/** Cases handed over to councils in other installations of Moothall, and by them. */
export const exchange = defineCapability({
  name: 'exchange',
  permissions,
  commands: [
    ...[addKey, addPeer, pinKey, unpinKey, endPeer, retryPeer, recordDelivery],
    ...[
      offerTransfer,
      acceptTransfer,
      declineTransfer,
      withdrawTransfer,
      sendNote,
      sendStatus,
      settleFile,
      takeMessage,
    ],
  ],
  queries: [getPeer, getTransfer, listPeers, listTransfers, readPiece],
  routes: [...publishedRoutes, ...messageRoutes, ...offerRoutes, ...peerRoutes, ...transferRoutes, ...apiRoutes],
  jobs: [deliverToPeers, fetchFromPeers, tellStatus],
});
