import type { ImportFormat } from '../../kernel/import/row-reader.js';
import type { GazetteerPart } from './gazetteer-part.js';
import { readGazetteer } from './gazetteer-reader.js';
import { PREMIUM_LAYOUTS } from './premium-layouts.js';

/** Ordnance Survey's AddressBase Premium CSV: one volume, of any age. `assembleProperties` makes addresses of it. */
export const addressBasePremium: ImportFormat<GazetteerPart> = {
  name: 'addressbase-premium',
  describe: 'Ordnance Survey AddressBase Premium as CSV (records 10 to 99), full supply or change-only update.',
  read: (source, options) => readGazetteer(source, options, PREMIUM_LAYOUTS),
};
