import { defineError } from '../kernel/errors.js';

/** What can go wrong between installations besides the input. */
export const exchangeErrors = {
  unknownSender: defineError(
    'exchange_sender_unknown',
    401,
    'No council here has pinned the key of this signature for that sender. Ask its administrator to compare the fingerprint and pin it.',
  ),
  badSignature: defineError(
    'exchange_signature',
    401,
    'The signature does not fit the request. Send Content-Digest, Signature-Input and Signature over what is sent.',
  ),
  clocksApart: defineError(
    'exchange_clocks_apart',
    401,
    'The signature was made more than ten minutes away from the time here. Set the clocks by a time server.',
  ),
  keyReused: defineError(
    'exchange_key_reused',
    409,
    'That idempotency key or sequence stands for another message. Nothing was done.',
  ),
  tooFarAhead: defineError('exchange_too_far_ahead', 409, 'Earlier messages are missing. Send them first.'),
  fileKeptBack: defineError('exchange_file_kept_back', 410, 'That file is not sent, or not any more.'),
  peerUnreachable: defineError('exchange_peer_unreachable', 502, 'The other installation could not be reached.'),
  peerEnded: defineError('exchange_peer_ended', 409, 'The link with that council has ended. Choose another council.'),
  /** Facts: `state`. */
  wrongState: defineError(
    'transfer_state',
    409,
    'The hand-over is no longer in the state that this needs. Open it again to see what happened.',
  ),
  alreadyOut: defineError('transfer_open', 409, 'This case is handed over already. Withdraw that first.'),
  restricted: defineError(
    'transfer_restricted',
    403,
    'A restricted case never leaves this installation. Speak to the other council.',
  ),
};
