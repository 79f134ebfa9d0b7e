import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime, formatRelative } from '../kernel/format-time.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { EmptyStateView, NoteView, PillView, TabsView } from '../web/components.js';
import type { ErrorSummaryView, FieldView } from '../web/form-components.js';
import { errorAt, errorSummary } from '../web/form-faults.js';
import { codeWords, deliveryWords, kindNames, operationNames } from './adapter-words.js';
import { dayField } from './day-field.js';
import type { AdapterToSee, DeliveryList, DeliveryToSee } from './queries.js';
import { settingViews, type SettingView } from './setting-views.js';
import type { AdapterReference } from './settings-reference.js';
import { statePill } from './state-pill.js';
import type { LoggedCall } from './types.js';

type Names = ReadonlyMap<AuthorityId, string>;

/** Every connection that serves the reader's councils. */
export interface AdaptersPage {
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly system: string;
    readonly state: PillView;
    readonly serves: string;
    readonly lastSuccess: string;
    readonly queue: string;
  }[];
  readonly example: string;
  /** What waits for a connection that isn't there. */
  readonly unserved: NoteView | undefined;
}

/** The smallest stanza that does something: the adapter that comes with Moothall and sends nothing anywhere. */
const example = `adapters:
  trial:
    use: '@moothall/adapter-sandbox/notifications'
    authorities: [westmoor]
`;

export function adaptersPage(
  list: readonly AdapterToSee[],
  { names, now, unserved }: { readonly names: Names; readonly now: Instant; readonly unserved: number },
): AdaptersPage {
  return {
    unserved: unserved === 0 ? undefined : { tone: 'warning', text: unservedWords(unserved) },
    rows: list.map((one) => ({
      name: one.name,
      href: `/desk/admin/adapters/${one.name}`,
      system: systemOf(one),
      state: statePill(one, now),
      serves: servesWords(one, names),
      lastSuccess: one.health.lastSuccessAt === null ? 'Never' : formatRelative(one.health.lastSuccessAt, { now }),
      queue: queueWords(one),
    })),
    example,
  };
}

function unservedWords(count: number): string {
  const what = count === 1 ? 'One delivery waits' : `${count} deliveries wait`;
  return `${what} for a connection that serves its council, its service and its way. Connect one, or let staff print messages as letters.`;
}

function systemOf({ title, kind, use }: AdapterToSee): string {
  return [title ?? use, kind === null ? '' : kindNames[kind]].filter(Boolean).join(', ');
}

function queueWords({ waiting, dead }: AdapterToSee): string {
  return (
    [waiting > 0 ? `${waiting} waiting` : '', dead > 0 ? `${dead} given up` : ''].filter(Boolean).join(', ') ||
    'Nothing'
  );
}

/** Councils that the reader doesn't look after are a number. */
function servesWords({ authorityIds, services }: AdapterToSee, names: Names): string {
  const councils = authorityIds === 'all' ? ['Every council'] : authorityIds.flatMap((id) => names.get(id) ?? []);
  const others = authorityIds === 'all' ? 0 : authorityIds.length - councils.length;
  const who = [...councils, ...(others > 0 ? [`${others} more`] : [])].join(', ');
  return services === 'all' ? who : `${who}: ${services.join(', ')} alone`;
}

export const shownStates = ['dead', 'waiting', 'delivered', 'by-hand', 'cancelled'] as const;
type ShownState = (typeof shownStates)[number];

/** What somebody typed into a form that was refused. */
export interface AdapterTyped {
  readonly deliveryId: string;
  readonly reference: string;
  readonly from: string;
  readonly to: string;
}

export interface DeliveryView {
  readonly what: string;
  readonly when: string;
  readonly about: string;
  readonly council: string;
  /** Undefined: it is settled, or the reader may not settle it. */
  readonly settle:
    | { readonly action: string; readonly version: number; readonly reference: FieldView; readonly label: string }
    | undefined;
}

/** One connection, and what is to be done about it. */
export interface AdapterPage {
  readonly name: string;
  readonly href: string;
  readonly state: PillView;
  readonly notes: readonly NoteView[];
  readonly faults: ErrorSummaryView | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly csrfToken: string;
  readonly manage: { readonly canCheck: boolean; readonly pause: 'pause' | 'resume' } | undefined;
  readonly tabs: TabsView;
  readonly deliveries: readonly DeliveryView[];
  readonly empty: EmptyStateView;
  readonly nextHref: string | undefined;
  /** Offered where something was given up. */
  readonly replay: { readonly from: FieldView; readonly to: FieldView } | undefined;
  readonly calls: readonly {
    readonly when: string;
    readonly call: string;
    readonly answer: string;
    readonly size: string;
  }[];
  readonly stanza: { readonly settings: string; readonly secrets: string | undefined } | undefined;
  /** What it can be told, by its adapter; undefined: the reader doesn't look after it, or it doesn't run. */
  readonly reference: readonly SettingView[] | undefined;
}

export interface AdapterRendering {
  readonly names: Names;
  readonly now: Instant;
  readonly csrfToken: string;
  readonly state: ShownState;
  readonly deliveries: DeliveryList;
  readonly calls: readonly LoggedCall[];
  readonly stanza: AdapterPage['stanza'];
  readonly reference: AdapterReference | undefined;
  readonly maySettle: (authorityId: AuthorityId) => boolean;
  readonly typed?: AdapterTyped;
  readonly faults: readonly FieldFault[];
}

const nothingTyped: AdapterTyped = { deliveryId: '', reference: '', from: '', to: '' };

export function adapterPage(one: AdapterToSee, rendering: AdapterRendering): AdapterPage {
  const { now, csrfToken, state, deliveries, calls, stanza, faults, maySettle, typed = nothingTyped } = rendering;
  const href = `/desk/admin/adapters/${one.name}`;
  const next = new URLSearchParams({ state, cursor: deliveries.nextCursor ?? '' });
  const idOf = (field: string): string => (field === 'reference' ? `reference-${typed.deliveryId}` : field);
  return {
    ...{ name: one.name, href, csrfToken, stanza },
    reference: rendering.reference && settingViews(rendering.reference),
    state: statePill(one, now),
    notes: notesOf(one, now),
    faults: errorSummary(faults, idOf),
    facts: factsOf(one, rendering),
    manage: one.mayManage
      ? { canCheck: one.fault === null, pause: one.health.pausedAt === null ? 'pause' : 'resume' }
      : undefined,
    tabs: {
      label: 'How far deliveries are',
      items: shownStates.map((each) => ({
        text: deliveryWords[each],
        href: `${href}?state=${each}`,
        current: each === state,
        ...(each === 'dead' ? { count: one.dead } : each === 'waiting' ? { count: one.waiting } : {}),
      })),
    },
    deliveries: deliveries.items.map((delivery, index) => deliveryView(delivery, index + 1, href, rendering)),
    empty: { text: emptyWords[state] },
    nextHref: deliveries.nextCursor === null ? undefined : `${href}?${next.toString()}`,
    replay:
      one.dead > 0 && deliveries.items.some(({ authorityId }) => maySettle(authorityId))
        ? {
            from: dayField({ name: 'from', label: 'First day', value: typed.from }, faults),
            to: dayField({ name: 'to', label: 'Last day', value: typed.to }, faults),
          }
        : undefined,
    calls: calls.map(({ at, method, address, status, reason, sentBytes, answerBytes }) => ({
      when: formatDateTime(at, { now }),
      call: `${method} ${address}`,
      answer: status === null ? (reason ?? '') : String(status),
      size: `${sentBytes} sent, ${answerBytes} received`,
    })),
  };
}

function notesOf({ fault, health }: AdapterToSee, now: Instant): NoteView[] {
  const { pausedAt, pausedByName, restsUntil, lastFailure, checkCode, checkDetail } = health;
  const notes: NoteView[] = [];
  if (fault !== null) notes.push({ tone: 'bad', lead: 'It doesn’t run.', text: fault });
  if (pausedAt !== null)
    notes.push({
      tone: 'warning',
      lead: 'Paused',
      text: `by ${pausedByName ?? ''}, ${formatDateTime(pausedAt, { now })}. What is to be delivered waits.`,
    });
  else if (restsUntil > now)
    notes.push({
      tone: 'bad',
      lead: 'It rests',
      text: `until ${formatDateTime(restsUntil, { now })}, because it failed again and again: ${lastFailure ?? ''}`,
    });
  if (checkCode !== null)
    notes.push({ tone: 'bad', lead: `The check found: ${codeWords(checkCode)}.`, text: checkDetail ?? '' });
  return notes;
}

function factsOf(one: AdapterToSee, { names, now }: AdapterRendering): AdapterPage['facts'] {
  const { lastSuccessAt, lastFailureAt, lastFailure, checkedAt, checkCode } = one.health;
  const at = (instant: Instant | null): string => (instant === null ? '' : formatDateTime(instant, { now }));
  const facts: [string, string][] = [
    ['System', systemOf(one)],
    ['Package', one.use],
    ['Serves', servesWords(one, names)],
    ['Last success', at(lastSuccessAt) || 'Never'],
    ['Last failure', lastFailureAt === null ? '' : `${at(lastFailureAt)}: ${lastFailure ?? ''}`],
    [
      'Checked',
      checkedAt === null ? 'Never' : `${at(checkedAt)}: ${checkCode === null ? 'all is well' : codeWords(checkCode)}`,
    ],
    ['Oldest that waits', at(one.oldestWaitingAt)],
    ['It tells us at', one.inbound?.address ?? ''],
    ['Last heard from', one.inbound ? at(one.inbound.lastAt) || 'Never' : ''],
    ['Heard, not taken in', one.inbound && one.inbound.givenUp > 0 ? `${one.inbound.givenUp}, tried for a day` : ''],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

function deliveryView(one: DeliveryToSee, place: number, href: string, rendering: AdapterRendering): DeliveryView {
  const { names, now, maySettle, typed = nothingTyped, faults } = rendering;
  const { id, state, attempts, nextTryAt, note, reference, settledByName, version } = one;
  const isOpen = state === 'dead' || state === 'waiting';
  const what = [operationNames[one.operation] ?? one.operation, one.variant].join(', ');
  const queued = formatDateTime(one.queuedAt, { now });
  const about = [
    attempts === 0 ? '' : attempts === 1 ? 'Tried once' : `Tried ${attempts} times`,
    state === 'waiting' && nextTryAt > now ? `again ${formatDateTime(nextTryAt, { now })}` : '',
    note ?? '',
    reference === null ? '' : `There: ${reference}`,
    settledByName === null ? '' : `By ${settledByName}`,
  ];
  const isTyped = typed.deliveryId === id;
  const reference_: FieldView = {
    control: 'text',
    name: 'reference',
    id: `reference-${id}`,
    label: { text: 'Its reference there' },
    value: isTyped ? typed.reference : '',
    errorMessage: isTyped ? errorAt(faults, 'reference') : undefined,
    classes: 'govuk-input--width-20',
    autocomplete: 'off',
  };
  return {
    what,
    when: queued,
    about: about.filter(Boolean).join(' · '),
    council: names.get(one.authorityId) ?? '',
    settle:
      isOpen && maySettle(one.authorityId)
        ? {
            action: `${href}/deliveries/${id}`,
            version,
            reference: reference_,
            label: `Settle number ${place}: ${what}, ${queued}`,
          }
        : undefined,
  };
}

const emptyWords: Readonly<Record<ShownState, string>> = {
  dead: 'Nothing was given up.',
  waiting: 'Nothing waits.',
  delivered: 'Nothing was delivered in the last 90 days.',
  'by-hand': 'Nothing was done by hand in the last 90 days.',
  cancelled: 'Nothing was cancelled in the last 90 days.',
};
