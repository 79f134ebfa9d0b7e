import { AdapterError, hasBearer, type InboundRequest, type OutcomeNews, type TextNews } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { outcomeOf } from './notify-outcomes.js';

/** Most of what Notify sends back is personal, and isn't read. */
const Receipt = z.object({
  id: z.guid(),
  status: z.string().max(40),
  notification_type: z.enum(['email', 'sms', 'letter']),
  created_at: z.iso.datetime({ offset: true }),
  sent_at: z.iso.datetime({ offset: true }).nullish(),
  completed_at: z.iso.datetime({ offset: true }).nullish(),
});

const Received = z.object({
  id: z.guid(),
  source_number: z.string().min(1).max(20),
  message: z.string().max(10_000),
  date_received: z.iso.datetime({ offset: true }),
});

/**
 * What Notify's delivery receipts say, and the text messages that it received.
 * https://docs.notifications.service.gov.uk/rest-api.html#delivery-receipts and #received-text-messages
 *
 * @throws AdapterError `sign_in_refused`, `unreadable_answer`
 */
export function readCallback({ body, headers }: InboundRequest, token: string): (OutcomeNews | TextNews)[] {
  if (!hasBearer(headers, token)) throw new AdapterError('sign_in_refused', 'It carries another bearer token.');
  const said = parsed(body);
  const received = Received.safeParse(said);
  if (received.success) return [textOf(received.data)];
  const receipt = Receipt.safeParse(said);
  if (!receipt.success)
    throw new AdapterError('unreadable_answer', 'It is no delivery receipt and no received text message of Notify’s.');
  const { id, status, notification_type: type, created_at: made, sent_at: sent, completed_at: ended } = receipt.data;
  const outcome = outcomeOf({ type, status });
  const at = ended ?? sent ?? made;
  if (outcome === undefined) return [];
  return [{ key: `${id} ${status} ${at}`, what: 'outcome', about: id, at: Date.parse(at), reference: id, outcome }];
}

/** Notify writes numbers without their plus; what is too short for one is a short number. */
function textOf({ id, source_number: from, message: text, date_received: at }: z.output<typeof Received>): TextNews {
  const whole = /^\d{8,15}$/.test(from) ? `+${from.replace(/^0(?=7\d{9}$)/, '44')}` : from;
  return { key: `text ${id}`, what: 'text', about: null, at: Date.parse(at), from: whole, text };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
