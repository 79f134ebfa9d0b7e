import type { PartsFormat } from '@moothall/adapter-sdk';
import { DTF_LAYOUTS } from './dtf-layouts.js';
import { partRecords, versionOf } from './part-records.js';

/** A council's own Local Land and Property Gazetteer. */
export const llpgDtf73: PartsFormat = partRecords({
  name: 'llpg',
  describe: 'A local land and property gazetteer in BS 7666 DTF 7.3, as council gazetteer systems export it.',
  layouts: DTF_LAYOUTS,
  isVersion: (header) => versionOf(header).startsWith('7'),
});
