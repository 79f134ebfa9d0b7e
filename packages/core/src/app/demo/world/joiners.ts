import type { ServiceDefinition } from '../../../services/index.js';
import { line, shared, weekdays } from './authority-parts.js';
import type { DemoAuthority, DemoAuthorityKey, DemoJoinerKey } from './types.js';

/** Who joined the partnership since: two more districts of the county, two unitaries by the sea, and two joint bodies. */
export function demoJoiners(): DemoAuthority[] {
  return [
    {
      ...shared('larkbourne', 'Larkbourne District Council', 'Larkbourne', 'LB'),
      tier: 'district',
      gssCode: 'E07999003',
      parentKey: 'westmoor',
      brandColour: '#0b5a6b',
      lines: [line('larkbourne-main', '040', 'Main line', 'Larkbourne District Council')],
      openingHours: weekdays('09:00', '17:00'),
    },
    {
      ...shared('kelderwick', 'Kelderwick Borough Council', 'Kelderwick', 'KW'),
      tier: 'district',
      gssCode: 'E07999004',
      parentKey: 'westmoor',
      brandColour: '#5a4a00',
      lines: [
        line('kelderwick-main', '050', 'Main line', 'Kelderwick Borough Council'),
        line('kelderwick-council-tax', '051', 'Council tax', 'Kelderwick Council Tax'),
      ],
      openingHours: weekdays('08:30', '16:30'),
    },
    {
      ...shared('tarnsea', 'Tarnsea Council', 'Tarnsea', 'TS'),
      tier: 'unitary',
      gssCode: 'E06999002',
      brandColour: '#004b87',
      lines: [
        line('tarnsea-main', '060', 'Main line', 'Tarnsea Council'),
        line('tarnsea-streets', '061', 'Bins, streets and parking', 'Tarnsea Streets'),
      ],
      openingHours: weekdays('08:30', '17:30'),
    },
    {
      ...shared('havenhurst', 'Havenhurst Council', 'Havenhurst', 'HH'),
      tier: 'unitary',
      gssCode: 'E06999003',
      brandColour: '#8a1c3b',
      lines: [line('havenhurst-main', '070', 'Main line', 'Havenhurst Council')],
      openingHours: weekdays('08:00', '20:00'),
    },
    {
      ...shared('joint-waste', 'Westmoor Joint Waste Authority', 'Joint Waste', 'JW'),
      tier: 'joint',
      brandColour: '#3f5a14',
      lines: [line('joint-waste-main', '080', 'Bins and recycling', 'Westmoor Joint Waste')],
      openingHours: weekdays('07:00', '16:00'),
    },
    {
      ...shared('tarrow-fells', 'Tarrow Fells National Park Authority', 'Tarrow Fells', 'TF'),
      tier: 'joint',
      brandColour: '#4a3b78',
      lines: [line('tarrow-fells-main', '090', 'Main line', 'Tarrow Fells National Park')],
      openingHours: weekdays('09:00', '16:30'),
    },
  ];
}

/** Where a joint body stands in for the councils: whole areas, or one village of an area. */
export const jointAreas: Readonly<
  Record<'joint-waste' | 'tarrow-fells', readonly { readonly areaKey: DemoAuthorityKey; readonly village?: string }[]>
> = {
  'joint-waste': [{ areaKey: 'larkbourne' }, { areaKey: 'kelderwick' }],
  'tarrow-fells': [{ areaKey: 'kelderwick', village: 'Fellgate' }],
};

/** Whether a joint body stands in for the council at a place. */
export function isInJointArea(
  key: keyof typeof jointAreas,
  place: { readonly areaKey: DemoAuthorityKey; readonly locality?: string },
): boolean {
  return jointAreas[key].some(
    ({ areaKey, village }) => place.areaKey === areaKey && (village === undefined || village === place.locality),
  );
}

/** What a joiner offers so far: groups of the catalogue, and services by key. A founder offers all of its tier. */
const offers: Readonly<Record<DemoJoinerKey, readonly string[]>> = {
  larkbourne: ['Streets and parks', 'Council tax', 'Voting and elections', 'The council'],
  kelderwick: ['Streets and parks', 'Council tax', 'Planning and building', 'Licences', 'The council'],
  tarnsea: ['Roads and pavements', 'Bins and recycling', 'Council tax', 'The council'],
  havenhurst: ['Adult social care and travel', 'Bins and recycling', 'Housing', 'Parking', 'The council'],
  'joint-waste': [
    ...['assisted-collection', 'bulky-waste', 'clinical-waste', 'garden-waste', 'missed-bin-collection', 'new-bin'],
    ...['complaint', 'compliment', 'general-enquiry', 'freedom-of-information'],
  ],
  'tarrow-fells': [
    ...['planning-enquiry', 'planning-comment', 'planning-breach', 'tree-works', 'rights-of-way'],
    ...['complaint', 'compliment', 'general-enquiry', 'freedom-of-information'],
  ],
};

export function joinerOffers(
  key: DemoJoinerKey,
  tier: string,
  service: Pick<ServiceDefinition, 'key' | 'group' | 'tier'>,
): boolean {
  if (offers[key].includes(service.key)) return true;
  return offers[key].includes(service.group) && (service.tier as readonly string[]).includes(tier);
}

export function isJoiner(key: DemoAuthorityKey): key is DemoJoinerKey {
  return key in offers;
}
