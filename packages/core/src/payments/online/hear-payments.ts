import { z } from 'zod';
import { servesCouncil, type Listener } from '../../adapters/index.js';
import { everyAuthority } from '../../kernel/scope.js';
import { askRefundsSoon } from './refund-repository.js';
import { askSoon, findPartNamed } from './online-repository.js';

const Said = z.looseObject({ theirPayment: z.string().max(200) });

/**
 * Hears that something happened to a payment or its refunds at the provider. What is told changes nothing: the provider is
 * asked within seconds how they stand, so that neither order nor duplicates matter.
 */
export const paymentListener: Listener = {
  kind: 'payments',
  what: 'payment',
  take: async (kernel, one, { said }, alongside) => {
    const { theirPayment } = Said.parse(said);
    const named = { instance: one.name, theirReference: theirPayment };
    const part = await findPartNamed(kernel.db.read(everyAuthority), named);
    // The provider may tell before its answer to the beginning is kept.
    if (!part) return 'not-yet';
    if (!servesCouncil(one, part.authorityId)) return 'not-ours';
    const now = kernel.clock.now();
    await kernel.db.write(everyAuthority, async (db) => {
      if (part.state !== 'paid') await askSoon(db, part.paymentId, now);
      await askRefundsSoon(db, part.paymentId, now);
      await alongside(db);
    });
    return 'taken';
  },
};
