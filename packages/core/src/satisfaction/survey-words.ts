import type { Language } from '../kernel/date-words.js';
import type { Answer } from './types.js';

/** The one question and what is around it, in whole sentences. */
export interface SurveyWords {
  readonly title: string;
  readonly question: (council: string) => string;
  readonly answers: Readonly<Record<Answer, string>>;
  readonly hint: string;
  readonly send: string;
  readonly choose: string;
  readonly problem: string;
  readonly thanks: string;
  readonly kept: string;
  /** Behind a link that was used, is too old or never was. */
  readonly spentTitle: string;
  readonly spent: string;
  readonly other: { readonly text: string; readonly lang: Language };
}

export const surveyWords: Readonly<Record<Language, SurveyWords>> = {
  en: {
    title: 'One question about your contact with us',
    question: (council) => `How satisfied were you with how ${council} dealt with your enquiry?`,
    answers: {
      5: 'Very satisfied',
      4: 'Satisfied',
      3: 'Neither satisfied nor dissatisfied',
      2: 'Dissatisfied',
      1: 'Very dissatisfied',
    },
    hint: 'We use the answers to make our service better. The person who helped you does not see your answer.',
    send: 'Send your answer',
    choose: 'Choose how satisfied you were',
    problem: 'There is a problem',
    thanks: 'Thank you',
    kept: 'Your answer has been sent. You can close this page.',
    spentTitle: 'This link has been used, or is too old',
    spent: 'There is nothing more to do. You can close this page.',
    other: { text: 'Cymraeg', lang: 'cy' },
  },
  cy: {
    title: 'Un cwestiwn am eich cyswllt â ni',
    question: (council) => `Pa mor fodlon oeddech chi ar y ffordd y gwnaeth ${council} ddelio â’ch ymholiad?`,
    answers: {
      5: 'Bodlon iawn',
      4: 'Bodlon',
      3: 'Ddim yn fodlon nac yn anfodlon',
      2: 'Anfodlon',
      1: 'Anfodlon iawn',
    },
    hint: 'Rydym yn defnyddio’r atebion i wella ein gwasanaeth. Nid yw’r sawl a’ch helpodd yn gweld eich ateb.',
    send: 'Anfon eich ateb',
    choose: 'Dewiswch pa mor fodlon oeddech chi',
    problem: 'Mae problem',
    thanks: 'Diolch',
    kept: 'Mae eich ateb wedi’i anfon. Gallwch gau’r dudalen hon.',
    spentTitle: 'Mae’r ddolen hon wedi’i defnyddio, neu’n rhy hen',
    spent: 'Does dim byd arall i’w wneud. Gallwch gau’r dudalen hon.',
    other: { text: 'English', lang: 'en' },
  },
};
