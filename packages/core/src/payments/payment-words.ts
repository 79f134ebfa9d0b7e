import type { PaymentMethod } from './types.js';

export const methodWords: Readonly<Record<PaymentMethod, string>> = {
  card: 'Card',
  cash: 'Cash',
  cheque: 'Cheque or postal order',
  transfer: 'Bank transfer',
};
