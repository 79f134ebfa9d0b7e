import { codeWords, dayField, deliveryWords, type LoggedCall } from '../../adapters/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime, formatRelative } from '../../kernel/format-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { EmptyStateView, NoteView, PillView, TabsView } from '../../web/components.js';
import type { CheckboxesView, ErrorSummaryView, FieldView } from '../../web/form-components.js';
import { errorAt, errorSummary } from '../../web/form-faults.js';
import { catalogue, eventKinds } from '../catalogue.js';
import type { WebhookDelivery, WebhookDeliveryList, WebhookToSee } from './queries.js';

export const webhooksHref = '/desk/admin/webhooks';
type Names = ReadonlyMap<AuthorityId, string>;

/** The webhooks of the reader's councils. */
export interface WebhooksPage {
  readonly rows: readonly {
    /** The host of its address. */
    readonly host: string;
    readonly href: string;
    readonly council: string;
    readonly kinds: string;
    readonly state: PillView;
    readonly lastSuccess: string;
    readonly queue: string;
  }[];
}

export function webhooksPage(
  list: readonly WebhookToSee[],
  { names, now }: { readonly names: Names; readonly now: Instant },
): WebhooksPage {
  return {
    rows: list.map((one) => ({
      ...{
        host: new URL(one.address).host,
        href: `${webhooksHref}/${one.id}`,
        council: names.get(one.authorityId) ?? '',
      },
      ...{ kinds: kindsWords(one), state: statePill(one, now), queue: queueWords(one) },
      lastSuccess: one.health.lastSuccessAt === null ? 'Never' : formatRelative(one.health.lastSuccessAt, { now }),
    })),
  };
}

function kindsWords({ kinds }: WebhookToSee): string {
  if (kinds === null) return 'Every kind';
  return kinds.length === 1 ? kinds.join() : `${kinds.length} kinds`;
}

function queueWords({ waiting, dead }: WebhookToSee): string {
  const parts = [waiting > 0 ? `${waiting} waiting` : '', dead > 0 ? `${dead} given up` : ''];
  return parts.filter(Boolean).join(', ') || 'Nothing';
}

/** Green only when nothing is wrong that somebody ought to know of. */
export function statePill({ health, dead }: WebhookToSee, now: Instant): PillView {
  if (health.pausedAt !== null) return { text: 'Paused', tone: 'warning' };
  if (health.restsUntil > now) return { text: 'Resting', tone: 'bad' };
  if (health.failures > 0) return { text: 'Trying again', tone: 'warning' };
  if (dead > 0) return { text: 'Some given up', tone: 'warning' };
  if (health.checkCode !== null) return { text: 'Test failed', tone: 'bad' };
  if (health.lastSuccessAt === null && health.checkedAt === null) return { text: 'Nothing sent yet', tone: 'neutral' };
  return { text: 'Working', tone: 'good' };
}

/** The fields of a webhook, as somebody has typed them. */
export interface TypedWebhook {
  readonly authorityId: string;
  readonly address: string;
  readonly which: 'all' | 'some';
  readonly kinds: readonly string[];
}

/** What a form of a webhook has, for a new one and for one that is there. */
export interface WebhookForm {
  readonly csrfToken: string;
  readonly summary: ErrorSummaryView | undefined;
  readonly typed: TypedWebhook;
  readonly addressFault: { readonly text: string } | undefined;
  readonly kinds: CheckboxesView;
  /** Whether the kinds are unfolded. */
  readonly isOpen: boolean;
}

export interface NewWebhookPage extends WebhookForm {
  readonly councils: readonly { readonly value: string; readonly text: string }[];
}

export function newWebhookPage(
  councils: NewWebhookPage['councils'],
  form: Parameters<typeof webhookForm>[0],
): NewWebhookPage {
  return { ...webhookForm(form), councils };
}

function webhookForm({
  csrfToken,
  typed,
  faults,
}: {
  readonly csrfToken: string;
  readonly typed: TypedWebhook;
  readonly faults: readonly FieldFault[];
}): WebhookForm {
  return {
    ...{ csrfToken, typed, summary: errorSummary(faults), addressFault: errorAt(faults, 'address') },
    isOpen: errorAt(faults, 'kinds') !== undefined,
    kinds: {
      name: 'kinds[]',
      idPrefix: 'kinds',
      fieldset: { legend: { text: 'Kinds' } },
      classes: 'govuk-checkboxes--small',
      items: eventKinds.map((kind) => ({ value: kind, text: kind, hint: { text: catalogue[kind].says } })),
      values: typed.kinds,
      errorMessage: errorAt(faults, 'kinds'),
    },
  };
}

/** The secret of a webhook, on the one page that shows it. */
export interface SecretPage {
  readonly address: string;
  readonly href: string;
  readonly secret: string;
  /** Until when the former is good too; undefined: there is none. */
  readonly formerUntil: string | undefined;
}

export const shownStates = ['dead', 'waiting', 'delivered', 'cancelled'] as const;

/** One webhook, and what is to be done about it. */
export interface WebhookPage extends WebhookForm {
  readonly address: string;
  readonly href: string;
  readonly version: number;
  readonly state: PillView;
  readonly notes: readonly NoteView[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly pause: 'pause' | 'resume';
  readonly tabs: TabsView;
  readonly deliveries: readonly DeliveryView[];
  readonly empty: EmptyStateView;
  readonly nextHref: string | undefined;
  /** Offered where something was given up. */
  readonly replay: { readonly from: FieldView; readonly to: FieldView } | undefined;
  readonly calls: readonly { readonly when: string; readonly call: string; readonly answer: string }[];
}

export interface DeliveryView {
  readonly kind: string;
  readonly when: string;
  readonly about: string;
  readonly settle: { readonly action: string; readonly version: number; readonly label: string } | undefined;
}

export interface WebhookRendering {
  readonly names: Names;
  readonly now: Instant;
  readonly csrfToken: string;
  readonly state: (typeof shownStates)[number];
  readonly deliveries: WebhookDeliveryList;
  readonly calls: readonly Omit<LoggedCall, 'instance'>[];
  readonly typed: TypedWebhook;
  readonly faults: readonly FieldFault[];
  /** Between which events are to be sent again, as somebody typed it. */
  readonly days?: { readonly from: string; readonly to: string };
}

export function webhookPage(one: WebhookToSee, rendering: WebhookRendering): WebhookPage {
  const { now, csrfToken, state, deliveries, calls, typed, faults, days = { from: '', to: '' } } = rendering;
  const href = `${webhooksHref}/${one.id}`;
  const next = new URLSearchParams({ state, cursor: deliveries.nextCursor ?? '' });
  return {
    ...webhookForm({ csrfToken, typed, faults }),
    ...{ address: one.address, href, version: one.version },
    ...{ state: statePill(one, now), notes: notesOf(one, now), facts: factsOf(one, rendering) },
    pause: one.health.pausedAt === null ? 'pause' : 'resume',
    tabs: {
      label: 'How far deliveries are',
      items: shownStates.map((each) => ({
        text: deliveryWords[each],
        href: `${href}?state=${each}`,
        current: each === state,
        ...(each === 'dead' ? { count: one.dead } : each === 'waiting' ? { count: one.waiting } : {}),
      })),
    },
    deliveries: deliveries.items.map((delivery) => deliveryView(delivery, href, now)),
    empty: { text: emptyWords[state] },
    nextHref: deliveries.nextCursor === null ? undefined : `${href}?${next.toString()}`,
    replay:
      one.dead > 0
        ? {
            from: dayField({ name: 'from', label: 'First day', value: days.from }, faults),
            to: dayField({ name: 'to', label: 'Last day', value: days.to }, faults),
          }
        : undefined,
    calls: calls.map(({ at, method, address, status, reason }) => ({
      when: formatDateTime(at, { now }),
      // The host stands above; without it the line fits a telephone.
      call: `${method} ${address.slice(address.indexOf('/'))}`,
      answer: status === null ? (reason ?? '') : String(status),
    })),
  };
}

function notesOf({ health, missedAt, formerUntilAt }: WebhookToSee, now: Instant): NoteView[] {
  const { pausedAt, pausedByName, restsUntil, lastFailure, checkCode, checkDetail } = health;
  const notes: NoteView[] = [];
  if (pausedAt !== null) {
    const by = pausedByName === null ? `by itself: ${lastFailure ?? ''}` : `by ${pausedByName}.`;
    const text = `${formatDateTime(pausedAt, { now })}, ${by} What happens meanwhile is sent once it goes on, for up to eight days.`;
    notes.push({ tone: 'warning', lead: 'Paused', text });
  } else if (restsUntil > now)
    notes.push({
      tone: 'bad',
      lead: 'It rests',
      text: `until ${formatDateTime(restsUntil, { now })}, because it failed again and again: ${lastFailure ?? ''}`,
    });
  if (checkCode !== null)
    notes.push({ tone: 'bad', lead: `The test found: ${codeWords(checkCode)}.`, text: checkDetail ?? '' });
  if (missedAt !== null) {
    const text = `on ${formatDateTime(missedAt, { now })} were not kept any more when it went on, and were not sent.`;
    notes.push({ tone: 'warning', lead: 'Some events', text });
  }
  if (formerUntilAt !== null && formerUntilAt > now) {
    const text = `is good as well until ${formatDateTime(formerUntilAt, { now })}.`;
    notes.push({ tone: 'info', lead: 'The former secret', text });
  }
  return notes;
}

function factsOf(one: WebhookToSee, { names, now }: WebhookRendering): WebhookPage['facts'] {
  const { lastSuccessAt, lastFailureAt, lastFailure, checkedAt, checkCode } = one.health;
  const at = (instant: Instant | null): string => (instant === null ? '' : formatDateTime(instant, { now }));
  const tested =
    checkedAt === null ? '' : `${at(checkedAt)}: ${checkCode === null ? 'it arrived' : codeWords(checkCode)}`;
  const facts: [string, string][] = [
    ['Council', names.get(one.authorityId) ?? ''],
    ['Kinds', kindsWords(one)],
    ['Made', `${at(one.createdAt)}, by ${one.createdByName}`],
    ['Last success', at(lastSuccessAt) || 'Never'],
    ['Last failure', lastFailureAt === null ? '' : `${at(lastFailureAt)}: ${lastFailure ?? ''}`],
    ['Tested', tested || 'Never'],
    ['Oldest that waits', at(one.oldestWaitingAt)],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

function deliveryView(one: WebhookDelivery, href: string, now: Instant): DeliveryView {
  const { id, kind, state, attempts, nextTryAt, note, settledByName, version } = one;
  const when = formatDateTime(one.queuedAt, { now });
  const about = [
    attempts === 0 ? '' : attempts === 1 ? 'Tried once' : `Tried ${attempts} times`,
    state === 'waiting' && nextTryAt > now ? `again ${formatDateTime(nextTryAt, { now })}` : '',
    note ?? '',
    settledByName === null ? '' : `By ${settledByName}`,
  ];
  const isOpen = state === 'dead' || state === 'waiting';
  return {
    ...{ kind, when, about: about.filter(Boolean).join(' · ') },
    settle: isOpen ? { action: `${href}/deliveries/${id}`, version, label: `Settle ${kind}, ${when}` } : undefined,
  };
}

const emptyWords: Readonly<Record<(typeof shownStates)[number], string>> = {
  dead: 'Nothing was given up.',
  waiting: 'Nothing waits.',
  delivered: 'Nothing was sent in the last 90 days.',
  cancelled: 'Nothing was cancelled in the last 90 days.',
};
