import { lineOfBusinessConformance, startFarEnd } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { aSupplier } from './testing/supplier.js';

const supplier = aSupplier();

lineOfBusinessConformance({
  adapter,
  settings: (url) => ({ url, types: { 'missed-bin': 'BIN' }, states: { started: 'in-progress' } }),
  secrets: { token: 'a-token-that-stands-nowhere-else' },
  startFarEnd: () => startFarEnd(supplier.answer),
  service: { key: 'missed-bin' },
  countCreated: supplier.countCreated,
  countWords: supplier.countWords,
  isCancelled: supplier.isCancelled,
  change: supplier.start,
  changedTo: { key: 'in-progress', outcome: null },
});
