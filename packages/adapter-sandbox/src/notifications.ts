import {
  adapterApiVersion,
  defineAdapter,
  notificationOutcomes,
  type NotificationOutcome,
  type NotificationsInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

/** Takes messages to nobody, and knows each by its id. */
export const adapter = defineAdapter({
  kind: 'notifications',
  name: 'Sandbox messages',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    behaves,
    channels: z
      .array(z.enum(['email', 'text', 'letter']))
      .min(1)
      .default(['email', 'text', 'letter'])
      .describe('By which ways it says that it sends'),
  }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: { outcomes: true },
  create: ({ settings }): NotificationsInstance => {
    refuseToStart(settings.behaves);
    const references = new Map<string, string>();
    const became = new Map<string, NotificationOutcome>();
    return {
      channels: settings.channels,
      check: () => checkBehaviour(settings.behaves),
      send: async ({ id, address, subject, body }) => {
        const known = references.get(id);
        if (known !== undefined) return { reference: known };
        await behave(settings.behaves, [address, subject, body]);
        const reference = `sandbox-${references.size + 1}`;
        references.set(id, reference);
        became.set(reference, outcomeIn([address, subject, body]));
        return { reference };
      },
      outcomes: async (asked) => {
        await behave(settings.behaves);
        return asked.flatMap((reference) => {
          const outcome = became.get(reference);
          return outcome === undefined ? [] : [{ reference, outcome }];
        });
      },
    };
  },
});

/** Everything arrives, but for what says otherwise: `sandbox:wrong-address`. */
function outcomeIn(texts: readonly string[]): NotificationOutcome {
  const told = notificationOutcomes.find((outcome) => texts.some((text) => text.includes(`sandbox:${outcome}`)));
  return told ?? 'delivered';
}
