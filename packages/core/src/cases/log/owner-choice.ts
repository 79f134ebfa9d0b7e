import type { NoteView } from '../../web/components.js';
import { keptOwner, type OwnerQuestion } from './owner-at.js';

/** Whose the matter is, and with whom it may be logged: the buttons of a form. */
export interface OwnerChoice {
  readonly note: NoteView;
  readonly takes: readonly { readonly text: string; readonly value: string }[];
  readonly keep: { readonly text: string; readonly value: string };
  /** One of them answers; otherwise none of the buttons is more to be pressed than another. */
  readonly isDecided: boolean;
}

export function ownerChoice(question: OwnerQuestion): OwnerChoice {
  const { others, own, where, isDecided, mayBeOwn } = question;
  const [other] = others;
  const lost = 'What their form doesn’t ask goes into the note.';
  const note = isDecided
    ? {
        lead: `${other?.council.name} answers for this ${where.words}: ${other?.service.name}.`,
        text: `${lost} Is it somewhere else? Change where it is.`,
      }
    : {
        lead: `Nothing says which council answers for this ${where.words}.`,
        text: `Choose the address if you can, or say with whom it is logged. ${lost}`,
      };
  return {
    note: { tone: 'warning', ...note },
    takes: others.map(({ council, service }) => ({ text: `Log it with ${council.shortName}`, value: service.id })),
    keep: {
      text: `Log it with ${own.shortName}${mayBeOwn && !isDecided ? '' : ' all the same'}`,
      value: keptOwner(question),
    },
    isDecided,
  };
}
