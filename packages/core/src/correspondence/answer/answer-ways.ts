import { emailField, formatTelephone, toE164, type ReachableCustomer } from '../../customers/index.js';
import { reaches, type IdentityLevel, type Interaction } from '../../interactions/index.js';
import { isMobile } from '../../kernel/telephone.js';
import { channelOrder } from '../rules.js';
import type { MessageChannel } from '../types.js';

/** What takes an answer while the contact goes on; a letter takes days. */
export const answerChannels = ['text', 'email'] as const satisfies readonly MessageChannel[];
export type AnswerChannel = (typeof answerChannels)[number];

/** A mobile number or mail address that an answer can go to. */
export interface AnswerWay {
  readonly channel: AnswerChannel;
  /** Of the customer’s record. Null: it is on no record. */
  readonly contactPointId: string | null;
  /** Null: on record, and not shown to whoever asks. */
  readonly address: string | null;
  readonly label: string | null;
  /** `caller`: the number that they call from. `told`: what somebody without a record said in the contact. */
  readonly source: 'record' | 'caller' | 'told';
}

type Contact = Pick<Interaction, 'caller' | 'participant' | 'identityLevel'>;

/**
 * Where an answer can go, what the customer wants first; a text message for those who asked for nothing. As on the call,
 * an address on record shows from a basic check on; a number shows that the call comes from.
 */
export function answerWays(
  record: Pick<ReachableCustomer, 'contactPoints' | 'preferredChannel'> | undefined,
  { caller, participant, identityLevel }: Contact,
  { isHidden }: { readonly isHidden: boolean },
): AnswerWay[] {
  const shows = (value: string): boolean => !isHidden && isShownAt(identityLevel, value === caller);
  const points = (record?.contactPoints ?? []).flatMap(({ id, kind, value, label }): Way[] => {
    const channel = channelOf(kind, value);
    return channel ? [{ channel, value, label, contactPointId: id, source: 'record' }] : [];
  });
  const email = record ? undefined : participant.email;
  const telephone = record ? undefined : toE164(participant.telephone ?? '');
  const loose: Way[] = [
    ...wayTo('text', caller, 'caller'),
    ...wayTo('email', email, 'told'),
    ...wayTo('text', telephone, 'told'),
  ];
  const order = channelOrder(record?.preferredChannel ?? null, 'text');
  return [...points, ...loose]
    .filter(({ value }, at, all) => all.findIndex((other) => other.value === value) === at)
    .sort((one, other) => order.indexOf(one.channel) - order.indexOf(other.channel))
    .map(({ value, ...way }) => ({ ...way, address: way.source !== 'record' || shows(value) ? value : null }));
}

type Way = Omit<AnswerWay, 'address'> & { readonly value: string };

function isShownAt(level: IdentityLevel, isCalling: boolean): boolean {
  return isCalling || reaches(level, 'basic');
}

/** By which channel a contact point of this kind takes an answer; undefined: by none. */
export function channelOf(kind: string, value: string): AnswerChannel | undefined {
  if (kind === 'email') return 'email';
  return kind === 'telephone' && isMobile(value) ? 'text' : undefined;
}

function wayTo(channel: AnswerChannel, value: string | null | undefined, source: 'caller' | 'told'): Way[] {
  if (!value || (channel === 'text' && !isMobile(value))) return [];
  return [{ channel, value, source, contactPointId: null, label: null }];
}

/** An address that was typed in, as it is kept; or what to do about it. */
export type TypedAddress =
  { readonly channel: AnswerChannel; readonly address: string } | { readonly channel: null; readonly fault: string };

/** Reads a mobile number in any spelling, or a mail address. */
export function readAddress(typed: string): TypedAddress {
  const text = typed.trim();
  if (text === '') return { channel: null, fault: 'Enter a mobile number or an email address' };
  if (text.includes('@')) {
    const email = emailField.safeParse(text);
    if (email.success) return { channel: 'email', address: email.data };
    return { channel: null, fault: 'Enter an email address, such as name@post.example' };
  }
  const number = toE164(text);
  if (number === undefined)
    return { channel: null, fault: 'Enter a mobile number, such as 07700 900001, or an email address' };
  if (isMobile(number)) return { channel: 'text', address: number };
  const fault = `Enter a mobile number that begins with 07: ${formatTelephone(number)} takes no text messages from here`;
  return { channel: null, fault };
}
