import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { formatTelephone } from '../../kernel/telephone.js';
import type { EmptyStateView, PillView, TabsView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import { callBackLists, type CallBackList, type WholeCallBack } from './call-back-queries.js';
import { urgencyOf } from './call-back-rules.js';
import type { Attempt, CallBack } from './call-back-types.js';
import { calledWords, callBackPill, callerWords, subjectWords, windowWords } from './call-back-words.js';
import { windowBoxes, type TypedWindow } from './window-fields.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

export const callBacksHref = '/desk/call-backs';

/** One call-back in a list. */
export interface CallBackLine {
  readonly href: string;
  readonly name: string;
  readonly pill: PillView;
  /** "today 2pm to 4pm · Street and waste team · About the missed bin" */
  readonly words: string;
  readonly ring: Ring | undefined;
}

interface Ring {
  readonly href: string;
  readonly text: string;
}

export interface CallBackLines {
  readonly lines: readonly CallBackLine[];
}

export function callBackLine(one: CallBack, now: Instant): CallBackLine {
  const words = [windowWords(one, now), callerWords(one.caller), one.isKeptBack ? one.reference : one.note];
  return {
    href: `${callBacksHref}/${one.id}`,
    name: calledWords(one),
    pill: callBackPill(one, now),
    words: words.filter(Boolean).join(' · '),
    ring: one.state === 'promised' ? ringOf(one) : undefined,
  };
}

function ringOf({ telephone }: CallBack): Ring | undefined {
  return telephone === null ? undefined : { href: `tel:${telephone}`, text: formatTelephone(telephone) };
}

/** Call-backs above a list of cases: how many there are, how many are overdue, and the first of them. */
export interface CallBacksCard {
  readonly heading: string;
  readonly overdue: PillView | undefined;
  readonly lines: readonly CallBackLine[];
  readonly allHref: string;
}

const shownOnQueue = 3;

/** Undefined: there is none. */
export function callBacksCard(found: readonly CallBack[], now: Instant): CallBacksCard | undefined {
  if (found.length === 0) return undefined;
  const late = found.filter((one) => urgencyOf(one, now) === 'overdue').length;
  return {
    heading: found.length === 1 ? '1 call-back to make' : `${found.length} call-backs to make`,
    overdue: late === 0 ? undefined : { text: `${late} overdue`, tone: 'bad' },
    lines: found.slice(0, shownOnQueue).map((one) => callBackLine(one, now)),
    allHref: `${callBacksHref}?list=teams`,
  };
}

/** A list of call-backs. */
export interface CallBacksPage {
  readonly tabs: TabsView;
  readonly lines: CallBackLines;
  readonly empty: EmptyStateView;
}

const listNames: Readonly<Record<CallBackList, string>> = {
  mine: 'Mine',
  teams: 'My teams’',
  all: 'All to be made',
  ended: 'Ended this week',
};
const emptyTexts: Readonly<Record<CallBackList, string>> = {
  mine: 'You have nobody to call back.',
  teams: 'Your teams have nobody to call back.',
  all: 'Nobody waits for a call.',
  ended: 'No call-back ended this week.',
};

export function callBacksPage(found: readonly CallBack[], list: CallBackList, now: Instant): CallBacksPage {
  return {
    tabs: {
      label: 'Whose call-backs',
      items: callBackLists.map((name) => ({
        ...{ text: listNames[name], href: `${callBacksHref}?list=${name}`, current: name === list },
      })),
    },
    lines: { lines: found.map((one) => callBackLine(one, now)) },
    empty: {
      text: `${emptyTexts[list]} A call-back is promised with B, in a contact or on a case.`,
      action: { text: 'See my work', href: '/desk/work' },
    },
  };
}

/** What a form of the page sent, when it came back. */
export interface TypedCall extends TypedWindow {
  readonly note: string;
  readonly reason: string;
}

export interface CallBackPage {
  readonly heading: string;
  readonly pill: PillView;
  readonly ring: Ring | undefined;
  readonly about: { readonly text: string; readonly href: string };
  readonly note: string | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly attempts: readonly { readonly id: string; readonly text: string; readonly note: string | undefined }[];
  readonly href: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly faults: readonly FaultLink[];
  readonly mayTake: boolean;
  readonly mayCall: boolean;
  readonly mayWithdraw: boolean;
  /** Undefined: it can't be changed, or not by the reader. */
  readonly changeHref: string | undefined;
  readonly came: FieldView;
  readonly window: readonly FieldView[];
  readonly reason: FieldView;
}

interface CallBackRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly readerId: string | undefined;
  readonly faults: readonly FieldFault[];
  readonly typed: TypedCall;
}

export function callBackPage(one: WholeCallBack, rendering: CallBackRendering): CallBackPage {
  const { now, csrfToken, readerId, faults, typed } = rendering;
  const box = (name: 'note' | 'reason', label: string): FieldView => {
    return {
      control: 'text',
      name,
      id: name,
      label: { text: label },
      value: typed[name],
      autocomplete: 'off',
      errorMessage: errorAt(faults, name),
    };
  };
  return {
    heading: `Call back ${one.name ?? 'the customer'}`,
    pill: callBackPill(one, now),
    ring: one.mayCall ? ringOf(one) : undefined,
    about: { text: subjectWords(one), href: subjectHref(one) },
    note: one.note ?? undefined,
    facts: factsOf(one, now),
    attempts: one.attempts.map((each) => ({
      id: each.id,
      text: attemptWords(each, now),
      note: each.note ?? undefined,
    })),
    href: `${callBacksHref}/${one.id}`,
    ...{ csrfToken, version: one.version, mayCall: one.mayCall, mayWithdraw: one.mayWithdraw },
    changeHref: one.mayChange ? `${callBacksHref}/${one.id}/change` : undefined,
    faults: faultLinks(faults),
    mayTake: one.mayCall && one.caller.personId !== readerId,
    came: box('note', 'What came of it (optional)'),
    window: windowBoxes(typed, faults),
    reason: box('reason', 'Why nobody needs to call'),
  };
}

function subjectHref({ reference, interactionId }: CallBack): string {
  return reference === null ? `/desk/interactions/${interactionId ?? ''}` : `/desk/cases/${reference}`;
}

function factsOf(one: CallBack, now: Instant): CallBackPage['facts'] {
  const at = (instant: Instant): string => formatDateTime(instant, { now });
  const told = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  return [
    { label: 'When', value: windowWords(one, now) },
    ...told('Number', one.telephone === null ? 'Open the record to see it' : formatTelephone(one.telephone)),
    { label: 'Who calls', value: callerWords(one.caller) },
    { label: 'Promised', value: `${at(one.promisedAt)}, ${one.promisedByName}` },
    ...told('Changed', one.changedAt === null ? null : changedWords(one, at(one.changedAt))),
    ...told('Missed', one.missedAt === null ? null : `Nobody had called by ${at(one.missedAt)}`),
    ...told('Ended', one.endedAt === null ? null : `${at(one.endedAt)}, ${one.endedByName ?? ''}`),
    ...told(one.state === 'withdrawn' ? 'Why it was withdrawn' : 'What came of it', one.result),
  ];
}

/** "today 2:10pm, Tom Reyes: She is out until three" */
function changedWords({ changedByName, changeReason }: CallBack, when: string): string {
  const reason = changeReason === null ? '' : `: ${changeReason}`;
  return `${when}, ${changedByName ?? ''}${reason}`;
}

/** "Tom Reyes spoke to them, today 2:10pm", "Tom Reyes rang without an answer, today 2:10pm: again tomorrow 9am to 11am" */
function attemptWords({ byName, outcome, at, next }: Attempt, now: Instant): string {
  const when = formatDateTime(at, { now });
  if (outcome === 'spoken') return `${byName} spoke to them, ${when}`;
  const again = next === null ? '' : `: again ${windowWords(next, now)}`;
  return `${byName} rang without an answer, ${when}${again}`;
}
