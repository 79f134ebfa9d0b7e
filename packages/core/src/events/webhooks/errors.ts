import { defineError } from '../../kernel/errors.js';

export const webhookErrors = {
  tooMany: defineError('too_many_webhooks', 409, 'A council has 20 webhooks at most. Remove one that is not needed.'),
  settled: defineError('delivery_settled', 409, 'It was settled meanwhile: there is nothing left to do.'),
};
