import type { FieldFault } from '../../kernel/errors.js';
import type { NoteView } from '../../web/components.js';
import type { ErrorSummaryView } from '../../web/form-components.js';
import { errorAt, errorSummary } from '../../web/form-faults.js';
import type { AddressAnswer, AddressBook } from './ask-elsewhere.js';

/** The connections in which the words of a search can be looked up. */
export interface ElsewhereOffer {
  readonly text: string;
  readonly books: readonly { readonly name: string; readonly buttonText: string }[];
}

/** Addresses that another system knows, one of which can be kept. */
export interface ElsewherePage {
  readonly heading: string;
  readonly text: string;
  readonly via: string;
  readonly backHref: string;
  readonly csrfToken: string;
  readonly faults: ErrorSummaryView | undefined;
  readonly error: string | undefined;
  readonly note: NoteView | undefined;
  readonly choices: readonly AddressChoice[];
  readonly more: boolean;
}

/** An address to choose, as a form sends it. */
export interface AddressChoice {
  readonly id: string;
  readonly value: string;
  readonly text: string;
}

type Named = Pick<AddressBook, 'name' | 'title'>;

/** By what staff know a connection: "OS Places (os-places)". */
const bookName = ({ title, name }: Named): string => `${title} (${name})`;

/** "Look it up in OS Places (os-places)" */
export const lookUpText = (book: Named): string => `Look it up in ${bookName(book)}`;

/** Undefined: nothing can be looked up. */
export function elsewhereOffer(text: string, books: readonly Named[]): ElsewhereOffer | undefined {
  if (text === '' || books.length === 0) return undefined;
  return { text, books: books.map((book) => ({ name: book.name, buttonText: lookUpText(book) })) };
}

export function elsewherePage(
  book: Named,
  text: string,
  answer: AddressAnswer | undefined,
  { csrfToken, faults }: { readonly csrfToken: string; readonly faults: readonly FieldFault[] },
): ElsewherePage {
  const choices = (answer?.items ?? []).map(({ line, uprn, chosen }, index) => {
    return { id: index === 0 ? 'chosen' : `chosen-${index + 1}`, value: chosen, text: `${line} (UPRN ${uprn})` };
  });
  return {
    heading: `Addresses in ${bookName(book)}`,
    text,
    via: book.name,
    backHref: `/desk/places?q=${encodeURIComponent(text)}`,
    csrfToken,
    faults: errorSummary(faults),
    error: errorAt(faults, 'chosen')?.text,
    note: answer && answerNote(book, answer, 'Look it up again in a while.'),
    choices,
    more: answer?.more ?? false,
  };
}

/** What is to be said of an answer. Undefined: its addresses say it. @param goOn what can be done without them */
export function answerNote(book: Named, { state, items }: AddressAnswer, goOn: string): NoteView | undefined {
  const name = bookName(book);
  switch (state) {
    case 'late':
      return { tone: 'warning', lead: `${name} takes too long.`, text: goOn, isStatus: true };
    case 'resting':
      return { tone: 'warning', lead: `${name} can’t be asked at the moment.`, text: goOn, isStatus: true };
    case 'failed':
      return { tone: 'warning', lead: `${name} gave no answer.`, text: goOn, isStatus: true };
    case 'answered': {
      if (items.length > 0) return undefined;
      const text = `${name} knows no such address. Check the number and the spelling, or try the postcode alone.`;
      return { tone: 'info', text, isStatus: true };
    }
  }
}
