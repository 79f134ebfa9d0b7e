import type { PaymentMethod, PaymentWay } from './types.js';

export const methodWords: Readonly<Record<PaymentMethod, string>> = {
  card: 'Card',
  cash: 'Cash',
  cheque: 'Cheque or postal order',
  transfer: 'Bank transfer',
};

export const wayWords: Readonly<Record<PaymentWay, string>> = {
  online: 'Card, by a link that the payer opens',
  phone: 'Card, on the telephone',
};
