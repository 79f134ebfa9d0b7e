import type { FieldFault } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { articleHref } from '../../knowledge/index.js';
import type { NoteView } from '../../web/components.js';
import type { FieldView, RadiosView, SelectField, TextField } from '../../web/form-components.js';
import { countWords } from '../../web/text-parts.js';
import { inBraces } from '../merge-fields.js';
import { channelNames, languageNames } from '../message-words.js';
import { cautionNote, selectField, textField, wishLines } from '../reply-views.js';
import { addressField, keyOf, sentTo, subjectField, toField, typedIn, type TypedAnswer } from './answer-fields.js';
import type { Answer } from './answer-queries.js';
import { readAddress, type AnswerChannel, type AnswerWay } from './answer-ways.js';
import { answerWords } from './answer-words.js';

/** Sending the answer to an enquiry while the contact goes on. */
export interface AnswerPage {
  readonly title: string;
  readonly callHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly draftKey: string;
  readonly enquiryId: string;
  readonly faults: readonly { readonly text: string; readonly href?: string }[];
  readonly caution: NoteView | undefined;
  /** Undefined: there is nothing but what is typed in. */
  readonly to: RadiosView | undefined;
  readonly address: TextField;
  readonly language: SelectField;
  readonly subject: FieldView;
  readonly body: FieldView;
  readonly count: string;
  readonly fields: string;
  readonly preview:
    | {
        readonly to: string;
        readonly lang: string;
        readonly subject: string;
        readonly body: string;
        readonly count: string;
      }
    | undefined;
  readonly wishes: readonly { readonly label: string; readonly value: string }[];
  readonly remarks: readonly string[];
  readonly source:
    | {
        readonly title: string;
        readonly href: string | undefined;
        readonly summary: string;
        readonly isExpired: boolean;
      }
    | undefined;
  readonly canSend: boolean;
  /** The enquiry has no outcome yet, so that the answer may resolve it. */
  readonly canResolve: boolean;
}

export interface AnswerRendering {
  readonly typed: TypedAnswer;
  readonly preview?: { readonly subject: string; readonly body: string } | undefined;
  readonly faults: readonly FieldFault[];
  readonly mayConfirm: boolean;
  readonly now: number;
  readonly csrfToken: string;
  readonly once: string;
}

export function answerHref(interactionId: string): string {
  return `/desk/interactions/${interactionId}/send-answer`;
}

/** Under which what was typed is kept: the next enquiry of the contact begins anew. */
export function answerDraftKey({ interaction, enquiry }: Pick<Answer, 'interaction' | 'enquiry'>): string {
  return `answer:${interaction.id}:${enquiry?.id ?? 'none'}`;
}

/** The channel of what is chosen; of what is typed in, as far as it can be told. */
export function chosenChannel({ ways }: Pick<Answer, 'ways'>, { to, address }: TypedAnswer): AnswerChannel {
  const way = ways.find((each) => keyOf(each) === to);
  if (way) return way.channel;
  return readAddress(address).channel ?? (address.includes('@') ? 'email' : 'text');
}

/** What the page begins with: the customer’s wishes, and the answer in short in their language. */
export function beginAnswer(answer: Answer): TypedAnswer {
  const { ways, recipient, short } = answer;
  const to = ways[0] ? keyOf(ways[0]) : typedIn;
  const language = recipient.language === 'cy' && !short.cy && short.en ? 'en' : recipient.language;
  return wordsAgain(answer, { to, address: '', language, subject: '', body: '' });
}

/** The same with the words of the article, for the way and the language that are chosen. */
export function wordsAgain(answer: Answer, typed: TypedAnswer): TypedAnswer {
  const { short, values } = answer;
  const language = short[typed.language] ? typed.language : 'en';
  const found = short[language];
  if (!found) return typed;
  const { subject, body, text } = answerWords(found, values[language], language);
  return { ...typed, language, subject, body: chosenChannel(answer, typed) === 'text' ? text : body };
}

export function answerPage(answer: Answer, rendering: AnswerRendering): AnswerPage {
  const { interaction, enquiry, ways, recipient, values } = answer;
  const { typed, preview, faults } = rendering;
  const channel = chosenChannel(answer, typed);
  const canSend = answer.isOwn && interaction.state === 'open';
  return {
    title: recipient.name ? `Text the answer to ${recipient.name}` : 'Text the answer',
    callHref: `/desk/interactions/${interaction.id}`,
    action: answerHref(interaction.id),
    csrfToken: rendering.csrfToken,
    once: rendering.once,
    draftKey: answerDraftKey(answer),
    enquiryId: enquiry?.id ?? '',
    faults: faults.map(({ field, message }) => ({
      text: message,
      ...(field ? { href: `#${targetOf(field, ways)}` } : {}),
    })),
    caution: cautionNote(recipient.caution, rendering.mayConfirm),
    to: ways.length === 0 ? undefined : toField(ways, typed, faults),
    address: addressField(ways, typed, faults),
    language: selectField('language', 'In', typed.language, languageChoices),
    subject: subjectField(ways, typed, faults),
    body: {
      ...textField('body', 'Message', typed.body, faults),
      control: 'textarea',
      rows: 5,
      describedBy: 'body-count',
      attributes: { lang: typed.language, autofocus: faults.length === 0 && !preview && typed.to !== typedIn },
    },
    count: countWords(typed.body, channel),
    fields: Object.keys(values.en).map(inBraces).join(', '),
    preview: preview && {
      to: sentTo(ways, typed),
      lang: typed.language,
      subject: channel === 'text' ? '' : preview.subject,
      body: preview.body,
      count: countWords(preview.body, channel),
    },
    wishes: wishLines(recipient),
    remarks: remarksOf(answer),
    source: sourceOf(answer, rendering.now),
    canSend,
    canResolve: canSend && enquiry?.outcome === null,
  };
}

const languageChoices = Object.entries(languageNames).map(([value, text]) => ({ value, text }));

function targetOf(field: string, ways: readonly AnswerWay[]): string {
  if (field === 'contactPointId') return ways.length === 0 ? 'address' : 'to';
  return field;
}

function remarksOf({ ways, recipient: { wish, language }, short, interaction }: Answer): string[] {
  const wished = wish === 'text' || wish === 'email' ? wish : undefined;
  const speaker = interaction.representing;
  return [
    ...(wished && !ways.some(({ channel }) => channel === wished)
      ? [`The customer asked to hear by ${channelNames[wished].toLowerCase()}, and nothing is on record for that.`]
      : []),
    ...(language === 'cy' && short.en && !short.cy
      ? ['The customer’s language is Welsh, and this answer has no Welsh words.']
      : []),
    ...(speaker ? [`${speaker.who} speaks for the customer; what is on record is the customer’s own.`] : []),
  ];
}

function sourceOf({ article, enquiry, short }: Answer, now: number): AnswerPage['source'] {
  if (!short.en || !enquiry) return undefined;
  return {
    ...short.en,
    href: article && articleHref(article.key, enquiry.authorityId),
    isExpired: article !== undefined && article.content.reviewOn < localDateAt(now),
  };
}
