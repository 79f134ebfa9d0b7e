import type { Instant } from '../../kernel/clock.js';
import { capitalised } from '../../kernel/capitalised.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { NoteView } from '../../web/components.js';
import { errorAt } from '../../web/form-faults.js';
import type { OutsideToSee } from './outside-query.js';
import type { OutsideWord } from './outside-types.js';
import { isOpen } from './settle-news.js';

/** On a case's page: with which other system it is, and what staff have to do about that. */
export interface OutsideCard {
  readonly heading: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly note: NoteView | undefined;
  readonly csrfToken: string;
  readonly send: { readonly action: string; readonly text: string } | undefined;
  readonly toSettle: readonly {
    readonly words: string;
    readonly why: string;
    readonly action: string;
    readonly version: number;
    readonly maySettle: boolean;
  }[];
  readonly write:
    | {
        readonly action: string;
        readonly once: string;
        readonly label: string;
        readonly text: string;
        readonly error: string | undefined;
        readonly isOpen: boolean;
      }
    | undefined;
}

export interface OutsideRendering {
  readonly baseHref: string;
  readonly now: Instant;
  readonly csrfToken: string;
  readonly once: () => string;
  readonly mayWork: boolean;
  readonly mayNote: boolean;
  /** The connection that serves the case now, as staff call it. */
  readonly connection: string | undefined;
  /** Whether the case may leave. */
  readonly mayGo: boolean;
  readonly faults: readonly FieldFault[];
  readonly typed: string;
}

/** Undefined: no other system comes into it. */
export function outsideCard(outside: OutsideToSee | undefined, rendering: OutsideRendering): OutsideCard | undefined {
  if (outside === undefined) return unsentCard(rendering);
  const { systemName, state } = outside;
  const { csrfToken, baseHref, mayWork, mayGo } = rendering;
  const again = state === 'failed' || state === 'kept-back';
  return {
    heading: state === 'sent' ? `With ${systemName}` : `For ${systemName}`,
    facts: factsOf(outside, rendering.now),
    note: noteOf(outside),
    csrfToken,
    send: mayWork && mayGo && again ? { action: `${baseHref}/outside/send`, text: 'Send it again' } : undefined,
    toSettle: outside.words.filter(isOpen).map((word) => toSettle(word, systemName, rendering)),
    write: writeForm(outside, rendering),
  };
}

function unsentCard({ connection, mayGo, mayWork, csrfToken, baseHref }: OutsideRendering): OutsideCard | undefined {
  if (connection === undefined || !mayWork || !mayGo) return undefined;
  return {
    ...{ heading: 'Not sent anywhere', facts: [], toSettle: [], write: undefined, csrfToken },
    note: { text: `The work of this service is done in ${connection}, which hasn’t got this case.` },
    send: { action: `${baseHref}/outside/send`, text: `Send it to ${connection}` },
  };
}

function factsOf(outside: OutsideToSee, now: Instant): OutsideCard['facts'] {
  const { theirReference, sentAt, heardAt, theirStatus, isWithdrawn } = outside;
  const at = (instant: Instant): string => capitalised(formatDateTime(instant, { now }));
  return [
    ...(theirReference === null ? [] : [{ label: 'Their reference', value: theirReference }]),
    ...(sentAt === null ? [] : [{ label: 'Sent', value: at(sentAt) }]),
    ...(sentAt === null ? [] : [{ label: 'Last heard', value: heardAt === null ? 'Nothing yet' : at(heardAt) }]),
    ...(theirStatus === null ? [] : [{ label: 'They say', value: theirStatus }]),
    ...(isWithdrawn ? [{ label: 'Withdrawn', value: 'They were told that nothing is to be done any more' }] : []),
  ];
}

function noteOf({ state, systemName, fault, sentAt }: OutsideToSee): NoteView | undefined {
  const why = fault === null ? '' : `${fault.replace(/[.\s]+$/, '')}. `;
  switch (state) {
    case 'sent':
      return undefined;
    case 'waiting':
      return {
        tone: 'info',
        lead: sentAt === null ? 'On its way' : 'On its way again',
        text: `${why}It goes to ${systemName} by itself, as soon as that can be reached.`,
      };
    case 'failed':
      return {
        tone: 'warning',
        lead: 'Not sent',
        text: `${why}Put right what it says and send it again; or tell ${systemName} yourself, and have whoever looks after connections record that.`,
      };
    case 'kept-back':
      return { tone: 'info', lead: 'Not sent', text: `${why}${systemName} knows nothing of it.` };
  }
}

function toSettle(
  word: OutsideWord,
  systemName: string,
  { baseHref, mayWork }: OutsideRendering,
): OutsideCard['toSettle'][number] {
  const isNews = word.direction === 'in';
  const why = word.fault === null ? '' : `${word.fault.replace(/[.\s]+$/, '')}. `;
  return {
    words: isNews
      ? `${systemName} says “${word.statusWords ?? ''}”`
      : `Not told to ${systemName}: “${word.body ?? ''}”`,
    why: isNews
      ? `${why}Change the status yourself if it is right, then say that it is dealt with.`
      : `${word.state === 'not-taken' ? `The connection takes no ${word.kind === 'photo' ? 'photos once it has the case' : 'such words'}. ` : why}${word.kind === 'photo' ? 'Give it to them' : 'Tell them'} yourself, then say that it is dealt with.`,
    action: `${baseHref}/outside/words/${word.id}/settle`,
    version: word.version,
    maySettle: mayWork,
  };
}

function writeForm(
  { state, systemName, isWithdrawn }: OutsideToSee,
  { mayNote, baseHref, once, typed, faults }: OutsideRendering,
): OutsideCard['write'] {
  if (!mayNote || state === 'kept-back' || isWithdrawn) return undefined;
  const error = errorAt(faults, 'tell')?.text;
  return {
    action: `${baseHref}/outside/words`,
    once: once(),
    label: `Write to ${systemName}`,
    text: typed,
    error,
    isOpen: error !== undefined,
  };
}
