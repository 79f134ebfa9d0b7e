import { streetFirstWords, streetLastWords } from '#core/app/demo/world/street-names.js';
import type { DemoAuthorityKey } from '#core/app/demo/world/types.js';
import { chanceOf, idOf, kinds } from './chance.js';
import { councilOfCustomer, type Population } from './councils.js';

export interface BenchPlace {
  readonly id: string;
  /** 12 digits beginning 9999: no real property has one. */
  readonly uprn: string;
  readonly number: string;
  readonly street: string;
  readonly town: string;
  readonly postcode: string;
  /** "12 Mill Lane, Elmfold" */
  readonly line: string;
  readonly lat: number;
  readonly lon: number;
}

/** Two customers live at every place. */
export const customersPerPlace = 2;
const homesPerPostcode = 15;
const homesPerStreet = 30;

/** Areas that Royal Mail doesn't use. */
const outwardOf: Readonly<Record<DemoAuthorityKey, string>> = {
  westmoor: 'WX',
  dunmere: 'DX',
  elmfold: 'EX',
  castlebridge: 'XC',
  ...{ tarnsea: 'TX', havenhurst: 'XH', larkbourne: 'LX', kelderwick: 'KX' },
  ...{ 'joint-waste': 'JX', 'tarrow-fells': 'XF' },
};
const towns: Readonly<Record<DemoAuthorityKey, readonly string[]>> = {
  westmoor: ['Skelby', 'Hathersedge', 'Long Marston End', 'Wick Moor'],
  dunmere: ['Dunmere', 'Quarry Bank Top'],
  elmfold: ['Elmfold', 'Nether Elm'],
  castlebridge: ['Castlebridge'],
  ...{ tarnsea: ['Tarnsea'], havenhurst: ['Havenhurst'], larkbourne: ['Larkbourne'], kelderwick: ['Kelderwick'] },
  ...{ 'joint-waste': ['Sandholme'], 'tarrow-fells': ['Fellgate'] },
};
const letters = 'ABDEFGHJLNPQRSTUWXYZ';

/** The home of customers `2 × index` and `2 × index + 1`. */
export function placeAt(index: number, population: Population): BenchPlace {
  const council = councilOfCustomer(index * customersPerPlace, population);
  const street = Math.floor(index / homesPerStreet);
  const draw = chanceOf(kinds.place, street);
  const name = `${draw.pick(streetFirstWords)} ${draw.pickCommon(streetLastWords)}`;
  const town = draw.pick(towns[council]);
  const number = String((index % homesPerStreet) + 1);
  return {
    id: idOf(kinds.place, index),
    uprn: `9999${String(index).padStart(8, '0')}`,
    number,
    street: name,
    town,
    postcode: postcodeOf(outwardOf[council], Math.floor(index / homesPerPostcode)),
    line: `${number} ${name}, ${town}`,
    lat: 52 + draw.fraction() * 0.5,
    lon: -2.5 - draw.fraction() * 0.5,
  };
}

/** "WX12 3AB": a different one for each number up to about 360,000 in an area. */
function postcodeOf(area: string, index: number): string {
  const inward = `${letters[index % 20]}${letters[Math.floor(index / 20) % 20]}`;
  const rest = Math.floor(index / 400);
  return `${area}${1 + (Math.floor(rest / 10) % 99)} ${rest % 10}${inward}`;
}
