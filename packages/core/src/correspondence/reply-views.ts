import { formatTelephone } from '../customers/index.js';
import type { FieldFault } from '../kernel/errors.js';
import type { NoteView } from '../web/components.js';
import type { FieldView } from '../web/form-components.js';
import { escapeBraces, fieldsFor, fillFields, inBraces } from './merge-fields.js';
import { cautionWords, channelNames, languageNames } from './message-words.js';
import type { Reply } from './queries.js';
import { chooseChannel, type Reach } from './rules.js';
import {
  messageChannels,
  type Caution,
  type MessageChannel,
  type MessageLanguage,
  type MessageTemplate,
} from './types.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

/** Writing to whom a case is for. */
export interface ReplyPage {
  readonly reference: string;
  readonly caseHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly draftKey: string;
  readonly faults: readonly FaultLink[];
  readonly caution: NoteView | undefined;
  /** Chosen first, each by a look at the page again. */
  readonly choices: readonly FieldView[];
  /** The same, sent along with the words. */
  readonly chosen: readonly { readonly name: string; readonly value: string }[];
  readonly subject: FieldView | undefined;
  readonly body: FieldView;
  readonly fields: string;
  readonly preview: { readonly to: string; readonly subject: string; readonly body: string } | undefined;
  readonly wishes: readonly { readonly label: string; readonly value: string }[];
  /** Why the channel isn't the one that they asked for. */
  readonly instead: string | undefined;
  readonly canSend: boolean;
}

/** A template, a channel and a language, with the words that they give. */
export interface ChosenReply {
  readonly templateId: string | undefined;
  /** Undefined: nothing reaches them. */
  readonly channel: MessageChannel | undefined;
  readonly language: MessageLanguage;
  readonly subject: string;
  readonly body: string;
}

export interface ReplyInput {
  readonly chosen: ChosenReply;
  readonly typed: { readonly subject: string; readonly body: string };
  readonly preview?: { readonly subject: string; readonly body: string };
  readonly faults: readonly FieldFault[];
  readonly mayConfirm: boolean;
  readonly csrfToken: string;
  readonly once: string;
}

export function replyDraftKey({ id }: { readonly id: string }): string {
  return `case-reply:${id}`;
}

/** What was asked for, else what the customer wants; a template's words with their fields filled, to be changed freely. */
export function chooseReply(
  reply: Reply,
  asked: {
    readonly template?: string | undefined;
    readonly channel?: MessageChannel | undefined;
    readonly language?: MessageLanguage | undefined;
  },
): ChosenReply {
  const template = reply.templates.find(({ id }) => id === asked.template);
  const language = asked.language ?? (template && !template.words.cy ? 'en' : reply.recipient.language);
  const isReachable = asked.channel !== undefined && reply.reach[asked.channel] !== undefined;
  const channel = isReachable ? asked.channel : chooseChannel(knownReach(reply), reply.recipient.wish);
  return { templateId: template?.id, channel, language, ...wordsOf(template, channel, language, reply) };
}

function knownReach({ reach }: Reply): Reach {
  return Object.fromEntries(Object.keys(reach).map((channel) => [channel, 'known']));
}

function wordsOf(
  template: MessageTemplate | undefined,
  channel: MessageChannel | undefined,
  language: MessageLanguage,
  { values }: Reply,
): { subject: string; body: string } {
  const words = template?.words[language] ?? template?.words.en;
  if (!words) return { subject: '', body: '' };
  const fill = (text: string): string => escapeBraces(fillFields(text, values[language]));
  return channel === 'text'
    ? { subject: '', body: fill(words.text ?? words.body) }
    : { subject: fill(words.subject), body: fill(words.body) };
}

export function replyPage(reply: Reply, input: ReplyInput): ReplyPage {
  const { chosen, typed, preview, faults } = input;
  const { reference } = reply.case;
  const caseHref = `/desk/cases/${reference}`;
  return {
    reference,
    caseHref,
    action: `${caseHref}/reply`,
    csrfToken: input.csrfToken,
    once: input.once,
    draftKey: replyDraftKey(reply.case),
    faults: faultLinks(faults),
    caution: cautionNote(reply.recipient.caution, input.mayConfirm),
    choices: choicesOf(reply, chosen, faults),
    chosen: [
      { name: 'template', value: chosen.templateId ?? '' },
      { name: 'channel', value: chosen.channel ?? '' },
      { name: 'language', value: chosen.language },
    ].filter(({ value }) => value !== ''),
    subject: chosen.channel === 'text' ? undefined : textField('subject', 'Subject', typed.subject, faults),
    body: {
      ...textField('body', chosen.channel === 'text' ? 'Text message' : 'Message', typed.body, faults),
      control: 'textarea',
      rows: chosen.channel === 'text' ? 5 : 12,
      attributes: { lang: chosen.language },
    },
    fields: fieldsFor('by-hand').map(inBraces).join(', '),
    preview: preview && { to: toWords(reply, chosen.channel), ...preview },
    wishes: wishesOf(reply),
    instead: insteadOf(reply, chosen),
    canSend: chosen.channel !== undefined,
  };
}

/** That a message is held, and until when. */
export function cautionNote(caution: Caution | null, mayConfirm: boolean): NoteView | undefined {
  if (caution === null) return undefined;
  const text = mayConfirm
    ? 'The message is held until you or a colleague who may confirms it.'
    : 'The message is held until a team leader or the data-protection officer confirms it.';
  return { tone: 'warning', lead: cautionWords[caution], text };
}

function choicesOf({ templates, reach }: Reply, chosen: ChosenReply, faults: readonly FieldFault[]): FieldView[] {
  const channels = messageChannels.filter((channel) => reach[channel] !== undefined);
  return [
    selectField('template', 'Begin with', chosen.templateId ?? '', [
      { value: '', text: 'My own words' },
      ...templates.map(({ id, name }) => ({ value: id, text: name })),
    ]),
    ...(channels.length === 0
      ? []
      : [
          {
            ...selectField(
              'channel',
              'Send as',
              chosen.channel ?? '',
              channels.map((channel) => ({ value: channel, text: channelNames[channel] })),
            ),
            errorMessage: errorAt(faults, 'channel'),
          },
        ]),
    selectField(
      'language',
      'In',
      chosen.language,
      Object.entries(languageNames).map(([value, text]) => ({ value, text })),
    ),
  ];
}

export function selectField(
  name: string,
  label: string,
  value: string,
  items: readonly { value: string; text: string }[],
): Extract<FieldView, { control: 'select' }> {
  return { control: 'select', name, id: name, label: { text: label }, value, items };
}

export function textField(
  name: string,
  label: string,
  value: string,
  faults: readonly FieldFault[],
): Extract<FieldView, { control: 'text' }> & { readonly value: string } {
  return { control: 'text', name, id: name, label: { text: label }, value, errorMessage: errorAt(faults, name) };
}

function toWords({ recipient, reach }: Reply, channel: MessageChannel | undefined): string {
  const address = channel === undefined ? undefined : reach[channel];
  return [recipient.name || 'Customer', addressWords(channel, address)].filter(Boolean).join(', ');
}

/** An address in one line; null: it isn't shown. */
export function addressWords(channel: MessageChannel | undefined, address: string | null | undefined): string {
  if (address === null) return 'at the address on record, which is not shown';
  if (address === undefined) return '';
  return channel === 'text' ? formatTelephone(address) : address.replace(/\n/g, ', ');
}

const wishWords: Readonly<Record<string, string>> = {
  phone: 'By telephone',
  email: 'By email',
  text: 'By text message',
  post: 'By post',
  'in-person': 'In person',
};

/** Who is written to, and how they want it. */
export function wishLines({ name, wish, needs, language }: Reply['recipient']): ReplyPage['wishes'] {
  return [
    { label: 'To', value: name || 'Anonymous' },
    { label: 'Wants to hear', value: wish === null ? 'No wish on record' : (wishWords[wish] ?? wish) },
    { label: 'Language', value: languageNames[language] },
    ...(needs.length === 0 ? [] : [{ label: 'Needs', value: needs.map((need) => need.replace(/-/g, ' ')).join(', ') }]),
  ];
}

function wishesOf({ recipient, reach }: Reply): ReplyPage['wishes'] {
  return [
    ...wishLines(recipient),
    ...messageChannels.map((channel) => ({
      label: channelNames[channel],
      value: addressWords(channel, reach[channel]) || 'Not on record',
    })),
  ];
}

const wishedChannel: Readonly<Record<string, MessageChannel>> = { email: 'email', text: 'text', post: 'letter' };

function insteadOf({ recipient: { wish }, reach }: Reply, { channel }: ChosenReply): string | undefined {
  if (channel === undefined)
    return 'Nothing is on record to reach this person by. Add an address to the customer first.';
  const wished = wish === null ? undefined : wishedChannel[wish];
  if (wished === undefined || wished === channel) return undefined;
  const why = reach[wished] === undefined ? 'nothing is on record for that' : 'can be reached so';
  const [asked, goes] = [channelNames[wished].toLowerCase(), channelNames[channel].toLowerCase()];
  return `The customer asked to hear by ${asked}, and ${why}. This goes by ${goes}.`;
}
