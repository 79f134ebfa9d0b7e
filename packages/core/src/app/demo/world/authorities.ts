import type { DemoAuthority, DemoAuthorityKey, DemoLine, DemoOpeningHours, DemoOwnerKey, DemoTier } from './types.js';

/** The four councils' keys, county first. */
export const councilKeys: readonly DemoAuthorityKey[] = ['westmoor', 'dunmere', 'elmfold', 'castlebridge'];

export type CouncilTier = Exclude<DemoTier, 'partnership'>;

const tiers: Readonly<Record<DemoAuthorityKey, CouncilTier>> = {
  westmoor: 'county',
  dunmere: 'district',
  elmfold: 'district',
  castlebridge: 'unitary',
};

/** The tier of a council, by which services and teams are its own. */
export function tierOf(key: DemoAuthorityKey): CouncilTier {
  return tiers[key];
}

/** The demo's authorities: the partnership, a county with two districts, and a city. */
export function demoAuthorities(): DemoAuthority[] {
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

function shared(key: DemoOwnerKey, name: string, shortName: string, prefix: string) {
  const domain = `${key}.example`;
  return {
    key,
    name,
    shortName,
    prefix,
    bankHolidayNation: 'england-and-wales' as const,
    languages: ['en'] as ('en' | 'cy')[],
    website: `https://www.${domain}`,
    email: `contact@${domain}`,
  };
}

/** Ofcom keeps 01632 960000 to 960999 for fiction; the councils take the first hundred. */
function line(key: string, lastThree: string, label: string, answerAs: string): DemoLine {
  return { key, number: `+441632960${lastThree}`, display: `01632 960${lastThree}`, label, answerAs };
}

function weekdays(opens: string, closes: string): DemoOpeningHours[] {
  return [1, 2, 3, 4, 5].map((weekday) => hours(weekday, opens, closes));
}

function saturday(opens: string, closes: string): DemoOpeningHours[] {
  return [hours(6, opens, closes)];
}

function hours(weekday: number, opens: string, closes: string): DemoOpeningHours {
  return { weekday, opensAtMinute: minuteOfDay(opens), closesAtMinute: minuteOfDay(closes) };
}

function minuteOfDay(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}
