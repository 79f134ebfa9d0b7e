import { documentsConformance, startFarEnd } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { aSupplier } from './testing/supplier.js';

documentsConformance({
  adapter,
  settings: (url) => ({ url, shelf: 'dunmere' }),
  settingsOfAnother: (url) => ({ url, shelf: 'castlebridge' }),
  secrets: { token: 'a-token-that-stands-nowhere-else' },
  startFarEnd: () => startFarEnd(aSupplier().answer),
});
