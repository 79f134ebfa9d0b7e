import { AdapterError, hasBearer, type InboundRequest, type OutcomeNews } from '@moothall/adapter-sdk';
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

/**
 * What Notify's delivery receipts say. https://docs.notifications.service.gov.uk/rest-api.html#delivery-receipts
 *
 * @throws AdapterError `sign_in_refused`, `unreadable_answer`
 */
export function readCallback({ body, headers }: InboundRequest, token: string): OutcomeNews[] {
  if (!hasBearer(headers, token)) throw new AdapterError('sign_in_refused', 'It carries another bearer token.');
  const receipt = Receipt.safeParse(parsed(body));
  if (!receipt.success) throw new AdapterError('unreadable_answer', 'It is no delivery receipt of Notify’s.');
  const { id, status, notification_type: type, created_at: made, sent_at: sent, completed_at: ended } = receipt.data;
  const outcome = outcomeOf({ type, status });
  const at = ended ?? sent ?? made;
  if (outcome === undefined) return [];
  return [{ key: `${id} ${status} ${at}`, what: 'outcome', about: id, at: Date.parse(at), reference: id, outcome }];
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
