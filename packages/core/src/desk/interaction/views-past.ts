import type { Authority } from '../../authorities/index.js';
import { channelNames, messageHref, stateName, stateTones, type ShownMessage } from '../../correspondence/index.js';
import { canReopen, type WholeInteraction } from '../../interactions/index.js';
import { capitalised } from '../../kernel/capitalised.js';
import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime, formatTime } from '../../kernel/format-time.js';
import { paymentLine, type Payment, type PaymentLine } from '../../payments/index.js';
import type { PillView } from '../../web/components.js';
import { counted } from '../../web/text-parts.js';
import { callHref } from './call-address.js';
import type { FormBasics } from './rendering.js';
import { callTitle } from './views.js';
import { avoidableText, closedEnquiries, type EnquiryLine } from './views-notes.js';

/** A contact to read: finished, or a colleague's. */
export interface PastPage {
  readonly title: string;
  readonly pill: PillView;
  readonly lead: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly enquiries: readonly EnquiryLine[];
  readonly checks: readonly string[];
  readonly notes: string | undefined;
  /** What the customer was written about it, the newest first. */
  readonly messages: readonly {
    readonly text: string;
    readonly href: string;
    readonly at: string;
    readonly state: PillView;
  }[];
  /** What was paid in it and towards no case, the newest first. */
  readonly payments: readonly (PaymentLine & { readonly purpose: string })[];
  /** What was asked for too late, and the notes that were typed for it. */
  readonly refused:
    { readonly faults: readonly { readonly text: string }[]; readonly notes: string | undefined } | undefined;
  readonly customerHref: string | undefined;
  readonly againHref: string;
  readonly againText: string;
  readonly reopen: FormBasics | undefined;
}

interface PastRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly isOwn: boolean;
  readonly faults: readonly FieldFault[];
  readonly typedNotes: string | undefined;
  readonly messages: readonly ShownMessage[];
  readonly payments: readonly Payment[];
}

export function pastPage(
  interaction: WholeInteraction,
  authority: Authority,
  { now, csrfToken, isOwn, faults, typedNotes, messages, payments }: PastRendering,
): PastPage {
  const { id, version, participant, customerId, adviserName } = interaction;
  const isFinished = interaction.state === 'finished';
  const who = adviserName ?? 'Nobody';
  return {
    title: callTitle(interaction.channel, participant),
    pill: isFinished ? { text: 'Finished', tone: 'neutral' } : { text: `With ${who}`, tone: 'info' },
    lead: isFinished
      ? 'This contact is finished and can only be read.'
      : `${who} is handling this contact. You can read it, and start a new one for the same customer.`,
    facts: pastFacts(interaction, authority, now),
    enquiries: closedEnquiries(interaction.enquiries),
    checks: interaction.identityChecks.map(
      ({ level, passed, checkedAt, checkedBy }) =>
        `${level === 'full' ? 'Full' : 'Basic'} check ${passed ? 'passed' : 'not passed'}, ${formatTime(checkedAt)}, ${checkedBy}`,
    ),
    notes: interaction.notes ?? undefined,
    messages: messages.map((message) => ({
      text: channelNames[message.channel],
      href: messageHref(message),
      at: formatDateTime(message.queuedAt, { now }),
      state: { text: stateName(message), tone: stateTones[message.state] },
    })),
    payments: payments.map((payment) => ({ ...paymentLine(payment, now), purpose: payment.purpose ?? '' })),
    refused:
      faults.length === 0
        ? undefined
        : {
            faults: faults.map(({ message }) => ({ text: message })),
            notes: typedNotes && typedNotes !== interaction.notes ? typedNotes : undefined,
          },
    customerHref: customerId ? `/desk/customers/${customerId}` : undefined,
    againHref: `/desk/interactions/new${customerId ? `?customer=${customerId}` : ''}`,
    againText: participant.name ? `New contact with ${participant.name}` : 'New contact',
    reopen:
      isOwn && canReopen(interaction, now) ? { action: callHref(id, {}, '/reopen'), csrfToken, version } : undefined,
  };
}

function pastFacts(interaction: WholeInteraction, authority: Authority, now: Instant): PastPage['facts'] {
  const { startedAt, waitedSeconds, endedAt, participant, avoidable, adviserName } = interaction;
  const address = [participant.address, participant.postcode].filter(Boolean).join(', ');
  return [
    { label: 'Answered as', value: authority.name },
    { label: 'Adviser', value: adviserName ?? 'Nobody: it came by the web' },
    { label: 'Started', value: capitalised(formatDateTime(startedAt, { now })) },
    ...(waitedSeconds === null ? [] : [{ label: 'Waited', value: waitWords(waitedSeconds) }]),
    ...(endedAt === null ? [] : [{ label: 'Finished', value: capitalised(formatDateTime(endedAt, { now })) }]),
    ...(participant.name ? [{ label: 'Customer', value: participant.name }] : []),
    ...(address ? [{ label: 'Address then', value: address }] : []),
    { label: 'Avoidable', value: avoidableText(avoidable) },
  ];
}

/** "1 minute 12 seconds" */
function waitWords(waited: number): string {
  const minutes = Math.floor(waited / 60);
  const seconds = waited % 60;
  return [minutes > 0 ? counted(minutes, 'minute') : '', seconds > 0 || minutes === 0 ? counted(seconds, 'second') : '']
    .filter(Boolean)
    .join(' ');
}
