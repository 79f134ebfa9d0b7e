import type { WrittenMessage } from './compose-message.js';
import type { Recipient } from './recipient.js';
import { chooseChannel } from './rules.js';
import type { MessageChannel, MessageTemplate } from './types.js';

export interface WaysToWrite {
  /** By which way to those who asked for none. */
  readonly otherwise?: MessageChannel | undefined;
  /** By no other ways than these. */
  readonly only?: readonly MessageChannel[] | undefined;
}

/**
 * A template in the customer's language and by the channel nearest to their wish, as far as it has words for them.
 * Undefined: nothing reaches them.
 */
export function writtenFor(
  { words }: Pick<MessageTemplate, 'words'>,
  { language: wanted, reach, wish }: Pick<Recipient, 'language' | 'reach' | 'wish'>,
  { otherwise, only }: WaysToWrite = {},
): WrittenMessage | undefined {
  const language = wanted === 'cy' && words.cy ? 'cy' : 'en';
  const { subject, body, text } = words[language] ?? words.en;
  const worded: readonly MessageChannel[] = text === null ? ['email', 'letter'] : ['email', 'text', 'letter'];
  const offered = worded.filter((channel) => only === undefined || only.includes(channel));
  const channel = chooseChannel(reach, wish, offered, otherwise);
  if (channel === undefined) return undefined;
  return channel === 'text'
    ? { channel, language, subject: '', body: text ?? '' }
    : { channel, language, subject, body };
}
