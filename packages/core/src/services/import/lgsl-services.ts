import type { LocalDate } from '../../kernel/clock.js';
import { neededCell, optionalCell, optionalDateCell, wholeNumberCell } from '../../kernel/import/cells.js';
import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat } from '../../kernel/import/row-reader.js';

/** A service of the Local Government Services List (LGSL), which councils share. */
export interface LgslService {
  readonly lgslId: number;
  readonly label: string;
  readonly description?: string;
  readonly createdOn?: LocalDate;
  readonly modifiedOn?: LocalDate;
}

export type ProvidingTier = 'county' | 'district' | 'unitary';

/** Which councils answer for a service. */
export interface ServiceTiers {
  readonly lgslId: number;
  readonly label: string;
  readonly tiers: readonly ProvidingTier[];
}

/** A kind of dealing with the council (LGIL): applying, paying, reporting, complaining. */
export interface LgilInteraction {
  readonly lgilId: number;
  readonly label: string;
}

export const lgslServices: ImportFormat<LgslService> = {
  name: 'lgsl-services',
  describe: 'The Local Government Services List as CSV (“Identifier”, “Label”, “Description”, …), from esd standards.',
  read: (source, options) => readCsvTable(source, options, namedColumns(serviceColumns, 'ignore', toService)),
};

const serviceColumns = {
  id: required('Identifier'),
  label: required('Label'),
  description: required('Description'),
  created: optional('Created'),
  modified: optional('Modified'),
};

function toService(cells: Readonly<Record<keyof typeof serviceColumns, string>>): LgslService {
  const description = optionalCell(cells.description);
  const createdOn = optionalDateCell(cells.created, 'Created');
  const modifiedOn = optionalDateCell(cells.modified, 'Modified');
  return {
    lgslId: wholeNumberCell(cells.id, 'Identifier'),
    label: neededCell(cells.label, 'Label'),
    ...(description === undefined ? {} : { description }),
    ...(createdOn === undefined ? {} : { createdOn }),
    ...(modifiedOn === undefined ? {} : { modifiedOn }),
  };
}

const tierColumns = { id: required('LGSL'), label: required('Description'), tiers: required('Providing Tier') };

export const serviceTiers: ImportFormat<ServiceTiers> = {
  name: 'service-tiers',
  describe: 'GOV.UK’s list of LGSL services and the tier of council that provides each.',
  read: (source, options) =>
    readCsvTable(
      source,
      options,
      namedColumns(tierColumns, 'ignore', (cells) => ({
        lgslId: wholeNumberCell(cells.id, 'LGSL'),
        label: neededCell(cells.label, 'Description'),
        tiers: tiersOf(cells.tiers),
      })),
    ),
};

const TIERS: readonly ProvidingTier[] = ['county', 'district', 'unitary'];

function tiersOf(cell: string): ProvidingTier[] {
  if (cell === 'all') return [...TIERS];
  const named = cell.split('/');
  const tiers = TIERS.filter((tier) => named.includes(tier));
  if (tiers.length === 0 || tiers.length !== named.length) {
    throw new RowFault('Set the Providing Tier to all, county/unitary or district/unitary.', 'Providing Tier');
  }
  return tiers;
}

const interactionColumns = { id: required('Identifier'), label: required('Label') };

export const lgilInteractions: ImportFormat<LgilInteraction> = {
  name: 'lgil-interactions',
  describe: 'The Local Government Interaction List as CSV (“Identifier”, “Label”), from esd standards.',
  read: (source, options) =>
    readCsvTable(
      source,
      options,
      namedColumns(interactionColumns, 'ignore', (cells) => ({
        lgilId: wholeNumberCell(cells.id, 'Identifier'),
        label: neededCell(cells.label, 'Label'),
      })),
    ),
};
