import type { ImportFormat } from '../../kernel/import/row-reader.js';
import { DTF_LAYOUTS } from './dtf-layouts.js';
import type { GazetteerPart } from './gazetteer-part.js';
import { readGazetteer } from './gazetteer-reader.js';

/** A council's own Local Land and Property Gazetteer. `assembleProperties` makes addresses of it. */
export const llpgDtf73: ImportFormat<GazetteerPart> = {
  name: 'llpg-dtf73',
  describe: 'A local land and property gazetteer in BS 7666 DTF 7.3, as council gazetteer systems export it.',
  read: (source, options) => readGazetteer(source, options, DTF_LAYOUTS),
};
