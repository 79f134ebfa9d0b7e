import { neededCell, optionalWholeNumberCell } from '../../kernel/import/cells.js';
import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { AuthorityTier, UnlinkedAuthority } from './gss-authorities.js';
import { gssCode, nationNamed } from './gss-code.js';

/** GOV.UK's list (alphagov, local-links-manager): tier 1 county, 2 district, 3 all services in one council. */
export const governmentLayout = namedColumns(
  {
    id: required('id'),
    gss: required('gss'),
    custodian: optional('local_custodian_code'),
    tier: required('tier_id'),
    parent: required('parent_local_authority_id'),
    slug: required('slug'),
    nation: required('country_name'),
    name: required('name'),
  },
  'ignore',
  (cells): UnlinkedAuthority => {
    const gss = gssCode(cells.gss);
    const localCustodianCode = optionalWholeNumberCell(cells.custodian, 'local_custodian_code');
    return {
      key: neededCell(cells.id, 'id'),
      ...(cells.parent === '' ? {} : { parentKey: cells.parent }),
      authority: {
        gss,
        name: neededCell(cells.name, 'name'),
        slug: neededCell(cells.slug, 'slug'),
        tier: tierOf(cells.tier, gss),
        nation: nationNamed(cells.nation),
        ...(localCustodianCode === undefined ? {} : { localCustodianCode }),
      },
    };
  },
);

/** The list has one word for councils with all services; the code's first letters tell the kinds apart. */
function tierOf(tierId: string, gss: string): AuthorityTier {
  if (tierId === '1') return 'county';
  if (tierId === '2') return 'district';
  if (tierId !== '3') throw new RowFault('Set tier_id to 1 (county), 2 (district) or 3 (unitary).', 'tier_id');
  if (gss.startsWith('E08')) return 'metropolitan-borough';
  return gss.startsWith('E09') ? 'london-borough' : 'unitary';
}
