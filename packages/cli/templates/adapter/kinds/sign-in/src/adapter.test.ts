import { signInConformance, startFarEnd } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { aSupplier } from './testing/supplier.js';

const supplier = aSupplier();

signInConformance({
  adapter,
  settings: (url) => ({ url, roles: { advisers: ['adviser'] } }),
  secrets: { token: 'a-token-that-stands-nowhere-else' },
  startFarEnd: () => startFarEnd(supplier.answer),
  advisers: 'advisers',
  visit: supplier.visit,
});
