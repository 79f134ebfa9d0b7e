import { AdapterError, asAgreed, type NotificationOutcome, type SentOutcome } from '@moothall/adapter-sdk';
import type { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';

const Shown = z.object({ id: z.guid(), type: z.enum(['email', 'sms', 'letter']), status: z.string() });

/**
 * The states in which Notify leaves a message. https://docs.notifications.service.gov.uk/rest-api.html#get-message-status
 * A letter that was `received` is printed and posted. A text message abroad stays `sent` where the country reports nothing.
 */
const outcomes: ReadonlyMap<string, NotificationOutcome> = new Map(
  Object.entries({
    delivered: 'delivered',
    received: 'delivered',
    'permanent-failure': 'wrong-address',
    'temporary-failure': 'not-reached',
    'technical-failure': 'not-sent',
    'returned-letter': 'wrong-address',
    cancelled: 'not-sent',
    'validation-failed': 'not-sent',
    'virus-scan-failed': 'not-sent',
  } satisfies Record<string, NotificationOutcome>),
);

/** What a state says of a message; nothing while it is on its way. */
export function outcomeOf({
  type,
  status,
}: Pick<z.output<typeof Shown>, 'type' | 'status'>): NotificationOutcome | undefined {
  // The printer can't print it: nothing is said of where it was to go.
  return type === 'letter' && status === 'permanent-failure' ? 'not-sent' : outcomes.get(status);
}

/** What became of messages, each asked by Notify's id. One that Notify no longer keeps is left out. */
export async function readOutcomes(client: NotifyClient, references: readonly string[]): Promise<SentOutcome[]> {
  const found: SentOutcome[] = [];
  for (const reference of references) {
    const shown = await readOne(client, reference);
    const outcome = shown && outcomeOf(shown);
    if (outcome !== undefined) found.push({ reference, outcome });
  }
  return found;
}

async function readOne(client: NotifyClient, id: string): Promise<z.output<typeof Shown> | undefined> {
  try {
    return asAgreed((await client.getNotificationById(id)).data, Shown);
  } catch (error) {
    if (error instanceof AdapterError && error.code === 'not_found') return undefined;
    throw error;
  }
}
