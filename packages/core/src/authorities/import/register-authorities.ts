import { neededCell, optionalDateCell } from '../../kernel/import/cells.js';
import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { AuthorityTier, UnlinkedAuthority } from './gss-authorities.js';
import { gssCode, nationNamed } from './gss-code.js';

const TIERS: Readonly<Record<string, AuthorityTier>> = {
  CTY: 'county',
  NMD: 'district',
  UA: 'unitary',
  MD: 'metropolitan-borough',
  LBO: 'london-borough',
  CC: 'london-borough',
  SCO: 'unitary',
  WPA: 'unitary',
  NID: 'unitary',
  COMB: 'combined',
  SRA: 'combined',
};

/** mySociety's register: three-letter keys, dates, and the councils that replaced one. */
export const registerLayout = namedColumns(
  {
    key: required('local-authority-code'),
    officialName: required('official-name'),
    niceName: required('nice-name'),
    gss: required('gss-code'),
    startOn: required('start-date'),
    endOn: required('end-date'),
    replacedBy: required('replaced-by'),
    nation: required('nation'),
    type: required('local-authority-type'),
    county: required('county-la'),
    slug: optional('gov-uk-slug'),
  },
  'ignore',
  (cells): UnlinkedAuthority => {
    const startOn = optionalDateCell(cells.startOn, 'start-date');
    const endOn = optionalDateCell(cells.endOn, 'end-date');
    return {
      key: neededCell(cells.key, 'local-authority-code'),
      ...(cells.county === '' ? {} : { parentKey: cells.county }),
      replacedByKeys: cells.replacedBy.split(',').filter((key) => key !== ''),
      authority: {
        gss: gssCode(cells.gss),
        name: neededCell(cells.officialName, 'official-name'),
        slug: cells.slug === '' ? slugOf(cells.niceName) : cells.slug,
        tier: tierOf(cells.type),
        nation: nationNamed(cells.nation),
        ...(startOn === undefined ? {} : { startOn }),
        ...(endOn === undefined ? {} : { endOn }),
      },
    };
  },
);

function tierOf(type: string): AuthorityTier {
  const tier = Object.hasOwn(TIERS, type) ? TIERS[type] : undefined;
  if (tier !== undefined) return tier;
  throw new RowFault(
    `Set the local-authority-type to one of: ${Object.keys(TIERS).join(', ')}.`,
    'local-authority-type',
  );
}

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return neededCell(slug, 'nice-name');
}
