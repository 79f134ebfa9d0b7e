import { defineError } from '../../kernel/errors.js';

/** What another system is answered that can't be listened to. The first says nothing of which connections there are. */
export const inboundErrors = {
  refused: defineError('inbound_refused', 401, 'Nothing is taken here from whoever sent this.'),
  unreadable: defineError('inbound_unreadable', 400, 'It is not in the agreed format. Nothing of it was kept.'),
  notNow: defineError('inbound_not_now', 503, 'It can’t be taken now. Nothing of it was kept; send it again later.'),
  tooMany: defineError('inbound_too_many', 429, 'Too many requests. Wait, then send it again.'),
};
