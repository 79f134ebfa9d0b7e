import type { ServiceDefinition } from '../../../services/index.js';
import { line, saturday, shared, weekdays } from './authority-parts.js';
import { demoJoiners, isJoiner, joinerOffers } from './joiners.js';
import type { DemoAuthority, DemoAuthorityKey, DemoFounderKey, DemoJoinerKey, DemoTier } from './types.js';

/** The founding councils' keys, county first. */
export const founderKeys: readonly DemoFounderKey[] = ['westmoor', 'dunmere', 'elmfold', 'castlebridge'];

export const joinerKeys: readonly DemoJoinerKey[] = [
  'larkbourne',
  'kelderwick',
  'tarnsea',
  'havenhurst',
  'joint-waste',
  'tarrow-fells',
];

/** All ten, founders first. */
export const memberKeys: readonly DemoAuthorityKey[] = [...founderKeys, ...joinerKeys];

export type CouncilTier = Exclude<DemoTier, 'partnership'>;

const tiers: Readonly<Record<DemoAuthorityKey, CouncilTier>> = {
  westmoor: 'county',
  dunmere: 'district',
  elmfold: 'district',
  castlebridge: 'unitary',
  larkbourne: 'district',
  kelderwick: 'district',
  tarnsea: 'unitary',
  havenhurst: 'unitary',
  'joint-waste': 'joint',
  'tarrow-fells': 'joint',
};

/** The tier of a council, by which services and teams are its own. */
export function tierOf(key: DemoAuthorityKey): CouncilTier {
  return tiers[key];
}

/** Whether an authority offers a service: a founder all of its tier, a joiner what it has brought so far. */
export function offersService(
  key: DemoAuthorityKey,
  service: Pick<ServiceDefinition, 'key' | 'group' | 'tier'>,
): boolean {
  const tier = tierOf(key);
  return isJoiner(key) ? joinerOffers(key, tier, service) : (service.tier as readonly string[]).includes(tier);
}

/** The demo's authorities: the partnership and its ten members. */
export function demoAuthorities(): DemoAuthority[] {
  return [...partnershipAndFounders(), ...demoJoiners()];
}

/** The partnership, a county with two districts, and a city. */
function partnershipAndFounders(): DemoAuthority[] {
  return [
    {
      ...shared('partnership', 'Westmoor and Castlebridge Partnership', 'The Partnership', 'WC'),
      tier: 'partnership',
      gssCode: 'E99999001',
      brandColour: '#3d4f5c',
      lines: [],
      openingHours: [],
    },
    {
      ...shared('westmoor', 'Westmoor County Council', 'Westmoor', 'WM'),
      tier: 'county',
      gssCode: 'E10999001',
      brandColour: '#1d5c45',
      languages: ['en', 'cy'],
      lines: [
        line('westmoor-main', '000', 'Main line', 'Westmoor County Council'),
        line('westmoor-highways', '001', 'Roads and pavements', 'Westmoor Highways'),
        line('westmoor-adults', '002', 'Adult social care', 'Westmoor Adult Social Care'),
        line('westmoor-libraries', '003', 'Libraries', 'Westmoor Libraries'),
      ],
      openingHours: [...weekdays('08:00', '18:00'), ...saturday('09:00', '13:00')],
    },
    {
      ...shared('dunmere', 'Dunmere District Council', 'Dunmere', 'DU'),
      tier: 'district',
      gssCode: 'E07999001',
      parentKey: 'westmoor',
      brandColour: '#14507d',
      lines: [
        line('dunmere-main', '010', 'Main line', 'Dunmere District Council'),
        line('dunmere-waste', '011', 'Bins and street cleaning', 'Dunmere Waste and Recycling'),
        line('dunmere-council-tax', '012', 'Council tax and benefits', 'Dunmere Council Tax'),
      ],
      openingHours: weekdays('08:30', '17:00'),
    },
    {
      ...shared('elmfold', 'Elmfold Borough Council', 'Elmfold', 'EL'),
      tier: 'district',
      gssCode: 'E07999002',
      parentKey: 'westmoor',
      brandColour: '#7a2e1d',
      languages: ['en', 'cy'],
      lines: [
        line('elmfold-main', '020', 'Main line', 'Elmfold Borough Council'),
        line('elmfold-council-tax', '021', 'Council tax and benefits', 'Elmfold Council Tax'),
      ],
      openingHours: weekdays('08:45', '17:00'),
    },
    {
      ...shared('castlebridge', 'City of Castlebridge Council', 'Castlebridge', 'CB'),
      tier: 'unitary',
      gssCode: 'E06999001',
      brandColour: '#5b2a6e',
      lines: [
        line('castlebridge-main', '030', 'Main line', 'City of Castlebridge Council'),
        line('castlebridge-streets', '031', 'Bins, streets and parking', 'Castlebridge Streets'),
        line('castlebridge-housing', '032', 'Housing and repairs', 'Castlebridge Homes'),
        line('castlebridge-council-tax', '033', 'Council tax and benefits', 'Castlebridge Council Tax'),
      ],
      openingHours: [...weekdays('08:00', '18:00'), ...saturday('09:00', '12:30')],
    },
  ];
}
