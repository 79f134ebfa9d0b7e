import type { PartsFormat } from '@moothall/adapter-sdk';
import { partRecords, versionOf } from './part-records.js';
import { PREMIUM_LAYOUTS } from './premium-layouts.js';

/** Ordnance Survey's AddressBase Premium CSV: one volume, of any age. */
export const addressBasePremium: PartsFormat = partRecords({
  name: 'addressbase-premium',
  describe: 'Ordnance Survey AddressBase Premium as CSV (records 10 to 99), full supply or change-only update.',
  layouts: PREMIUM_LAYOUTS,
  isVersion: (header) => !versionOf(header).startsWith('7'),
});
