import type { Language } from '../../kernel/date-words.js';

/** What whoever pays reads, in whole sentences. */
export interface PayWords {
  readonly heading: (amount: string, council: string) => string;
  readonly purpose: string;
  readonly amount: string;
  readonly go: string;
  /** Where the card is typed in. */
  readonly elsewhere: (provider: string) => string;
  /** After an attempt that came to nothing. */
  readonly again: string;
  readonly paid: string;
  readonly thanks: (amount: string, council: string) => string;
  readonly underWay: string;
  readonly wait: string;
  readonly ended: string;
  readonly endedWhy: string;
  readonly away: string;
  readonly sendOn: string;
  readonly sendOnWhy: string;
  readonly other: { readonly text: string; readonly lang: Language };
}

export const payWords: Readonly<Record<Language, PayWords>> = {
  en: {
    heading: (amount, council) => `Pay ${amount} to ${council}`,
    purpose: 'What it is for',
    amount: 'Amount',
    go: 'Go on to pay',
    elsewhere: (provider) => `You type your card in on a page of ${provider}. Its number does not reach us.`,
    again: 'The payment before came to nothing, and nothing was taken. You can try again.',
    paid: 'Paid',
    thanks: (amount, council) => `Thank you. ${council} has your payment of ${amount}.`,
    underWay: 'Your payment is being dealt with',
    wait: 'This takes a few minutes. Look at this page again then, and do not pay a second time.',
    ended: 'There is nothing to pay here any more',
    endedWhy: 'If you think that there is, ask the council for another link.',
    away: 'The payment page cannot be reached at the moment. Nothing was taken. Try again in a few minutes.',
    sendOn: 'Going on to the payment page',
    sendOnWhy: 'If nothing happens, use this link.',
    other: { text: 'Cymraeg', lang: 'cy' },
  },
  cy: {
    heading: (amount, council) => `Talu ${amount} i ${council}`,
    purpose: 'Ar gyfer beth',
    amount: 'Swm',
    go: 'Ymlaen i dalu',
    elsewhere: (provider) =>
      `Byddwch yn teipio manylion eich cerdyn ar dudalen ${provider}. Nid yw’r rhif yn ein cyrraedd ni.`,
    again: 'Ni lwyddodd y taliad blaenorol, ac ni chymerwyd dim. Gallwch roi cynnig arall arni.',
    paid: 'Wedi talu',
    thanks: (amount, council) => `Diolch. Mae eich taliad o ${amount} wedi cyrraedd ${council}.`,
    underWay: 'Rydym yn delio â’ch taliad',
    wait: 'Mae hyn yn cymryd ychydig funudau. Edrychwch ar y dudalen hon eto wedyn, a pheidiwch â thalu eilwaith.',
    ended: 'Nid oes dim i’w dalu yma bellach',
    endedWhy: 'Os ydych yn meddwl bod, gofynnwch i’r cyngor am ddolen arall.',
    away: 'Ni ellir cyrraedd y dudalen dalu ar hyn o bryd. Ni chymerwyd dim. Rhowch gynnig arall arni ymhen ychydig funudau.',
    sendOn: 'Ymlaen i’r dudalen dalu',
    sendOnWhy: 'Os nad oes dim yn digwydd, defnyddiwch y ddolen hon.',
    other: { text: 'English', lang: 'en' },
  },
};
