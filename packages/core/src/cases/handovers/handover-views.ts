import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { EmptyStateView, PillView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import type { HandoverToSee } from './handover-queries.js';
import type { Handover } from './handover-types.js';
import { aboutWords, handoverPill, handoverStateWords } from './handover-words.js';
import type { ReceiverChoice } from './receiver-choice.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

const href = (id: string): string => `/desk/handovers/${id}`;

/** What is offered, on the page of the case that it is about. */
export interface OfferCard {
  readonly heading: string;
  readonly note: string | undefined;
  readonly about: string;
  readonly href: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly mayAnswer: boolean;
  readonly mayWithdraw: boolean;
}

export function offerCard(offer: HandoverToSee, now: Instant, csrfToken: string): OfferCard {
  const { id, to, fromName, mayAnswer, mayWithdraw, version, returnAt } = offer;
  const yours = to.personId === null ? `Offered to your team: ${to.name}` : 'Offered to you';
  return {
    heading: mayAnswer ? yours : `Offered to ${to.name}`,
    note: offer.note ?? undefined,
    about: `${fromName} passed it on. ${fromName === to.name ? 'It' : `It stays where it is until ${to.name} accepts, and`} returns ${formatDateTime(returnAt, { now })}.`,
    ...{ href: href(id), csrfToken, version, mayAnswer, mayWithdraw },
  };
}

/** One thing in a list of what was passed on. */
export interface HandoverLine {
  readonly about: string;
  readonly href: string;
  readonly words: string;
  readonly pill: PillView;
  readonly accept: { readonly action: string; readonly version: number } | undefined;
}

export interface HandoverLines {
  readonly lines: readonly HandoverLine[];
  readonly csrfToken: string;
}

/** What waits for the reader: who passed it, and until when. */
export function offeredLine(one: Handover, now: Instant): HandoverLine {
  return {
    about: aboutWords(one),
    href: href(one.id),
    words: `from ${one.fromName}, for ${one.to.name}, returns ${formatDateTime(one.returnAt, { now })}`,
    pill: handoverPill(one),
    accept: { action: `${href(one.id)}/accept`, version: one.version },
  };
}

/** What the reader took over, or passed on: who has it. */
export function ownedLine(one: Handover): HandoverLine {
  const words = [handoverStateWords(one), one.reason ?? one.result].filter(Boolean).join(': ');
  return { about: aboutWords(one), href: href(one.id), words, pill: pillOf(one), accept: undefined };
}

/** Of a case that was accepted, how it stands now. */
function pillOf(one: Handover): PillView {
  if (one.state === 'accepted' && one.caseStatus === 'closed') return { text: 'Closed', tone: 'good' };
  return handoverPill(one);
}

/** Something that was passed on, and what became of it. */
export interface HandoverPage {
  readonly heading: string;
  readonly pill: PillView;
  readonly about: { readonly text: string; readonly href: string };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly note: string | undefined;
  readonly href: string;
  readonly csrfToken: string;
  readonly version: number;
  readonly faults: readonly FaultLink[];
  readonly mayAnswer: boolean;
  readonly mayWithdraw: boolean;
  readonly reason: FieldView;
  readonly result: FieldView | undefined;
}

interface HandoverRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly faults: readonly FieldFault[];
  readonly typed: { readonly reason?: string; readonly result?: string };
}

export function handoverPage(one: HandoverToSee, { now, csrfToken, faults, typed }: HandoverRendering): HandoverPage {
  const field = (name: 'reason' | 'result', label: string): FieldView => {
    return {
      control: 'text',
      name,
      label: { text: label },
      value: typed[name] ?? '',
      autocomplete: 'off',
      errorMessage: errorAt(faults, name),
    };
  };
  return {
    heading: `Passed to ${one.to.name}`,
    pill: handoverPill(one),
    about: { text: aboutWords(one), href: subjectHref(one) },
    facts: factsOf(one, now),
    note: one.note ?? undefined,
    href: href(one.id),
    csrfToken,
    version: one.version,
    faults: faultLinks(faults),
    mayAnswer: one.mayAnswer,
    mayWithdraw: one.mayWithdraw,
    reason: field('reason', 'Why you decline it'),
    result: one.mayFinish ? field('result', 'What became of it') : undefined,
  };
}

function subjectHref({ reference, interactionId }: Handover): string {
  return reference === null ? `/desk/interactions/${interactionId ?? ''}` : `/desk/cases/${reference}`;
}

function factsOf(one: Handover, now: Instant): HandoverPage['facts'] {
  const at = (instant: Instant): string => formatDateTime(instant, { now });
  const end = one.endedAt === null ? [] : [{ label: 'Ended', value: at(one.endedAt) }];
  const told = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  return [
    { label: 'Who has it', value: handoverStateWords(one) },
    { label: 'Passed on', value: `${at(one.offeredAt)}, ${one.fromName}` },
    ...(one.state === 'offered' ? [{ label: 'Returns', value: at(one.returnAt) }] : end),
    ...told('Why it was declined', one.reason),
    ...told('What became of it', one.result),
  ];
}

/** Whom a case is passed to, and what they need to know. */
export interface PassPage {
  readonly reference: string;
  readonly title: string;
  readonly caseHref: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly version: number;
  readonly faults: readonly FaultLink[];
  readonly choice: ReceiverChoice;
  readonly directoryHref: string;
  readonly note: FieldView;
}

/** What the reader passed on, a page at a time. */
export interface PassedPage {
  readonly lines: HandoverLines;
  readonly olderHref: string | undefined;
  readonly empty: EmptyStateView;
}

export function passedPage({
  items,
  nextCursor,
}: {
  items: readonly Handover[];
  nextCursor: string | null;
}): PassedPage {
  return {
    lines: { lines: items.map(ownedLine), csrfToken: '' },
    olderHref: nextCursor === null ? undefined : `/desk/handovers?cursor=${encodeURIComponent(nextCursor)}`,
    empty: {
      text: 'You have passed nothing on. What you pass to somebody else is here, with what became of it.',
      action: { text: 'See my work', href: '/desk/work' },
    },
  };
}
