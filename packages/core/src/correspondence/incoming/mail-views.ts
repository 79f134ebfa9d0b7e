import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime, formatRelative } from '../../kernel/format-time.js';
import { formatTelephone } from '../../customers/index.js';
import { sizeWords } from '../../cases/index.js';
import type { EmptyStateView, NoteView, PaginationView, PillView, TabsView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import type { Link } from '../../web/shell.js';
import { mailStates, type AsideReason, type MailFile, type MailState } from './incoming-types.js';
import type { MailList, ShownMail } from './mail-queries.js';

export const mailHref = '/desk/mail';
export const cameIn = 'Mail and texts that came in';

const stateNames: Readonly<Record<MailState, string>> = {
  waiting: 'To place',
  placed: 'On a case',
  'dealt-with': 'Dealt with',
  'set-aside': 'Set aside',
};
const tones: Readonly<Record<MailState, PillView['tone']>> = {
  waiting: 'warning',
  placed: 'good',
  'dealt-with': 'good',
  'set-aside': 'neutral',
};
const asideWords: Readonly<Record<AsideReason, string>> = {
  returned: 'A mail server returned one of our messages. The message says so.',
  automatic: 'A machine wrote it: an absence note, a list or a receipt.',
  'our-own': 'It is one of our own messages, come back.',
  'too-many': 'So many came from this address within an hour that a machine must have written them.',
};
const emptyWords: Readonly<Record<MailState, string>> = {
  waiting: 'Nothing waits to be placed. What answers one of our messages goes to its case by itself.',
  placed: 'Nothing is on a case yet.',
  'dealt-with': 'Nothing was dealt with without a case yet.',
  'set-aside': 'Nothing was set aside.',
};

export interface MailsPage {
  readonly crumbs: readonly Link[];
  readonly tabs: TabsView;
  readonly caption: string;
  readonly rows: readonly {
    readonly href: string;
    readonly subject: string;
    readonly from: string;
    readonly about: string;
    readonly when: string;
  }[];
  readonly pages: PaginationView | undefined;
  readonly empty: EmptyStateView;
}

const crumbs: readonly Link[] = [{ text: 'Messages', href: '/desk/messages' }];

/** @param isFirst the page that the list begins with */
export function mailsPage(
  { items, nextCursor, waiting }: MailList,
  { state, now, isFirst }: { readonly state: MailState; readonly now: Instant; readonly isFirst: boolean },
): MailsPage {
  const firstHref = `${mailHref}?state=${state}`;
  return {
    crumbs,
    tabs: {
      label: 'What became of it',
      items: mailStates.map((each) => ({
        ...{ text: stateNames[each], href: `${mailHref}?state=${each}`, current: each === state },
        ...(each === 'waiting' && waiting > 0 ? { count: waiting } : {}),
      })),
    },
    caption: `${stateNames[state]}, the latest first`,
    rows: items.map((mail) => ({
      href: `${mailHref}/${mail.id}`,
      subject: mail.restricted === null ? titleOf(mail) : 'Restricted',
      from: fromOf(mail),
      about: mail.reference ?? (mail.aside === null ? (mail.note ?? '') : asideWords[mail.aside]),
      when: formatRelative(mail.receivedAt, { now }),
    })),
    pages:
      isFirst && nextCursor === null
        ? undefined
        : {
            ...(isFirst ? {} : { previous: { text: 'The latest', href: firstHref } }),
            ...(nextCursor === null ? {} : { next: { text: 'Earlier', href: `${firstHref}&cursor=${nextCursor}` } }),
          },
    empty: { text: emptyWords[state], action: { text: 'See what customers were written', href: '/desk/messages' } },
  };
}

/** A mail by its subject, a text message by its first words. */
function titleOf({ channel, subject, body }: ShownMail): string {
  if (channel === 'email') return subject || 'No subject';
  const words = body.replace(/\s+/g, ' ').trim();
  return words.length > longestTitle ? `${words.slice(0, longestTitle).trimEnd()}…` : words || 'No words';
}
const longestTitle = 60;

function fromOf({ channel, fromName, fromAddress }: ShownMail): string {
  if (channel === 'text') return fromAddress.startsWith('+') ? formatTelephone(fromAddress) : fromAddress;
  return fromName === '' || fromName === fromAddress ? fromAddress : `${fromName}, ${fromAddress}`;
}

export interface MailPage {
  readonly crumbs: readonly Link[];
  readonly heading: string;
  readonly state: PillView;
  readonly notes: readonly NoteView[];
  readonly faults: readonly { readonly text: string; readonly href: string }[];
  readonly body: string;
  readonly leftOut: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly href?: string }[];
  readonly files: readonly string[];
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
  /** Undefined: it is settled, or the reader may not settle it. */
  readonly settle: { readonly reference: FieldView; readonly note: FieldView } | undefined;
}

export interface MailRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly faults: readonly FieldFault[];
  readonly typed: { readonly reference: string; readonly note: string };
  readonly maySettle: boolean;
}

export function mailPage(
  mail: ShownMail & { readonly files: readonly MailFile[] },
  { now, csrfToken, faults, typed, maySettle }: MailRendering,
): MailPage {
  const { state, version, isKeptBack } = mail;
  const box = (name: 'reference' | 'note', text: string, hint?: string): FieldView => {
    const message = faults.find(({ field }) => field === name)?.message;
    return {
      ...{ control: 'text', name, id: name, label: { text }, value: typed[name], autocomplete: 'off' },
      ...(hint === undefined ? {} : { hint: { text: hint } }),
      ...(message === undefined ? {} : { errorMessage: { text: message } }),
    };
  };
  const isOpen = state === 'waiting' || state === 'set-aside';
  return {
    crumbs: [...crumbs, { text: cameIn, href: mailHref }],
    heading: headingOf(mail),
    state: { text: stateNames[state], tone: tones[state] },
    notes: notesOf(mail),
    faults: faults.map(({ field, message }) => ({ text: message, href: field === '' ? '#main' : `#${field}` })),
    ...{ body: mail.body, leftOut: mail.leftOut },
    facts: factsOf(mail, now),
    files: mail.files.map(({ name, sizeBytes }) => `${name}, ${sizeWords(sizeBytes)}`),
    ...{ action: `${mailHref}/${mail.id}`, csrfToken, version },
    settle:
      isOpen && maySettle && !isKeptBack
        ? {
            reference: box(
              'reference',
              'Case reference',
              'Its words and files go on the case, and whoever has it is told',
            ),
            note: box('note', 'What you did about it, where it belongs to no case'),
          }
        : undefined,
  };
}

function headingOf(mail: ShownMail): string {
  const isText = mail.channel === 'text';
  if (mail.isKeptBack) return `${isText ? 'Text message' : 'Mail'} of a restricted customer`;
  return isText ? `Text message from ${fromOf(mail)}` : mail.subject || 'Mail without a subject';
}

function notesOf({ aside, isKeptBack }: ShownMail): NoteView[] {
  return [
    ...(aside === null ? [] : [{ tone: 'info' as const, text: asideWords[aside] }]),
    ...(isKeptBack
      ? [{ tone: 'warning' as const, text: 'Somebody who may open restricted records has to deal with it.' }]
      : []),
  ];
}

function factsOf(mail: ShownMail, now: Instant): MailPage['facts'] {
  const { reference, customerId, interactionId, settledAt, settledByName, note, isKeptBack } = mail;
  return [
    ...(isKeptBack ? [] : [{ label: 'From', value: fromOf(mail) }]),
    { label: 'Received', value: formatDateTime(mail.receivedAt, { now }) },
    ...(reference === null ? [] : [{ label: 'Case', value: reference, href: `/desk/cases/${reference}` }]),
    ...(customerId === null
      ? []
      : [
          {
            label: 'Customer',
            value: `Known by this ${mail.channel === 'text' ? 'number' : 'address'}`,
            href: `/desk/customers/${customerId}`,
          },
        ]),
    ...(interactionId === null
      ? []
      : [
          {
            label: 'Contact',
            value: mail.channel === 'text' ? 'By text message' : 'By mail',
            href: `/desk/interactions/${interactionId}`,
          },
        ]),
    ...(settledAt === null
      ? []
      : [{ label: stateNames[mail.state], value: `${settledByName ?? ''}, ${formatDateTime(settledAt, { now })}` }]),
    ...(note === null ? [] : [{ label: 'What was done', value: note }]),
  ];
}
