import type { FieldFault } from '../kernel/errors.js';
import { addressWords, channelNames } from '../correspondence/index.js';
import type { Language } from '../kernel/date-words.js';
import type { ErrorSummaryView, RadiosView } from '../web/form-components.js';
import type { SurveyPreview, SurveyState, Unsendable } from './queries.js';
import { surveyWords, type SurveyWords } from './survey-words.js';
import { answers } from './types.js';

/** What the customer sees behind the link. */
export interface AnswerPage {
  readonly action: string;
  readonly errors: ErrorSummaryView | undefined;
  readonly radios: RadiosView;
  readonly words: Pick<SurveyWords, 'send' | 'thanks' | 'kept'>;
  readonly other: { readonly text: string; readonly href: string; readonly lang: Language };
  readonly isAnswered: boolean;
}

export function answerPage(about: {
  readonly token: string;
  readonly lang: Language;
  readonly council: string;
  readonly isAnswered?: boolean;
  readonly isRefused?: boolean;
}): AnswerPage {
  const { token, lang, council, isAnswered = false, isRefused = false } = about;
  const words = surveyWords[lang];
  return {
    ...{ words, isAnswered },
    action: `/s/${token}${lang === 'cy' ? '?lang=cy' : ''}`,
    errors: isRefused ? { titleText: words.problem, errorList: [{ text: words.choose, href: '#answer' }] } : undefined,
    radios: radiosOf(words, council, isRefused),
    other: {
      text: words.other.text,
      href: `/s/${token}${words.other.lang === 'cy' ? '?lang=cy' : ''}`,
      lang: words.other.lang,
    },
  };
}

function radiosOf(words: SurveyWords, council: string, isRefused: boolean): RadiosView {
  return {
    ...{ name: 'answer', idPrefix: 'answer' },
    fieldset: { legend: { text: words.question(council), isPageHeading: true, classes: 'govuk-fieldset__legend--l' } },
    hint: { text: words.hint },
    errorMessage: isRefused ? { text: words.choose, visuallyHiddenText: words.problem } : undefined,
    items: answers.map((value) => ({ value: String(value), text: words.answers[value] })),
  };
}

/** The part of the page that sends the link. */
export type SurveySending = SurveyMessageView & { readonly action: string; readonly csrfToken: string };

/** What stands behind a link that opens nothing. */
export interface SpentPage {
  readonly title: string;
  readonly text: string;
}

/** What the adviser sees after a contact that was drawn. */
export interface AskPage {
  readonly action: string;
  readonly csrfToken: string;
  readonly state: SurveyState;
  readonly mayAsk: boolean;
  readonly errors: ErrorSummaryView | undefined;
  readonly radios: RadiosView;
  readonly link: string | undefined;
  /** The message that would take the link to them, or why there is none; undefined for those who write none. */
  readonly message: SurveyMessageView | undefined;
}

export type SurveyMessageView =
  | { readonly whyNot: string }
  | {
      readonly whyNot: null;
      /** "Email to Joan Prosser, joan@prosser.example". */
      readonly to: string;
      readonly caution: string | undefined;
      readonly lang: string;
      readonly subject: string;
      readonly body: string;
    };

export function askPage(about: {
  readonly interactionId: string;
  readonly csrfToken: string;
  readonly council: string;
  readonly survey: { readonly state: SurveyState; readonly isOwn: boolean };
  readonly preview: SurveyPreview | undefined;
  readonly faults?: readonly FieldFault[];
  readonly link?: string;
}): AskPage {
  const { interactionId, csrfToken, council, survey, preview, faults = [], link } = about;
  const words = surveyWords.en;
  return {
    action: `/desk/interactions/${interactionId}/survey`,
    ...{ csrfToken, state: survey.state, link },
    message: preview && messageView(preview),
    mayAsk: survey.isOwn && (survey.state === 'to-ask' || survey.state === 'asked'),
    errors:
      faults.length === 0
        ? undefined
        : { errorList: faults.map(({ message }) => ({ text: message, href: '#answer' })) },
    radios: {
      ...{ name: 'answer', idPrefix: 'answer' },
      fieldset: { legend: { text: words.question(council) } },
      items: answers.map((value) => ({ value: String(value), text: words.answers[value] })),
    },
  };
}

function messageView(preview: SurveyPreview): SurveyMessageView {
  if (preview.unsendable !== null) return { whyNot: whyNot[preview.unsendable] };
  const { channel, recipientName, address, caution, language: lang, subject, body } = preview;
  return {
    whyNot: null,
    to: `${channelNames[channel]} to ${recipientName}, ${addressWords(channel, address)}`,
    caution:
      caution === null ? undefined : 'It is held until a team leader or the data protection officer confirms it.',
    ...{ lang, subject, body },
  };
}

const whyNot: Readonly<Record<Unsendable, string>> = {
  unwanted: 'The customer withdrew their consent to surveys, so nothing is sent to them.',
  'no-origin': 'No link can be sent until an operator has set this installation’s own address.',
  'no-words': 'The council has no words for it yet. An administrator writes them under Message templates.',
  unreachable: 'Nothing is on record to reach the customer by.',
  died: 'This person has died, so nothing is sent to them.',
};
