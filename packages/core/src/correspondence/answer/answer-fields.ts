import { formatTelephone } from '../../customers/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { FieldView, RadiosView, TextField } from '../../web/form-components.js';
import { channelNames } from '../message-words.js';
import { textField } from '../reply-views.js';
import type { MessageLanguage } from '../types.js';
import { readAddress, type AnswerChannel, type AnswerWay } from './answer-ways.js';
import { errorAt } from '../../web/form-faults.js';

/** The choice of an address that is typed in. */
export const typedIn = 'typed';

/** What the form holds. */
export interface TypedAnswer {
  /** A contact point’s id, an address that is on no record, or `typed`. */
  readonly to: string;
  readonly address: string;
  readonly language: MessageLanguage;
  readonly subject: string;
  readonly body: string;
}

/** A way’s value among the choices. */
export function keyOf({ contactPointId, address }: AnswerWay): string {
  return contactPointId ?? address ?? '';
}

export function toField(ways: readonly AnswerWay[], typed: TypedAnswer, faults: readonly FieldFault[]): RadiosView {
  return {
    name: 'to',
    idPrefix: 'to',
    fieldset: { legend: { text: 'Where to' } },
    value: typed.to,
    formGroup: { attributes: { 'data-question': 'to' } },
    errorMessage: errorAt(faults, 'contactPointId'),
    items: [
      ...ways.map((way) => ({
        value: keyOf(way),
        text: wayWords(way, ways),
        ...hintOf(way),
        attributes: { 'data-channel': way.channel },
      })),
      { value: typedIn, text: 'Another number or address', attributes: { 'data-channel': typedIn } },
    ],
  };
}

function hintOf({ label, source, address }: AnswerWay): { hint?: { text: string } } {
  const parts = [
    label ?? '',
    source === 'caller' ? 'They call from it; it is not on record' : '',
    source === 'told' ? 'Told in this contact; it is not on record' : '',
    address === null ? 'Not shown: identity is not checked, or the record is restricted' : '',
  ].filter(Boolean);
  return parts.length === 0 ? {} : { hint: { text: parts.join('. ') } };
}

const hiddenNames: Readonly<Record<AnswerChannel, string>> = { text: 'mobile number', email: 'email address' };

/** "Text message to 07700 900001"; where it isn’t shown, "Text message to the mobile number on record". */
function wayWords(way: AnswerWay, ways: readonly AnswerWay[]): string {
  const { channel, address } = way;
  const what = channelNames[channel];
  if (address !== null) return `${what} to ${channel === 'text' ? formatTelephone(address) : address}`;
  const alike = ways.filter((each) => each.channel === channel && each.address === null);
  const number = alike.length > 1 ? ` ${alike.indexOf(way) + 1}` : '';
  return `${what} to the ${hiddenNames[channel]}${number} on record`;
}

/** Where it goes, in words: "Text message to 07700 900001". */
export function sentTo(ways: readonly AnswerWay[], { to, address }: Pick<TypedAnswer, 'to' | 'address'>): string {
  const way = ways.find((each) => keyOf(each) === to);
  if (way) return wayWords(way, ways);
  const typed = readAddress(address);
  if (typed.channel === null) return address;
  return wayWords({ ...typed, contactPointId: null, label: null, source: 'told' }, ways);
}

export function addressField(
  ways: readonly AnswerWay[],
  { address, to }: TypedAnswer,
  faults: readonly FieldFault[],
): TextField {
  const shown = { question: 'to', is: typedIn };
  return {
    ...textField('address', 'Mobile number or email address', address, faults),
    hint: { text: 'Used for this one message. It is not kept as a contact point.' },
    autocomplete: 'off',
    attributes: { 'data-channel-typed': '', autofocus: to === typedIn && faults.length === 0 },
    ...(ways.length === 0 ? {} : { formGroup: { attributes: showing('address', shown) } }),
  };
}

export function subjectField(
  ways: readonly AnswerWay[],
  { subject }: TypedAnswer,
  faults: readonly FieldFault[],
): FieldView {
  const emails = ways.filter(({ channel }) => channel === 'email').map(keyOf);
  const shown = { question: 'to', in: [...emails, typedIn] };
  return {
    ...textField('subject', 'Subject', subject, faults),
    hint: { text: 'For an email. A text message goes without.' },
    ...(ways.length === 0 ? {} : { formGroup: { attributes: showing('subject', shown) } }),
  };
}

function showing(question: string, condition: object): Record<string, string> {
  return { 'data-question': question, 'data-show-when': JSON.stringify(condition) };
}
