import { paymentsConformance, startFarEnd } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { aSupplier } from './testing/supplier.js';

const supplier = aSupplier();

paymentsConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets: { token: 'a-token-that-stands-nowhere-else' },
  startFarEnd: () => startFarEnd(supplier.answer),
  countStarted: supplier.countStarted,
  become: supplier.become,
});
