import { defineError } from '../kernel/errors.js';

export const paymentErrors = {
  cancelledBefore: defineError(
    'payment_cancelled',
    409,
    'The payment was cancelled before. Open it again to see by whom and why.',
  ),
  notOfToday: defineError(
    'payment_not_yours_today',
    403,
    'You can cancel what you took today. Ask a team leader to cancel this payment.',
  ),
  ended: defineError(
    'payment_ended',
    409,
    'The payment has ended already. Open it again to see how; what was paid can be given back.',
  ),
  noProvider: defineError(
    'no_payment_provider',
    409,
    'No provider takes payments for this council and service. Record what was paid elsewhere instead.',
  ),
  /** Facts: `way`. */
  wayNotTaken: defineError(
    'payment_way_not_taken',
    409,
    'The council’s provider takes no payments in this way. Choose the other, or record what was paid elsewhere.',
  ),
  linkClosed: defineError(
    'pay_link_closed',
    409,
    'The link can’t be used any more: the payment was paid or cancelled, its week is over, or it is taken on the telephone. Take another payment.',
  ),
  /** Facts: `sentAt`. */
  linkJustSent: defineError(
    'pay_link_just_sent',
    409,
    'The link was sent a moment ago. Wait two minutes before it is sent again.',
  ),
  withoutOrigin: defineError(
    'pay_link_without_address',
    409,
    'No link can be sent: this installation’s own address is not set. An operator sets “origin” in moothall.yaml.',
  ),
  notRefundable: defineError(
    'payment_not_refundable',
    409,
    'Only what a provider took can be given back here, once its refund before has reached the provider. Open the payment again.',
  ),
};
