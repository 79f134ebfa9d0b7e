import type { AdapterInstance } from './contract.js';
import type { InboundNews, InboundRequest } from './inbound.js';

/** How a message reaches somebody. */
export type NotificationChannel = 'email' | 'text' | 'letter';

/** What a message belongs to, for ways by which people answer. */
export interface NotificationThread {
  /** The same for every message about one case or contact. It says nothing by itself: letters and digits. */
  readonly id: string;
  /**
   * Signed by Moothall for this message: 41 lower-case letters and digits. An answer that brings it back finds what it is
   * about; put it where it comes back with the answer, and nowhere else.
   */
  readonly replyToken: string;
}

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
  /** Nobody wrote it themselves: it tells of something that happened. */
  readonly isAutomatic?: boolean;
  /** Absent: nobody is to answer it. */
  readonly thread?: NotificationThread;
}

/**
 * What became of a message that was sent: it arrived; nobody is at its address; nobody could be reached there for as long
 * as was tried; it never went because of a fault on the way.
 */
export const notificationOutcomes = ['delivered', 'wrong-address', 'not-reached', 'not-sent'] as const;
export type NotificationOutcome = (typeof notificationOutcomes)[number];

/** What became of the message that the far end knows by this reference. */
export interface SentOutcome {
  readonly reference: string;
  readonly outcome: NotificationOutcome;
}

/** What became of a message, told by the far end itself. */
export interface OutcomeNews extends InboundNews, SentOutcome {
  readonly what: 'outcome';
}

/** A text message that somebody sent to a number of the council's, told by the far end itself. Its key names it for good. */
export interface TextNews extends InboundNews {
  readonly what: 'text';
  readonly about: null;
  /** Whose it is: an E.164 number, or what the far end has in its place (a short number, a name). */
  readonly from: string;
  /** Plain text. */
  readonly text: string;
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
  /**
   * The ability `outcomes`: what became of messages, at most fifty, by the references that `send` answered. One of which
   * nothing final is known yet, or nothing any more, is left out.
   *
   * @throws AdapterError
   */
  outcomes?(references: readonly string[]): Promise<readonly SentOutcome[]>;
  receive?(request: InboundRequest): Promise<readonly (OutcomeNews | TextNews)[]>;
}
