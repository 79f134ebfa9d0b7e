import {
  adapterApiVersion,
  asAgreed,
  defineAdapter,
  type NotificationChannel,
  type NotificationsInstance,
  type OutgoingNotification,
} from '@moothall/adapter-sdk';
import type { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';
import { checkTemplates } from './check-templates.js';
import { letterLines } from './letter-lines.js';
import { readCallback } from './notify-callbacks.js';
import { readOutcomes } from './notify-outcomes.js';
import { notifyClient } from './notify-client.js';
import { Secrets, Settings } from './settings.js';

const Sent = z.object({ id: z.guid() });
const Found = z.object({ notifications: z.array(Sent) });

/** Takes messages out by GOV.UK Notify, under Notify's own templates. */
export const adapter = defineAdapter({
  kind: 'notifications',
  name: 'GOV.UK Notify',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: { outcomes: true, receive: true },
  hosts: ({ url }) => [new URL(url).host],
  create: (context): NotificationsInstance => {
    const { settings, secrets } = context;
    const { callbackToken } = secrets;
    const client = notifyClient(context);
    const channels = (Object.keys(settings.templates) as NotificationChannel[]).filter(
      (channel) => settings.templates[channel] !== undefined,
    );
    return {
      channels,
      check: () => checkTemplates(client, settings),
      outcomes: (references) => readOutcomes(client, references),
      ...(callbackToken === undefined ? {} : { receive: async (request) => readCallback(request, callbackToken) }),
      send: async (message) => {
        // Notify knows no idempotency key: what it took under this id, and we never heard of, must not go again.
        const { notifications } = asAgreed(
          (await client.getNotifications(undefined, undefined, message.id)).data,
          Found,
        );
        const [known] = notifications;
        if (known) return { reference: known.id };
        return { reference: asAgreed((await hand(client, settings, message)).data, Sent).id };
      },
    };
  },
});

/** Hands a message to Notify. @throws AdapterError */
function hand(
  client: NotifyClient,
  { templates, emailReplyTo, textSender }: Settings,
  { id, channel, language, recipientName, address, subject, body }: OutgoingNotification,
): Promise<{ readonly data: unknown }> {
  const ofChannel = templates[channel];
  const template = (language === 'cy' ? ofChannel?.cy : undefined) ?? ofChannel?.en ?? '';
  const about = { reference: id, personalisation: { subject, body, name: recipientName } };
  switch (channel) {
    case 'email':
      return client.sendEmail(template, address, {
        ...about,
        ...(emailReplyTo === undefined ? {} : { emailReplyToId: emailReplyTo }),
      });
    case 'text':
      return client.sendSms(template, address, {
        reference: id,
        personalisation: { body, name: recipientName },
        ...(textSender === undefined ? {} : { smsSenderId: textSender }),
      });
    case 'letter':
      return client.sendLetter(template, {
        ...about,
        personalisation: { ...about.personalisation, ...letterLines(recipientName, address) },
      });
  }
}
