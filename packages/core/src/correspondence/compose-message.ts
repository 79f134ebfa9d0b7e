import { badInput, type FieldFault } from '../kernel/errors.js';
import { fieldFaults, fillFields, type MergeField, type MergeValues } from './merge-fields.js';
import { nameFor } from './merge-values.js';
import type { Recipient } from './recipient.js';
import type { MessageChannel, MessageLanguage } from './types.js';

/** A message as it was written, before its fields are filled. */
export interface WrittenMessage {
  readonly channel: MessageChannel;
  readonly language: MessageLanguage;
  /** Empty for a text message. */
  readonly subject: string;
  readonly body: string;
}

/** A message as it goes out. */
export interface ComposedMessage extends WrittenMessage {
  readonly recipientName: string;
  readonly address: string;
}

export const subjectLength = 150;
export const bodyLength = 20_000;
/** Four messages joined into one: 153 characters each (3GPP TS 23.040). */
export const textLength = 612;

/** A wording's faults, by field. `text` is the body of a text message. */
export function wordingFaults(
  { channel, subject, body }: Omit<WrittenMessage, 'language'>,
  fields: readonly MergeField[],
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (channel !== 'text' && subject.trim() === '') faults.push({ field: 'subject', message: 'Enter the subject' });
  if (body.trim() === '') faults.push({ field: 'body', message: 'Enter the message' });
  const longest = channel === 'text' ? textLength : bodyLength;
  if (body.length > longest) faults.push({ field: 'body', message: `Shorten the message to ${longest} characters` });
  for (const message of fieldFaults(subject, fields)) faults.push({ field: 'subject', message });
  for (const message of fieldFaults(body, fields)) faults.push({ field: 'body', message });
  return faults;
}

/**
 * Fills a message's fields with what its subject and its recipient give.
 * @throws bad_input on `channel`, `subject` and `body`
 */
export function composeMessage(
  values: MergeValues,
  { reach, name }: Pick<Recipient, 'reach' | 'name'>,
  written: WrittenMessage,
): ComposedMessage {
  const faults = wordingFaults(written, Object.keys(values) as MergeField[]);
  const address = reach[written.channel];
  if (address === undefined) faults.unshift({ field: 'channel', message: channelFault(written.channel) });
  if (faults.length > 0 || address === undefined) throw badInput({ faults });
  const body = fillFields(written.body, values);
  if (written.channel === 'text' && body.length > textLength)
    throw badInput({
      faults: [
        { field: 'body', message: `Shorten the message: filled in, it has ${body.length} characters of ${textLength}` },
      ],
    });
  return {
    ...written,
    subject: written.channel === 'text' ? '' : oneLine(fillFields(written.subject, values)),
    body,
    recipientName: nameFor(name, written.language),
    address,
  };
}

function channelFault(channel: MessageChannel): string {
  const what = { email: 'an email address', text: 'a mobile number', letter: 'a postal address' };
  return `Choose another way: there is no ${what[channel].replace(/^an? /, '')} on record`;
}

/** A subject is a header: a line end in a value would begin another one (RFC 5322, section 2.2). */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
