import { servesCouncil } from '../../adapters/index.js';
import { defineError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { PaymentDay } from './books-types.js';
import { compareDays } from './compare-days.js';
import { hasBooks } from './provider-books.js';

export const notConnected = defineError(
  'payment_books_not_connected',
  409,
  'The connection doesn’t run for this council now, or has no books. Look at it under Connections.',
);

/** Compares a day once more now. Whether the provider could be asked stands on the day. @throws payment_books_not_connected */
export async function compareAgain(
  kernel: Kernel,
  { authorityId, instance, dayOn }: Pick<PaymentDay, 'authorityId' | 'instance' | 'dayOn'>,
): Promise<void> {
  const one = kernel.adapters.list.find(({ name }) => name === instance);
  if (!one || !hasBooks(one) || !servesCouncil(one, authorityId)) throw notConnected();
  await compareDays(kernel, one, { authorities: [authorityId], days: [dayOn] });
}
