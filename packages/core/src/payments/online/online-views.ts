import { channelNames, messageHref, type MessageState } from '../../correspondence/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { PillView } from '../../web/components.js';
import type { WholePayment } from '../queries.js';
import { amountOf, type PaymentPage } from '../views.js';
import { isLinkOpen, mayBegin } from './online-rules.js';
import type { Refund, RefundState } from './online-types.js';
import { payLink } from './pay-link.js';
import { isRefundable } from './refund-payment.js';

/** What a provider has of a payment, and what can be done about it. */
export interface ProviderCard {
  readonly heading: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** What whoever pays is given; absent where there is nothing to open any more. */
  readonly link: string | undefined;
  /** Sends it as a message; absent for who may not. */
  readonly sendAction: string | undefined;
  /** How far the message is with which it went last, and which. */
  readonly sent: { readonly text: string; readonly href: string | undefined } | undefined;
  /** Where staff type the card in; absent where they don't. */
  readonly goAction: string | undefined;
  readonly goText: string;
  readonly askAction: string | undefined;
  readonly refundHref: string | undefined;
  readonly refunds: readonly {
    readonly amount: string;
    readonly reason: string;
    readonly asked: string;
    readonly state: PillView;
  }[];
  readonly csrfToken: string;
}

export function providerCard(
  kernel: Pick<Kernel, 'config'>,
  { payment, part, refunds, linkState }: WholePayment,
  about: {
    readonly mayRecord: boolean;
    readonly mayRefund: boolean;
    readonly mayWrite: boolean;
    readonly mayReadMessages: boolean;
    readonly csrfToken: string;
    readonly now: Instant;
  },
): ProviderCard | undefined {
  if (part === null) return undefined;
  const { now, mayRecord, mayRefund, csrfToken } = about;
  const linkOpen = isLinkOpen(payment, part, now);
  const { linkSent } = part;
  const { id, way, state, paidAt, amountPence, refundedPence, cancelled } = payment;
  const href = `/desk/payments/${id}`;
  const time = (at: Instant): string => formatDateTime(at, { now });
  const isOpen = state !== 'paid' && cancelled === null && now < part.openUntil;
  const mayGo = way === 'phone' && (state === 'started' || mayBegin(payment, part, now)) && isOpen;
  const isLeft = amountPence > refundedPence && isRefundable(way, state, refunds);
  const facts: (readonly [string, string | null])[] = [
    ['Provider', part.providerName],
    ['Its reference', part.theirReference],
    ['Paid', paidAt === null ? null : time(paidAt)],
    ['Last heard', part.heardAt === null ? null : time(part.heardAt)],
    ['Why', state === 'paid' ? null : part.why],
    ['To be paid by', isOpen ? time(part.openUntil) : null],
  ];
  return {
    heading: `At ${part.providerName}`,
    facts: facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
    link: linkOpen ? payLink(kernel, id) : undefined,
    sendAction: linkOpen && mayRecord && about.mayWrite ? `${href}/link` : undefined,
    sent:
      linkSent === null
        ? undefined
        : {
            text: `${linkWords[linkState ?? 'sent']} by ${channelNames[linkSent.channel].toLowerCase()}, ${time(linkSent.at)}.`,
            href: about.mayReadMessages
              ? messageHref({ id: linkSent.messageId, reference: payment.reference })
              : undefined,
          },
    goAction: mayRecord && mayGo ? `${href}/go` : undefined,
    goText: `Type the card in at ${part.providerName}`,
    askAction: mayRecord && part.askAt !== null && part.theirReference !== null ? `${href}/ask` : undefined,
    refundHref: mayRefund && isLeft ? `${href}/refund` : undefined,
    refunds: refunds.map((refund) => refundRow(refund, now)),
    csrfToken,
  };
}

/** What stands before “by email”. */
const linkWords: Readonly<Record<MessageState, string>> = {
  held: 'Waits until somebody confirms it, to go',
  waiting: 'Waits to go',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Could not be sent',
  printed: 'Printed, and not sent',
  cancelled: 'Taken back before it went',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  'dealt-with': 'Not delivered',
};

const refundPills: Readonly<Record<RefundState, PillView>> = {
  asked: { text: 'Waiting for the provider', tone: 'warning' },
  submitted: { text: 'With the provider', tone: 'warning' },
  refunded: { text: 'Given back', tone: 'good' },
  failed: { text: 'Not given back', tone: 'bad' },
};

function refundRow({ amountPence, reason, askedAt, askedByName, state, why }: Refund, now: Instant) {
  return {
    ...{ amount: amountOf(amountPence), state: refundPills[state] },
    reason: why === null ? reason : `${reason}. ${why}`,
    asked: `${formatDateTime(askedAt, { now })}, ${askedByName}`,
  };
}

/** One payment with what its provider has of it. */
export interface WholePaymentPage extends PaymentPage {
  readonly provider: ProviderCard | undefined;
}

/** A page that goes on to the provider's by itself, or by its link. */
export interface SendOnPage {
  readonly heading: string;
  readonly text: string;
  readonly url: string;
  readonly linkText: string;
}
