import { inboxConformance, startFarEnd } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { aSupplier } from './testing/supplier.js';

inboxConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets: { token: 'a-token-that-stands-nowhere-else' },
  startFarEnd: async () => {
    const { answer, deliver } = aSupplier();
    return { ...(await startFarEnd(answer)), deliver };
  },
});
