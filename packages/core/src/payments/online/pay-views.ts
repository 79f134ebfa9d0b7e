import type { Language } from '../../kernel/date-words.js';
import type { Payment } from '../types.js';
import { amountOf } from '../views.js';
import type { ProviderPart } from './online-types.js';
import { payWords } from './pay-words.js';

/** What whoever pays sees behind the link. */
export interface PayPage {
  readonly heading: string;
  readonly texts: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Where the button leads; absent where there is nothing to pay now. */
  readonly action: string | undefined;
  readonly go: string;
  readonly other: { readonly text: string; readonly href: string; readonly lang: Language };
}

export type Standing = 'to-pay' | 'again' | 'paid' | 'under-way' | 'ended' | 'away';

export function payPage(
  { payment, part }: { readonly payment: Payment; readonly part: ProviderPart },
  about: { readonly href: string; readonly lang: Language; readonly council: string; readonly standing: Standing },
): PayPage {
  const { href, lang, council, standing } = about;
  const words = payWords[lang];
  const amount = amountOf(payment.amountPence);
  const elsewhere = words.elsewhere(part.providerName);
  const said: Readonly<Record<Standing, readonly [heading: string, ...texts: string[]]>> = {
    'to-pay': [words.heading(amount, council), elsewhere],
    again: [words.heading(amount, council), words.again, elsewhere],
    away: [words.heading(amount, council), words.away],
    paid: [words.paid, words.thanks(amount, council)],
    'under-way': [words.underWay, words.wait],
    ended: [words.ended, words.endedWhy],
  };
  const [heading, ...texts] = said[standing];
  const isToPay = standing === 'to-pay' || standing === 'again' || standing === 'away';
  const inLanguage = (language: Language): string => `${href}${language === 'cy' ? '?lang=cy' : ''}`;
  return {
    ...{ heading, texts, go: words.go },
    facts:
      standing === 'ended'
        ? []
        : [
            { label: words.purpose, value: part.description },
            { label: words.amount, value: amount },
          ],
    action: isToPay ? inLanguage(lang) : undefined,
    other: { text: words.other.text, href: inLanguage(words.other.lang), lang: words.other.lang },
  };
}
