import { AdapterError, isSignedWith, type InboundRequest, type PaymentNews } from '@moothall/adapter-sdk';
import { z } from 'zod';

/** What is read of a message. The payment that comes with it may be older than what Pay answers, and isn't read. */
const Message = z.object({
  webhook_message_id: z.string().min(1).max(200),
  created_date: z.iso.datetime({ offset: true }),
  resource_id: z.string().min(1).max(200),
  resource_type: z.string().max(40),
  event_type: z.string().max(60),
});

/**
 * What Pay's webhooks say: that something happened to a payment. https://docs.payments.service.gov.uk/webhooks/
 *
 * @throws AdapterError `sign_in_refused`, `unreadable_answer`
 */
export function readWebhook({ body, headers }: InboundRequest, signingSecret: string): PaymentNews[] {
  if (!isSignedWith(signingSecret, { body, signature: headers['pay-signature'] ?? '' }))
    throw new AdapterError('sign_in_refused', 'The signature of Pay’s webhook doesn’t fit.');
  const message = Message.safeParse(parsed(body));
  if (!message.success) throw new AdapterError('unreadable_answer', 'It is no message of Pay’s webhooks.');
  const { webhook_message_id: key, created_date, resource_id, resource_type } = message.data;
  if (resource_type !== 'payment') return [];
  const about = { about: resource_id, theirPayment: resource_id };
  return [{ key, what: 'payment', ...about, at: Date.parse(created_date) }];
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
