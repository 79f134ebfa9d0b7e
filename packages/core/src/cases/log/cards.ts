import { badInput } from '../../kernel/errors.js';
import { isGroupAnswer, type AnswerError, type Answers } from '../../services/index.js';

/** Digits that may be a card number, written together or in groups. */
const candidates = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;

/** The first digits of payment cards' issuers (ISO/IEC 7812): American Express, Visa, Mastercard, Maestro, Discover. */
const issuers = /^(?:3[47]|4|5[0-9]|6[0-9]|2(?:2[2-9]|[3-6]\d|7[01])\d)/;

/** Whether the text holds a payment card's number: the right length, an issuer's first digits, a sound check digit. */
export function holdsCardNumber(text: string): boolean {
  return [...text.matchAll(candidates)].some(([found]) => {
    const digits = found.replace(/\D/g, '');
    return issuers.test(digits) && passesLuhn(digits);
  });
}

/**
 * Card numbers must not be kept in notes (PCI DSS 4.0, requirement 3).
 * @throws bad_input on the field
 */
export function refuseCardNumber(field: string, text: string | undefined): void {
  if (text === undefined || !holdsCardNumber(text)) return;
  throw badInput({
    faults: [
      { field, message: 'Take out the card number: it must not be kept here. Take the payment by the payment page' },
    ],
  });
}

/** Words that somebody outside wrote: card numbers are kept nowhere, whoever wrote them. */
export function withoutCards(words: string, instead: string): string {
  return holdsCardNumber(words) ? instead : words;
}

/** The answers that hold a card number, by question. */
export function cardErrors(answers: Answers): AnswerError[] {
  return Object.entries(answers).flatMap(([field, answer]) => {
    if (typeof answer === 'object' && isGroupAnswer(answer))
      return answer.flatMap((item, index) =>
        cardErrors(item).map((error) => ({ ...error, field: `${field}.${index}.${error.field}` })),
      );
    const holdsOne = typeof answer === 'string' && holdsCardNumber(answer);
    return holdsOne ? [{ field, message: 'Take out the card number: it must not be kept here' }] : [];
  });
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
