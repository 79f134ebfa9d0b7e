import type { Instant } from '../kernel/clock.js';
import { capitalised } from '../kernel/capitalised.js';
import { formatDateTime, formatFullDate, formatRelative } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import type { EmptyStateView, NoteView, PillView, TabsView } from '../web/components.js';
import {
  cautionWords,
  channelNames,
  languageNames,
  stateName,
  stateNames,
  stateSentence,
  stateTones,
} from './message-words.js';
import type { MessageList, ShownMessage } from './queries.js';
import { addressWords } from './reply-views.js';
import { stateAfter, type MessageStep } from './rules.js';
import type { MessageState } from './types.js';

/** Where a message is at the desk. */
export function messageHref({ id, reference }: Pick<ShownMessage, 'id' | 'reference'>): string {
  return reference === null ? `/desk/messages/${id}` : `/desk/cases/${reference}/messages/${id}`;
}

function aboutOf({ reference, interactionId }: ShownMessage): MessagePage['about'] {
  return reference === null
    ? { text: 'Contact', href: `/desk/interactions/${interactionId ?? ''}` }
    : { text: reference, href: `/desk/cases/${reference}` };
}

/** One message, and what can be done with it. */
export interface MessagePage {
  readonly heading: string;
  /** What it is about: a case, or a contact. */
  readonly about: { readonly text: string; readonly href: string };
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly state: PillView;
  readonly sentence: string;
  readonly caution: NoteView | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly lang: string;
  readonly subject: string;
  readonly body: string;
  readonly letterHref: string | undefined;
  /** Where to write it another way. */
  readonly againHref: string | undefined;
  readonly steps: readonly { readonly does: MessageStep; readonly text: string; readonly classes: string }[];
}

export interface MessageRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly may: { readonly send: boolean; readonly confirm: boolean };
}

export function messagePage(message: ShownMessage, { now, csrfToken, may }: MessageRendering): MessagePage {
  const { channel, state, caution, address, reference } = message;
  const action = messageHref(message);
  const can = (step: MessageStep): boolean => stateAfter(state, step) !== undefined;
  return {
    heading: channelNames[channel],
    about: aboutOf(message),
    action,
    csrfToken,
    version: message.version,
    state: { text: stateName(message), tone: stateTones[state] },
    sentence: stateSentence(message),
    caution: caution === null ? undefined : { tone: 'warning', lead: cautionWords[caution], text: cautionText(state) },
    facts: [
      { label: 'To', value: [message.recipientName, addressWords(channel, address)].filter(Boolean).join(', ') },
      { label: 'Language', value: languageNames[message.language] },
      { label: 'Written', value: `${message.queuedByName}, ${formatDateTime(message.queuedAt, { now })}` },
      ...(message.settledAt === null
        ? []
        : [{ label: stateName(message), value: capitalised(formatDateTime(message.settledAt, { now })) }]),
    ],
    lang: message.language,
    subject: message.subject,
    body: message.body,
    letterHref: may.send && can('print') && address !== null ? `${action}/letter` : undefined,
    againHref: may.send && state === 'undelivered' && reference !== null ? `/desk/cases/${reference}/reply` : undefined,
    steps: [
      ...(may.confirm && can('confirm') ? [{ does: 'confirm', text: 'Confirm: it may go', classes: '' } as const] : []),
      ...(may.send && can('retry') ? [{ does: 'retry', text: 'Try again', classes: '' } as const] : []),
      ...(may.send && can('deal')
        ? [{ does: 'deal', text: 'Dealt with', classes: 'govuk-button--secondary' } as const]
        : []),
      ...(may.send && can('cancel')
        ? [{ does: 'cancel', text: 'Cancel the message', classes: 'govuk-button--secondary' } as const]
        : []),
    ],
  };
}

function cautionText(state: MessageState): string {
  return state === 'held'
    ? 'Look at where it goes and what it says before you confirm it.'
    : 'Somebody who may confirmed that it could go, or took it back.';
}

/** A message as it is put into an envelope. */
export interface LetterPage {
  readonly about: { readonly text: string; readonly href: string };
  readonly messageHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly canKeep: boolean;
  readonly authorityName: string;
  readonly lang: string;
  readonly recipientName: string;
  readonly addressLines: readonly string[];
  readonly date: string;
  /** Undefined: a letter about a contact has none. */
  readonly ourReference: string | undefined;
  readonly subject: string;
  readonly paragraphs: readonly (readonly string[])[];
  /** It wasn't written as a letter, so there is no postal address on it. */
  readonly isWithoutAddress: boolean;
}

const ourReference = { en: 'Our reference', cy: 'Ein cyfeirnod' };

export function letterPage(
  message: ShownMessage,
  { authorityName, csrfToken }: { readonly authorityName: string; readonly csrfToken: string },
): LetterPage {
  const { reference, language, channel, address } = message;
  const href = messageHref(message);
  const isPostal = channel === 'letter' && address !== null;
  return {
    about: aboutOf(message),
    messageHref: href,
    action: href,
    csrfToken,
    version: message.version,
    canKeep: stateAfter(message.state, 'print') !== undefined,
    authorityName,
    lang: language,
    recipientName: message.recipientName,
    addressLines: isPostal ? address.split('\n') : [],
    date: formatFullDate(localDateAt(message.queuedAt), language),
    ourReference: reference === null ? undefined : `${ourReference[language]}: ${reference}`,
    subject: message.subject,
    paragraphs: message.body.split(/\n{2,}/).map((paragraph) => paragraph.split('\n')),
    isWithoutAddress: !isPostal,
  };
}

/** Messages by how far they are. */
export interface MessagesPage {
  readonly incoming: { readonly text: string; readonly href: string };
  readonly tabs: TabsView;
  readonly rows: readonly {
    readonly href: string;
    readonly about: string;
    readonly channel: string;
    readonly to: string;
    readonly subject: string;
    readonly when: string;
    readonly note: string;
  }[];
  readonly nextHref: string | undefined;
  readonly empty: EmptyStateView;
}

export const tabStates = ['held', 'waiting', 'failed', 'undelivered', 'sent', 'printed'] as const;

export function messagesPage(
  { items, nextCursor, counts }: MessageList,
  { state, now }: { readonly state: (typeof tabStates)[number]; readonly now: Instant },
): MessagesPage {
  const next = new URLSearchParams({ state, cursor: nextCursor ?? '' });
  return {
    incoming: { text: 'Mail and texts that came in', href: '/desk/mail' },
    tabs: {
      label: 'How far messages are',
      items: tabStates.map((each) => ({
        text: stateNames[each],
        href: `/desk/messages?state=${each}`,
        current: each === state,
        ...(counts[each] === undefined ? {} : { count: counts[each] }),
      })),
    },
    rows: items.map((message) => ({
      href: messageHref(message),
      about: aboutOf(message).text,
      channel: channelNames[message.channel],
      to: message.recipientName || 'Restricted',
      subject: message.subject || message.body.slice(0, 80),
      when: formatRelative(message.queuedAt, { now }),
      note: message.stateNote ?? (message.state === 'delivered' ? stateName(message) : ''),
    })),
    nextHref: nextCursor === null ? undefined : `/desk/messages?${next.toString()}`,
    empty: { text: emptyWords[state], action: { text: 'Open the team queue', href: '/desk/queue' } },
  };
}

const emptyWords: Readonly<Record<(typeof tabStates)[number], string>> = {
  held: 'No message waits to be confirmed.',
  waiting: 'No message waits to be sent. Write one from a case with R.',
  failed: 'Every message that was tried could be sent.',
  undelivered: 'No message is known not to have arrived.',
  sent: 'No message was sent yet.',
  printed: 'No message was printed yet.',
};
