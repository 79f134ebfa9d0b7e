import type { Team } from '../../directory/index.js';
import { capitalised } from '../../kernel/capitalised.js';
import type { Instant } from '../../kernel/clock.js';
import { formatShortDateTime } from '../../kernel/format-time.js';
import type { EmptyStateView, PillView, TabsView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import type { CallBack } from '../call-backs/call-back-types.js';
import { callBacksCard, type CallBacksCard } from '../call-backs/call-back-views.js';
import type { BulkAction } from './bulk-input.js';
import { dueTone, timeLeft } from '../clock/clock-words.js';
import type { Queue } from '../list-queries.js';
import type { QueueAction } from './queue-action.js';
import type { QueueAddress } from './queue-desk.js';
import { filledFields, queryOf, queueHref } from './queue-address.js';
import { countedAtMost, queueViews, type QueueView } from './queue-repository.js';
import type { CountedView } from './saved-view-queries.js';
import type { DescribedSummary } from '../types.js';
import { statusPill } from '../views.js';

/** A case in a list of work. */
export interface QueueRow {
  readonly id: string;
  readonly reference: string;
  readonly href: string;
  readonly title: string;
  readonly customer: string;
  readonly council: string;
  readonly due: string;
  readonly left: PillView;
  readonly assignee: string;
}

/** Rows of work as a table. */
export interface WorkTable {
  readonly rows: readonly QueueRow[];
  readonly caption: string;
  /** The form that the rows' boxes belong to; undefined: rows can't be selected. */
  readonly selectIn: string | undefined;
}

/** A button of the bar: what is done, or the page of another capability that does it. */
export interface BulkButton {
  readonly text: string;
  readonly key: string;
  readonly does?: BulkAction;
  readonly href?: string;
}

/** What can be done to the rows that are selected. */
export interface BulkBar {
  readonly formId: string;
  readonly actions: readonly BulkButton[];
  /** The queue as it is shown, to come back to. */
  readonly back: string;
}

/** The button that puts back what was done to several cases a moment ago. */
export interface UndoForm {
  readonly action: string;
  readonly csrfToken: string;
  readonly back: string;
}

/** The button that gives the next case. */
export interface TakeNextForm {
  readonly csrfToken: string;
  readonly team: string;
}

export interface QueuePage {
  readonly heading: string;
  readonly open: PillView;
  readonly late: PillView | undefined;
  readonly views: TabsView;
  readonly filters: { readonly view: QueueView; readonly fields: readonly FieldView[] };
  readonly rows: readonly QueueRow[];
  readonly empty: EmptyStateView;
  readonly footer: string;
  readonly nextHref: string | undefined;
  readonly take: TakeNextForm | undefined;
  readonly bulk: BulkBar | undefined;
  readonly undo: UndoForm | undefined;
  /** What the reader’s teams are to call; undefined: nothing. */
  readonly callBacks: CallBacksCard | undefined;
  readonly download: DownloadForm | undefined;
  readonly printHref: string;
  /** Filters under a name, the reader's own and their teams'. */
  readonly saved: TabsView | undefined;
  readonly saveHref: string;
  /** The stream that says what is new, and the page brought up to date. */
  readonly liveHref: string;
  readonly hereHref: string;
}

/** The button that takes the queue out as a file: the filter that it is shown with. */
export interface DownloadForm {
  readonly csrfToken: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

export interface QueueInput {
  readonly queue: Queue;
  /** Of the reader’s teams, the first due first. */
  readonly callBacks: readonly CallBack[];
  readonly saved: readonly CountedView[];
  readonly address: QueueAddress & { readonly view: QueueView; readonly team: string };
  readonly teams: readonly Team[];
  /** Those that the reader works in. */
  readonly own: readonly Team[];
  readonly authorities: readonly { readonly id: number; readonly name: string }[];
  readonly names: ReadonlyMap<number, string>;
  readonly now: Instant;
  readonly csrfToken: string;
  readonly mayTake: boolean;
  readonly mayChangeMany: boolean;
  readonly mayExport: boolean;
  /** What other capabilities do to several cases, and the reader may. */
  readonly actions: readonly QueueAction[];
  /** Where Undo posts to, if there is something to undo. */
  readonly undoAction: string | undefined;
}

export const viewNames: Readonly<Record<QueueView, string>> = {
  'due-today': 'Due today',
  unassigned: 'Unassigned',
  mine: 'Mine',
  waiting: 'Waiting',
  late: 'Late',
  all: 'All open',
};

export function queuePage(input: QueueInput): QueuePage {
  const { queue, address, now } = input;
  const { counts, items, nextCursor } = queue;
  const { cursor: _cursor, ...here } = address;
  const total = counts[address.view];
  return {
    heading: headingOf(input),
    callBacks: callBacksCard(input.callBacks, now),
    open: { text: `${counts.all} open` },
    late: counts.late > 0 ? { text: `${counts.late} late`, tone: 'bad' } : undefined,
    views: {
      label: 'Views of the queue',
      items: queueViews.map((view) => ({
        text: viewNames[view],
        href: queueHref({ ...here, view }),
        count: counts[view],
        current: view === address.view,
      })),
    },
    filters: { view: address.view, fields: filterFields(input) },
    rows: items.map((each) => queueRow(each, input.names, now)),
    empty: emptyState(address),
    footer: `Showing ${items.length} of ${total}`,
    nextHref: nextCursor === null ? undefined : queueHref({ ...here, cursor: nextCursor }),
    take: input.mayTake ? { csrfToken: input.csrfToken, team: address.team } : undefined,
    bulk: input.mayChangeMany ? { formId: 'bulk', actions: buttonsOf(input), back: queueHref(address) } : undefined,
    undo: input.undoAction
      ? { action: input.undoAction, csrfToken: input.csrfToken, back: queueHref(address) }
      : undefined,
    saved: savedTabs(input.saved, queueHref(here)),
    liveHref: `/desk/queue/live?${queryOf({ ...here, since: now, as: 'stream' })}`,
    hereHref: queueHref(here),
    saveHref: `/desk/queue/views?${queryOf(here)}`,
    printHref: `/desk/queue/print?${queryOf(here)}`,
    download: input.mayExport ? { csrfToken: input.csrfToken, fields: filledFields(here) } : undefined,
  };
}

function savedTabs(saved: readonly CountedView[], current: string): TabsView | undefined {
  if (saved.length === 0) return undefined;
  return {
    label: 'Saved views',
    items: saved.map(({ name, filter, count }) => {
      const href = queueHref({ view: 'all', team: 'own', ...filter });
      return { text: name, href, count: countWords(count), current: href === current };
    }),
  };
}

/** "12", "999+" */
export function countWords(count: number): string {
  return count > countedAtMost ? `${countedAtMost}+` : String(count);
}

const bulkButtons: readonly BulkButton[] = [
  { does: 'assign', text: 'Assign', key: 'A' },
  { does: 'move', text: 'Change status', key: 'S' },
  { does: 'prioritise', text: 'Set priority', key: 'P' },
  { does: 'note', text: 'Add note', key: 'M' },
  { does: 'link', text: 'Link', key: 'L' },
];

function buttonsOf({ actions }: QueueInput): readonly BulkButton[] {
  return [...bulkButtons, ...actions.map(({ text, key, href }) => ({ text, key, href }))];
}

function headingOf({ address: { team }, teams, own }: QueueInput): string {
  if (team === 'own') return own.length === 1 ? (own[0]?.name ?? '') : 'The queue of my teams';
  return teams.find(({ id }) => id === team)?.name ?? 'Every team’s queue';
}

export function queueRow(found: DescribedSummary, names: ReadonlyMap<number, string>, now: Instant): QueueRow {
  const { dueAt } = found;
  return {
    id: found.id,
    reference: found.reference,
    href: `/desk/cases/${found.reference}`,
    title: found.title,
    customer: found.veiled ? 'Not shown' : (found.participantName ?? 'Anonymous'),
    council: names.get(found.authorityId) ?? '',
    due: dueAt === null ? '' : capitalised(formatShortDateTime(dueAt, { now })),
    left:
      dueAt === null
        ? statusPill(found.statusKind, found.statusLabel)
        : { text: timeLeft(dueAt, now), tone: dueTone(dueAt, now) },
    assignee: found.assigneeName ?? '—',
  };
}

function filterFields({ address, teams, own, authorities }: QueueInput): FieldView[] {
  const select = (name: string, text: string, value: string, items: { value: string; text: string }[]): FieldView => ({
    control: 'select',
    name,
    id: `filter-${name}`,
    label: { text },
    items,
    value,
  });
  const everyCouncil = { value: '', text: 'Every council' };
  return [
    select('team', 'Team', address.team, [
      ...(own.length > 0 ? [{ value: 'own', text: own.length === 1 ? 'My team' : 'My teams' }] : []),
      { value: 'all', text: 'Every team' },
      ...teams.map(({ id, name }) => ({ value: id, text: name })),
    ]),
    ...(authorities.length > 1
      ? [
          select('authority', 'Council', String(address.authority ?? ''), [
            everyCouncil,
            ...authorities.map(({ id, name }) => ({ value: String(id), text: name })),
          ]),
        ]
      : []),
    { control: 'text', name: 'q', id: 'filter-q', label: { text: 'Words or reference' }, value: address.q ?? '' },
  ];
}

function emptyState({ view, q, authority, service }: QueueInput['address']): EmptyStateView {
  if (q !== undefined || authority !== undefined || service !== undefined)
    return { text: 'No open case fits these filters.', action: { text: 'Take the filters off', href: '/desk/queue' } };
  if (view === 'all') return { text: 'No case is open here.', action: { text: 'Log a case', href: '/desk/cases/log' } };
  return {
    text: `No open case is in this view: ${viewNames[view].toLowerCase()}.`,
    action: { text: 'Show all open cases', href: '/desk/queue' },
  };
}
