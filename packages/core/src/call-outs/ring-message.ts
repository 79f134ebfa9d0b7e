import type { NotificationOutcome } from '@moothall/adapter-sdk';
import { formatTime } from '../kernel/format-time.js';
import type { Instant } from '../kernel/clock.js';
import { formatTelephone, isMobile } from '../kernel/telephone.js';

/** How whoever is rung is written to: by text message where their entry has a mobile number, else by mail. */
export const ringChannels = ['text', 'email'] as const;
export type RingChannel = (typeof ringChannels)[number];

/**
 * How far the message to somebody who is rung is. `no-address`: their entry has neither a mobile number nor a mail address; `late`: it was answered before it went.
 */
export const ringMessageStates = [
  ...(['waiting', 'sent', 'failed', 'no-address', 'late'] as const),
  ...(['delivered', 'undelivered'] as const),
] as const;
export type RingMessageState = (typeof ringMessageStates)[number];

/** What may become of a message that is so far. What was delivered or never went stays so. */
const after: Readonly<Partial<Record<RingMessageState, readonly RingMessageState[]>>> = {
  waiting: ['waiting', 'sent', 'failed', 'no-address', 'late'],
  sent: ['delivered', 'undelivered'],
  undelivered: ['delivered'], // it was reached after all
};

export function mayBecome(from: RingMessageState | null, to: RingMessageState): boolean {
  return from !== null && (after[from] ?? []).includes(to);
}

/** Why a message that went didn't arrive. */
export const notReached: Readonly<Record<Exclude<NotificationOutcome, 'delivered'>, string>> = {
  'wrong-address': 'nobody is at that number or address',
  'not-reached': 'it could not be reached',
  'not-sent': 'it failed on the way',
};

/** Where somebody who is rung is written to; undefined: nowhere. */
export interface RingAddress {
  readonly channel: RingChannel;
  readonly address: string;
}

export function ringAddress({
  telephone,
  email,
}: {
  readonly telephone: string;
  readonly email: string;
}): RingAddress | undefined {
  if (isMobile(telephone)) return { channel: 'text', address: telephone };
  return email === '' ? undefined : { channel: 'email', address: email };
}

export interface RingWords {
  /** Of the case; null: there is none, or it is restricted. */
  readonly reference: string | null;
  /** As whoever began it typed it; null: not said, or the case is restricted. */
  readonly place: string | null;
  readonly dueAt: Instant;
  /** Of the call-out’s page; undefined: no web address is set up, or the reader works for another council. */
  readonly link: string | undefined;
  /** Of whoever began it; undefined: their entry has none. */
  readonly telephone: string | undefined;
}

/** What whoever is rung reads: nothing of the customer, and of the place no more than the street. */
export function ringMessage({ reference, place, dueAt, link, telephone }: RingWords): string {
  const about = [reference, place === null ? '' : roughPlace(place)].filter(Boolean).join(', ');
  const ways = [
    link === undefined ? 'on the call-out’s page' : `at ${link}`,
    telephone === undefined ? '' : `or ring ${formatTelephone(telephone)}`,
  ];
  return `You are called out: ${about || 'an emergency'}. Accept or decline by ${formatTime(dueAt)} ${ways
    .filter(Boolean)
    .join(' ')}`;
}

/** "Mill Lane, Dunmere, DM4" of "Flat 2, 14a Mill Lane, Dunmere, DM4 2LL, 07700 900144": the place without the door. */
export function roughPlace(place: string): string {
  return place
    .replace(/\S+@\S+/g, '')
    .replace(/\b([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}\b/gi, '$1')
    .replace(/\b(?:flat|apartment|unit|room|no\.?)\s+\w+\b/gi, '')
    .replace(/\+?\d[\d\s]{6,}\d/g, '')
    .replace(/(?<![A-Za-z0-9])\d+[a-z]?\b/gi, '')
    .split(',')
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '' && !/^[\W_]+$/.test(part))
    .join(', ')
    .slice(0, 80);
}
