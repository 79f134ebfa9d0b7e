import type { TabsView } from '../../web/components.js';
import { editingHref } from '../editing/editing-views.js';
import type { NamedLearnedWord } from './learned-words-queries.js';
import { wordStates, type WordState } from './learned-words-repository.js';

export const learnedHref = `${editingHref}/learned`;

const stateWords: Readonly<
  Record<WordState, { readonly tab: string; readonly about: string; readonly empty: string }>
> = {
  undecided: {
    tab: 'To look at',
    about: 'These count already, because several customers used them. Approve them, or refuse what misleads.',
    empty:
      'No word waits for you. Words appear here once three different customers used them and the same answer helped.',
  },
  approved: {
    tab: 'Approved',
    about: 'These count whatever else is learned.',
    empty: 'No word has been approved.',
  },
  refused: {
    tab: 'Refused',
    about: 'These never raise the answer beside them, however often customers use them.',
    empty: 'No word has been refused.',
  },
};

export interface LearnedPage {
  readonly authorityId: number;
  readonly authorities: readonly { readonly id: number; readonly name: string; readonly selected: boolean }[];
  readonly show: WordState;
  readonly tabs: TabsView;
  readonly about: string;
  readonly empty: string;
  readonly isConflict: boolean;
  readonly csrfToken: string;
  /** The answers of most customers first, each with its words. */
  readonly answers: readonly {
    readonly title: string;
    readonly kind: string;
    readonly words: readonly LearnedLine[];
  }[];
}

export interface LearnedLine {
  readonly answerId: string;
  readonly stem: string;
  readonly word: string;
  readonly customers: string;
  /** What can be decided from here. */
  readonly choices: readonly { readonly does: 'approved' | 'refused' | 'forget'; readonly text: string }[];
}

export function learnedPage(about: {
  readonly authorityId: number;
  readonly authorities: readonly { readonly id: number; readonly name: string }[];
  readonly show: WordState;
  readonly words: readonly NamedLearnedWord[];
  readonly counts: Readonly<Record<WordState, number>>;
  readonly isConflict: boolean;
  readonly csrfToken: string;
}): LearnedPage {
  const { authorityId, authorities, show, words, counts, isConflict, csrfToken } = about;
  const ids = [...new Set(words.map(({ answerId }) => answerId))];
  return {
    ...{ authorityId, show, isConflict, csrfToken, about: stateWords[show].about, empty: stateWords[show].empty },
    authorities: authorities.map(({ id, name }) => ({ id, name, selected: id === authorityId })),
    tabs: {
      label: 'Words',
      items: wordStates.map((state) => ({
        text: stateWords[state].tab,
        href: `${learnedHref}?authority=${authorityId}&show=${state}`,
        count: counts[state],
        current: state === show,
      })),
    },
    answers: ids.map((id) => answerOf(words.filter(({ answerId }) => answerId === id))),
  };
}

function answerOf(words: readonly NamedLearnedWord[]): LearnedPage['answers'][number] {
  const [first] = words;
  return {
    title: first?.answer ?? 'No longer published',
    kind: first?.answerKind === 'service' ? 'Service' : 'Article',
    words: words.map(({ answerId, stem, word, customers, state }) => ({
      ...{ answerId, stem, word, customers: `${customers} customers`, choices: choicesOf(state) },
    })),
  };
}

function choicesOf(state: WordState): LearnedLine['choices'] {
  const all = [
    { does: 'approved', text: 'Approve' },
    { does: 'refused', text: 'Refuse' },
    { does: 'forget', text: 'Forget' },
  ] as const;
  return all.filter(({ does }) => does !== state);
}

/** A word's row in the table of its answer. */
export interface LearnedWordView {
  readonly line: LearnedLine;
  readonly answer: string;
  readonly authorityId: number;
  readonly show: WordState;
  readonly csrfToken: string;
}
