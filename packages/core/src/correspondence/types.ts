import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

export const messageChannels = ['email', 'text', 'letter'] as const;
export type MessageChannel = (typeof messageChannels)[number];

export const languages = ['en', 'cy'] as const;
export type MessageLanguage = (typeof languages)[number];

/** When a template is used. `by-hand`: somebody chooses it; the others are sent by themselves. */
export const occasions = ['by-hand', 'logged', 'status', 'closed', 'reopened', 'survey', 'payment'] as const;
export type Occasion = (typeof occasions)[number];

/** The words of one language, with merge fields in braces. */
export interface MessageWords {
  readonly subject: string;
  readonly body: string;
  /** For a text message; null: the template is not sent as one. */
  readonly text: string | null;
}

/** The wording that an authority uses on an occasion, for one of its services or for all. */
export interface MessageTemplate {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** By which services name it: `we-have-it`. */
  readonly key: string;
  readonly name: string;
  /** Null: every service. */
  readonly serviceId: string | null;
  readonly occasion: Occasion;
  /** Which status of the lifecycle, for the occasion `status`. */
  readonly status: string | null;
  readonly words: { readonly en: MessageWords; readonly cy?: MessageWords | undefined };
  /** Whether it is offered and sent. */
  readonly enabled: boolean;
  /** The version of the partnership's that ours was last held against; null: none was there. */
  readonly basedOn: number | null;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const messageStates = [
  ...(['held', 'waiting', 'sending', 'sent', 'failed', 'printed', 'cancelled'] as const),
  ...(['delivered', 'undelivered', 'dealt-with'] as const), // what became of one that was sent
] as const;
export type MessageState = (typeof messageStates)[number];

/** Why somebody must confirm a message before it goes anywhere. */
export const cautions = ['restricted-customer', 'restricted-case', 'died'] as const;
export type Caution = (typeof cautions)[number];

/** Something that a customer is written about a case, or about a contact that has none, and how far it is. */
export interface Message {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** Null: it is about a contact. */
  readonly caseId: string | null;
  /** Of the case. */
  readonly reference: string | null;
  /** Null: it is about a case. */
  readonly interactionId: string | null;
  /** Whom it was written to; null: nobody on record. */
  readonly customerId: string | null;
  readonly templateId: string | null;
  readonly occasion: Occasion;
  readonly channel: MessageChannel;
  readonly language: MessageLanguage;
  readonly recipientName: string;
  /** A mail address, an E.164 number, or the lines of a postal address. */
  readonly address: string;
  /** Empty for a text message. */
  readonly subject: string;
  readonly body: string;
  readonly state: MessageState;
  readonly caution: Caution | null;
  /** What keeps it from most readers now, whatever did when it was written: the customer's record, else the case. */
  readonly restricted: 'customer' | 'case' | null;
  /** Why it failed, or was not delivered. */
  readonly stateNote: string | null;
  readonly queuedAt: Instant;
  readonly queuedByName: string;
  readonly settledAt: Instant | null;
  readonly attempts: number;
  readonly version: number;
}
