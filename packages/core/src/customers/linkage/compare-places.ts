import { compareTexts } from './compare-texts.js';
import { levelNumber } from './levels.js';
import { slots, type PackedRecords } from './packed-records.js';

const level = {
  same: levelNumber('address', 'same'),
  sameHouse: levelNumber('address', 'same-house'),
  postcode: levelNumber('address', 'postcode'),
  houseSlip: levelNumber('address', 'house-slip'),
  street: levelNumber('address', 'street'),
  area: levelNumber('address', 'area'),
  elsewhere: levelNumber('address', 'elsewhere'),
};

const width = slots.address;
const streetAlikeFrom = 0.9;
/** How two parts of addresses agree. */
const unknown = 0;
const same = 1;
const slip = 2;
const different = 3;

/**
 * The level of the addresses of two records, the closest of all that each has. House, street and postcode are one
 * comparison, because they hang together: a postcode is part of a street.
 */
export function comparePlaces(records: PackedRecords): (a: number, b: number) => number {
  const { house, street, postcode, sector, town } = records;
  const houses = compareTexts(records.houses);
  const streets = compareTexts(records.streets);
  const postcodes = compareTexts(records.postcodes);

  function compareHouses(a: number, b: number): number {
    if (a === 0 || b === 0) return unknown;
    if (a === b) return same;
    if (houses.isBeginning(a, b) || houses.isBeginning(b, a)) return slip;
    return Math.max(houses.length(a), houses.length(b)) > 1 && houses.isOneSlip(a, b) ? slip : different;
  }

  function compareStreets(a: number, b: number): number {
    if (a === 0 || b === 0) return unknown;
    if (a === b) return same;
    return streets.isOneSlip(a, b) || streets.likeness(a, b) >= streetAlikeFrom ? slip : different;
  }

  function comparePostcodes(a: number, b: number): number {
    if (a === 0 || b === 0) return unknown;
    if (a === b) return same;
    return postcodes.isOneSlip(a, b) ? slip : different;
  }

  function compareAddresses(a: number, b: number, sameTown: boolean): number {
    const codes = comparePostcodes(postcode[a]!, postcode[b]!);
    const doors = compareHouses(house[a]!, house[b]!);
    const roads = compareStreets(street[a]!, street[b]!);
    if (codes === unknown && doors === unknown && roads === unknown) return unknown;
    const roadFits = roads !== different;
    const roadSame = roads === same || roads === slip;
    if (doors === same && codes === same && roadFits) return level.same;
    if (doors === same && (roadSame || (codes === slip && roadFits))) return level.sameHouse;
    const close = (codes === same && roadFits) || (roadSame && (codes !== different || sameTown));
    if (close && doors === slip) return level.houseSlip;
    if (close && doors === unknown) return level.postcode;
    if (close) return level.street;
    if (codes === unknown && roads === unknown) return unknown;
    const sameSector = sector[a] !== 0 && sector[a] === sector[b];
    return codes === slip || codes === same || sameSector || roadSame || sameTown ? level.area : level.elsewhere;
  }

  return (a, b) => {
    const sameTown = town[a] !== 0 && town[a] === town[b];
    let best = unknown;
    for (let one = a * width; one < (a + 1) * width; one += 1) {
      for (let other = b * width; other < (b + 1) * width; other += 1) {
        const found = compareAddresses(one, other, sameTown);
        if (found !== unknown && (best === unknown || found < best)) best = found;
      }
    }
    return best;
  };
}
