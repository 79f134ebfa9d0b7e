import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import type { PillView, TabsView } from '../../web/components.js';
import type { CaseFile } from '../../cases/index.js';
import type { CheckboxesView, FieldView } from '../../web/form-components.js';
import { fileOptions, transferFileView, type TransferFileView } from '../files/file-views.js';
import type { WholeTransfer } from '../queries.js';
import { contentLines } from './content-text.js';
import { transferLists, type TransferList } from './transfers-repository.js';
import type { TransferState } from './transfer-rules.js';
import type { ExchangedMessage, Transfer } from './transfer-types.js';
import { errorAt } from '../../web/form-faults.js';

const listWords: Readonly<Record<TransferList, { readonly tab: string; readonly empty: string }>> = {
  'to-answer': { tab: 'To answer', empty: 'Nothing from another installation waits for an answer.' },
  offered: { tab: 'Offered by us', empty: 'Nothing that we offered waits for an answer.' },
  'under-way': { tab: 'Taken over', empty: 'No case was taken over, by them or by us.' },
  ended: { tab: 'Came to nothing', empty: 'Nothing was declined or taken back.' },
};

const pills: Readonly<Record<TransferState, PillView>> = {
  arriving: { text: 'Coming', tone: 'info' },
  offered: { text: 'To be answered', tone: 'warning' },
  withdrawing: { text: 'Asked back', tone: 'info' },
  withdrawn: { text: 'Taken back', tone: 'neutral' },
  accepted: { text: 'Taken over', tone: 'info' },
  declined: { text: 'Declined', tone: 'bad' },
};

/** Whoever took it over has closed their case of it. */
function pillOf({ direction, state, statusKind, theirStatus }: Transfer): PillView {
  const isClosed = direction === 'out' ? theirStatus?.state === 'CLOSED' : statusKind === 'closed';
  return state === 'accepted' && isClosed ? { text: 'Finished', tone: 'good' } : pills[state];
}

export interface TransfersPage {
  readonly tabs: TabsView;
  readonly lines: readonly {
    readonly href: string;
    readonly title: string;
    readonly about: string;
    /** Why it was declined or taken back. */
    readonly why: string;
    readonly pill: PillView;
  }[];
  readonly emptyText: string;
  readonly olderHref: string | undefined;
}

export function transfersPage(
  show: TransferList,
  { items, nextCursor }: { readonly items: readonly Transfer[]; readonly nextCursor: string | null },
  now: Instant,
): TransfersPage {
  const href = (list: TransferList): string => `/desk/exchange?show=${list}`;
  return {
    tabs: {
      label: 'Hand-overs between installations',
      items: transferLists.map((each) => ({ text: listWords[each].tab, href: href(each), current: each === show })),
    },
    lines: items.map((transfer) => ({
      href: `/desk/exchange/transfers/${transfer.id}`,
      title: titleOf(transfer),
      about: `${ownerWords(transfer)} · ${formatDateTime(transfer.updatedAt, { now })}`,
      why: transfer.reason ?? '',
      pill: pillOf(transfer),
    })),
    emptyText: listWords[show].empty,
    olderHref: nextCursor === null ? undefined : `${href(show)}&cursor=${encodeURIComponent(nextCursor)}`,
  };
}

/** Ours where we have it, else theirs: "DU-4F7K-2Q9M-X Pothole" */
function titleOf({ reference, theirReference, content }: Transfer): string {
  return [reference ?? theirReference, content?.title].filter(Boolean).join(' ');
}

/** Who has the case: always one of the two councils. */
export function ownerWords({ direction, state, peerName: them, theirReference }: Transfer): string {
  const theirs = theirReference === null ? '' : `, under ${theirReference}`;
  if (direction === 'out') {
    if (state === 'accepted') return `With ${them}${theirs}`;
    if (state === 'declined') return `With us: ${them} declined it`;
    if (state === 'withdrawn') return `With us: taken back from ${them}`;
    return state === 'withdrawing'
      ? `With us until they answer: asked back from ${them}`
      : `With us: offered to ${them}`;
  }
  if (state === 'accepted') return `With us: from ${them}${theirs}`;
  if (state === 'declined') return `With ${them}: we declined it`;
  return state === 'withdrawn' ? `With ${them}: they took it back` : `With ${them}${theirs}`;
}

export interface TransferPage {
  readonly heading: string;
  readonly pill: PillView;
  readonly owner: string;
  readonly caseLink: { readonly text: string; readonly href: string } | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly content: readonly { readonly label: string; readonly value: string }[];
  readonly files: readonly TransferFileView[];
  readonly messages: readonly MessageView[];
  readonly faults: readonly { readonly text: string; readonly href?: string }[];
  /** What was typed into a form that is no longer there. */
  readonly kept: string;
  readonly forms: TransferForms;
}

/** What the reader may do now. */
export interface TransferForms {
  readonly action: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly accept: { readonly service: FieldView; readonly reference: FieldView; readonly logHref: string } | undefined;
  readonly decline: FieldView | undefined;
  readonly withdraw: FieldView | undefined;
  readonly note: FieldView | undefined;
  /** Files of our case that may go with a note; undefined where there are none. */
  readonly files: CheckboxesView | undefined;
}

export interface MessageView {
  readonly title: string;
  readonly words: string;
  /** Both clocks: sent by theirs, received by ours, or the other way round. */
  readonly times: string;
  readonly pill: PillView | undefined;
  readonly refusal: string;
}

export interface TransferRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly mayAnswer: boolean;
  readonly services: Readonly<Record<string, string>>;
  /** Files of our case that were not sent already. */
  readonly toSend: readonly CaseFile[];
  readonly typed?: Readonly<Record<string, string>>;
  readonly ticked?: readonly string[];
  readonly faults?: readonly { readonly field: string; readonly message: string }[];
}

export function transferPage(transfer: WholeTransfer, rendering: TransferRendering): TransferPage {
  const { now, faults = [] } = rendering;
  const forms = formsOf(transfer, rendering);
  return {
    heading: titleOf(transfer),
    pill: pillOf(transfer),
    owner: ownerWords(transfer),
    caseLink:
      transfer.reference === null
        ? undefined
        : { text: `Our case ${transfer.reference}`, href: `/desk/cases/${transfer.reference}` },
    facts: factsOf(transfer, now),
    content:
      transfer.content === null
        ? []
        : contentLines(transfer.content, { whose: transfer.direction === 'out' ? 'ours' : 'theirs' }),
    files: transfer.files.map((file) => transferFileView(file, transfer, now)),
    messages: transfer.messages.map((message) => messageView(message, transfer, now)),
    faults: faults.map(({ field, message }) => ({ text: message, ...(field === '' ? {} : { href: `#${field}` }) })),
    kept: keptOf(forms, rendering.typed ?? {}),
    forms,
  };
}

function keptOf({ accept, decline, withdraw, note }: TransferForms, typed: Readonly<Record<string, string>>): string {
  const there = [accept?.service, accept?.reference, decline, withdraw, note].map((field) => field?.name);
  const gone = Object.entries(typed).filter(([name, text]) => text !== '' && !there.includes(name));
  return gone.map(([, text]) => text).join('\n');
}

function factsOf(transfer: Transfer, now: Instant): TransferPage['facts'] {
  const { direction, peerName, offeredAt, offeredByName, endedAt, endedByName, reason, theirStatus } = transfer;
  const by = (name: string | null, at: Instant | null): string =>
    at === null ? '' : [name, formatDateTime(at, { now })].filter(Boolean).join(', ');
  const withdrawn = direction === 'out' ? 'Given back by' : 'Taken back by';
  const ended = { accepted: 'Taken over by', declined: 'Declined by', withdrawn };
  const endedLabel = ended[transfer.state as keyof typeof ended] ?? 'Ended';
  const facts: [string, string][] = [
    [direction === 'out' ? 'Offered to' : 'Offered by', peerName],
    [direction === 'out' ? 'Offered here by' : 'Offered there by', by(offeredByName, offeredAt)],
    [endedLabel, by(endedByName, endedAt)],
    ['Why', reason ?? ''],
    ['How it stands there', theirStatus?.words ?? ''],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

const kindWords: Readonly<Record<ExchangedMessage['kind'], string>> = {
  offer: 'Offer',
  withdraw: 'Asked back',
  withdrawn: 'Given back',
  accept: 'Taken over',
  decline: 'Declined',
  note: 'Note',
  status: 'How it stands',
  file: 'File',
};

function messageView(message: ExchangedMessage, { peerName, files }: WholeTransfer, now: Instant): MessageView {
  const { direction, kind, words, byName, state, refusal, fileKey } = message;
  const file = fileKey === null ? undefined : files.find((one) => one.fileKey === fileKey);
  const from = direction === 'out' ? 'From us' : `From ${peerName}`;
  return {
    title: [kindWords[kind], from, byName].filter(Boolean).join(' · '),
    words: file === undefined ? (words ?? '') : `${file.name}: ${words ?? 'arrived'}`,
    times: timesOf(message, now),
    pill: messagePills[state],
    refusal: state === 'waiting' || state === 'refused' ? (refusal ?? '') : '',
  };
}

const messagePills: Readonly<Record<ExchangedMessage['state'], PillView | undefined>> = {
  waiting: { text: 'Waiting to be sent', tone: 'info' },
  refused: { text: 'Refused there', tone: 'bad' },
  held: { text: 'Waits for an earlier one', tone: 'info' },
  delivered: undefined,
  applied: undefined,
};

/** "Sent 10:00 by our clock · received 10:02 by theirs (2 minutes later)" */
function timesOf({ direction, sentAt, receivedAt }: ExchangedMessage, now: Instant): string {
  const [sender, receiver] = direction === 'out' ? ['our', 'theirs'] : ['their', 'ours'];
  const sent = `Sent ${formatDateTime(sentAt, { now })} by ${sender} clock`;
  if (receivedAt === null) return sent;
  const minutes = Math.round((receivedAt - sentAt) / MINUTE_MS);
  const many = `${Math.abs(minutes)} ${Math.abs(minutes) === 1 ? 'minute' : 'minutes'}`;
  const apart = minutes === 0 ? '' : ` (${many} ${minutes > 0 ? 'later' : 'earlier'})`;
  return `${sent} · received ${formatDateTime(receivedAt, { now })} by ${receiver}${apart}`;
}

function formsOf(transfer: WholeTransfer, rendering: TransferRendering): TransferForms {
  const { csrfToken, mayAnswer, services, typed = {}, faults = [] } = rendering;
  const { id, direction, state, version } = transfer;
  const area = (name: string, label: string): FieldView => ({
    ...{ control: 'textarea', name, rows: 3, label: { text: label }, value: typed[name] ?? '' },
    errorMessage: errorAt(faults, name),
  });
  const isToAnswer = mayAnswer && direction === 'in' && state === 'offered';
  return {
    ...{ action: `/desk/exchange/transfers/${id}`, csrfToken, version },
    accept: isToAnswer
      ? {
          service: {
            ...{
              control: 'select',
              name: 'serviceId',
              label: { text: 'Log it as a case of' },
              value: typed['serviceId'] ?? '',
            },
            items: [
              { value: '', text: 'Choose a service' },
              ...Object.entries(services).map(([value, text]) => ({ value, text })),
            ],
            errorMessage: errorAt(faults, 'serviceId'),
          },
          reference: {
            ...{
              control: 'text',
              name: 'reference',
              label: { text: 'Or the reference of the case that you logged for it' },
            },
            ...{ value: typed['reference'] ?? '', autocomplete: 'off' },
            errorMessage: errorAt(faults, 'reference'),
          },
          logHref: '/desk/cases/log',
        }
      : undefined,
    decline: isToAnswer ? area('declineReason', 'Why you decline it') : undefined,
    withdraw:
      mayAnswer && direction === 'out' && state === 'offered'
        ? area('withdrawReason', 'Why you take it back')
        : undefined,
    note: mayAnswer && state === 'accepted' ? area('text', `Note for ${transfer.peerName}`) : undefined,
    files: mayAnswer && state === 'accepted' ? filesField(rendering) : undefined,
  };
}

function filesField({ toSend, ticked = [], faults = [] }: TransferRendering): CheckboxesView | undefined {
  if (toSend.length === 0) return undefined;
  const items = Object.entries(fileOptions(toSend)).map(([value, text]) => ({ value, text }));
  return {
    ...{ name: 'files[]', idPrefix: 'files', items, values: ticked },
    fieldset: { legend: { text: 'Files to send with it' } },
    errorMessage: errorAt(faults, 'files'),
  };
}
