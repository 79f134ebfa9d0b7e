import type { AdapterInstance } from './contract.js';

/** How a message reaches somebody. */
export type NotificationChannel = 'email' | 'text' | 'letter';

/** A message on its way out. Sent twice under one id, it reaches the customer once. */
export interface OutgoingNotification {
  /** The idempotency key: pass it on, or look the message up by it before sending. */
  readonly id: string;
  readonly channel: NotificationChannel;
  /** BCP 47: 'en' or 'cy'. */
  readonly language: string;
  readonly recipientName: string;
  /** A mail address, an E.164 number, or the lines of a postal address. */
  readonly address: string;
  /** One line; empty for a text message. */
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
}

/** An adapter of the kind `notifications`: takes messages to customers out of the house. */
export interface NotificationsInstance extends AdapterInstance {
  readonly channels: readonly NotificationChannel[];
  /**
   * Answers what the far end calls the message, if anything.
   *
   * @throws AdapterError whose code says whether it is tried again
   */
  send(message: OutgoingNotification): Promise<{ readonly reference: string | null }>;
}
