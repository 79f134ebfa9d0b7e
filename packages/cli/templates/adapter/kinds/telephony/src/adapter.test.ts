import { telephonyConformance } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { posted } from './testing/supplier.js';

const key = 'a-key-that-stands-nowhere-else';

telephonyConformance({
  adapter,
  settings: {},
  secrets: { key },
  tells: { proof: 'x-signature', proves: 'body' },
  says: (call) => posted(call, key),
});
