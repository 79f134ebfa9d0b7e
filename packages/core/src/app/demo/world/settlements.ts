import type { DemoAuthorityKey } from './types.js';

/** A town, village or city quarter, with what its streets need. */
export interface Settlement {
  /** As in the address; for a village the locality. */
  name: string;
  town: string;
  areaKey: DemoAuthorityKey;
  wards: string[];
  /** Outward halves of its postcodes, all invented. */
  outwardCodes: string[];
  latitude: number;
  longitude: number;
  /** Degrees from the middle to its edge. */
  radius: number;
  homes: number;
  /** Share of homes that are flats. */
  flats: number;
  welshNames: boolean;
}

/** Of the founders' areas: homes and other places altogether, before blocks of flats are counted as buildings. */
export const settlements: readonly Settlement[] = [
  place(
    'dunmere',
    'Dunmere',
    'Dunmere',
    ['Dunmere Town', 'Dunmere Mere', 'Dunmere Hollins'],
    ['DM1', 'DM2'],
    [52.61, -2.71],
    950,
    0.18,
  ),
  place('dunmere', 'Westmoor Cross', 'Westmoor Cross', ['Westmoor Cross'], ['WM1', 'WM2'], [52.65, -2.62], 340, 0.14),
  place('dunmere', 'Thornby Magna', 'Dunmere', ['Thornby and Ashlow'], ['DM3'], [52.57, -2.75], 190, 0.03),
  place('dunmere', 'Ashlow', 'Dunmere', ['Thornby and Ashlow'], ['DM3'], [52.55, -2.69], 110, 0),
  place('dunmere', 'Cold Haverley', 'Dunmere', ['Haverley Vale'], ['DM4'], [52.66, -2.79], 130, 0),
  place('dunmere', 'Pentre Wern', 'Dunmere', ['Haverley Vale'], ['DM5'], [52.63, -2.88], 120, 0, 'Welsh names'),
  place(
    'elmfold',
    'Elmfold',
    'Elmfold',
    ['Elmfold Central', 'Elmfold Park', 'Elmfold Tollbar'],
    ['EF1', 'EF2'],
    [52.48, -2.8],
    820,
    0.2,
  ),
  place('elmfold', 'Hensford', 'Elmfold', ['Hensford'], ['EF3'], [52.45, -2.71], 260, 0.08),
  place('elmfold', 'Upper Tarrow', 'Elmfold', ['Tarrow Valley'], ['EF4'], [52.42, -2.84], 150, 0),
  place('elmfold', 'Nether Saltham', 'Elmfold', ['Tarrow Valley'], ['EF4'], [52.4, -2.79], 110, 0),
  place('elmfold', 'Llanfelin', 'Elmfold', ['Llanfelin'], ['EF5'], [52.46, -2.94], 160, 0, 'Welsh names'),
  place('castlebridge', 'Castlebridge', 'Castlebridge', ['Abbey', 'Castle'], ['CB91'], [52.53, -2.5], 480, 0.34),
  place('castlebridge', 'Quayside', 'Castlebridge', ['Quayside'], ['CB92'], [52.52, -2.49], 260, 0.5),
  place('castlebridge', 'Northgate', 'Castlebridge', ['Northgate', 'Foundry'], ['CB93'], [52.55, -2.5], 430, 0.16),
  place('castlebridge', "St Oswin's", 'Castlebridge', ["St Oswin's"], ['CB94'], [52.53, -2.53], 250, 0.12),
  place('castlebridge', 'Priory Fields', 'Castlebridge', ['Priory Fields'], ['CB95'], [52.51, -2.52], 240, 0.1),
];

/** Of the areas of those that joined since. */
export const joinersSettlements: readonly Settlement[] = [
  place(
    'larkbourne',
    'Larkbourne',
    'Larkbourne',
    ['Larkbourne Town', 'Larkbourne Mill'],
    ['LB1'],
    [52.7, -2.7],
    230,
    0.15,
  ),
  place('larkbourne', 'Sandholme', 'Larkbourne', ['Sandholme'], ['LB2'], [52.73, -2.66], 70, 0),
  place('kelderwick', 'Kelderwick', 'Kelderwick', ['Kelderwick Central'], ['KW1'], [52.38, -2.66], 210, 0.1),
  place('kelderwick', 'Fellgate', 'Kelderwick', ['Fellgate and the Tarrow'], ['KW2'], [52.36, -2.74], 60, 0),
  place('tarnsea', 'Tarnsea', 'Tarnsea', ['Harbour', 'Promenade', 'Saltings'], ['TS1', 'TS2'], [52.56, -2.3], 280, 0.3),
  place(
    'havenhurst',
    'Havenhurst',
    'Havenhurst',
    ['Old Haven', 'Hurst Park'],
    ['HH1', 'HH2'],
    [52.44, -2.34],
    280,
    0.2,
  ),
];

function place(
  areaKey: DemoAuthorityKey,
  name: string,
  town: string,
  wards: string[],
  outwardCodes: string[],
  [latitude, longitude]: [number, number],
  homes: number,
  flats: number,
  names: 'English names' | 'Welsh names' = 'English names',
): Settlement {
  const radius = 0.004 + Math.sqrt(homes) * 0.0004;
  const welshNames = names === 'Welsh names';
  return { areaKey, name, town, wards, outwardCodes, latitude, longitude, radius, homes, flats, welshNames };
}
