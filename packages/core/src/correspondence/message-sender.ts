import type { MessageChannel, MessageLanguage } from './types.js';

/** A message on its way out. Sent twice under one id, it reaches the customer once. */
export interface OutgoingMessage {
  /** Of the message: the sender's idempotency key. */
  readonly id: string;
  readonly channel: MessageChannel;
  readonly language: MessageLanguage;
  readonly recipientName: string;
  readonly address: string;
  /** Empty for a text message. Plain text, as is the body. */
  readonly subject: string;
  readonly body: string;
}

/** How a sending ended. `detail` is read by staff and holds no personal data. */
export type Sending =
  | { readonly sent: true; readonly reference: string | null }
  | { readonly sent: false; readonly again: 'later' | 'never'; readonly detail: string };

/** What takes messages out of the house: an instance of a `notifications` adapter. */
export interface MessageSender {
  readonly name: string;
  readonly channels: readonly MessageChannel[];
  send(message: OutgoingMessage): Promise<Sending>;
}

/** The first that sends by this channel. */
export function senderFor(senders: readonly MessageSender[], channel: MessageChannel): MessageSender | undefined {
  return senders.find(({ channels }) => channels.includes(channel));
}
