import { itemAt, type Random } from './random.js';
import type { Settlement } from './settlements.js';
import { streetFirstWords, streetLastWords, welshStreetNames } from './street-names.js';
import type { DemoStreet } from './types.js';

/** Streets in Dunmere whose bins were left this morning; they are laid out first, so that every seed has them. */
export const failedRoundStreets: readonly string[] = [
  'Saddler Street',
  'Tanner Row',
  'Weaver Close',
  'Ropewalk Lane',
  'Chandler Avenue',
  'Fuller Way',
];

/** What a settlement's first street is called; shops and public buildings stand on it. */
export const mainStreets: readonly string[] = ['High Street', 'Main Street', 'Stryd Fawr'];

/** A street as laid out on the ground, with how many homes it takes. */
export interface LaidStreet {
  street: DemoStreet;
  settlement: Settlement;
  homes: number;
  latitude: number;
  longitude: number;
  /** Degrees from one house number to the next. */
  step: { latitude: number; longitude: number };
}

/** Lays out the streets of the settlements, numbered from `first` on. A street's name occurs once in its district or city. */
export function layStreets(random: Random, settlements: readonly Settlement[], first = 0): LaidStreet[] {
  const postcodes = postcodeGiver(random.fork('postcodes'));
  const usedNames = new Set<string>();
  const streets: LaidStreet[] = [];
  for (const settlement of settlements) {
    let left = settlement.homes;
    for (let position = 0; left > 0; position += 1) {
      const homes = Math.min(left, random.whole(14, 44));
      const usrn = String(90_100_000 + (first + streets.length) * 37);
      const name = position === 0 ? mainStreet(settlement) : streetName(random, settlement, position, usedNames);
      const outward = itemAt(settlement.outwardCodes, position % settlement.outwardCodes.length);
      const street: DemoStreet = {
        usrn,
        name,
        ...(settlement.name === settlement.town ? {} : { locality: settlement.name }),
        town: settlement.town,
        wardName: itemAt(settlement.wards, position % settlement.wards.length),
        areaKey: settlement.areaKey,
        postcodes: Array.from({ length: Math.ceil(homes / 24) }, () => postcodes(outward)),
      };
      streets.push({ street, settlement, homes, ...ground(random, settlement) });
      left -= homes;
    }
  }
  return streets;
}

function mainStreet(settlement: Settlement): string {
  if (settlement.welshNames) return 'Stryd Fawr';
  return settlement.name === settlement.town ? 'High Street' : 'Main Street';
}

function streetName(random: Random, settlement: Settlement, position: number, used: Set<string>): string {
  const fixed = settlement.name === 'Dunmere' ? failedRoundStreets[position - 1] : undefined;
  for (;;) {
    const name = fixed ?? drawName(random, settlement);
    const key = `${settlement.areaKey}/${name}`;
    if (used.has(key) || (!fixed && failedRoundStreets.includes(name))) continue;
    used.add(key);
    return name;
  }
}

function drawName(random: Random, settlement: Settlement): string {
  if (settlement.welshNames && random.chance(0.6)) return random.pick(welshStreetNames);
  return `${random.pickCommon(streetFirstWords)} ${random.pickCommon(streetLastWords)}`;
}

/** A place to begin and a direction to go in; about ten metres between house numbers. */
function ground(random: Random, settlement: Settlement): Pick<LaidStreet, 'latitude' | 'longitude' | 'step'> {
  const bearing = random.fraction() * 2 * Math.PI;
  const distance = settlement.radius * Math.sqrt(random.fraction());
  const heading = random.fraction() * 2 * Math.PI;
  return {
    latitude: settlement.latitude + Math.sin(bearing) * distance,
    longitude: settlement.longitude + (Math.cos(bearing) * distance) / 0.61,
    step: { latitude: Math.sin(heading) * 0.00009, longitude: (Math.cos(heading) * 0.00009) / 0.61 },
  };
}

/** Letters of the second half of a postcode; C, I, K, M, O and V aren't used there. */
const inwardLetters = 'ABDEFGHJLNPQRSTUWXYZ';

function postcodeGiver(random: Random): (outward: string) => string {
  const given = new Set<string>();
  const letter = () => inwardLetters.charAt(random.whole(0, inwardLetters.length - 1));
  return (outward) => {
    for (;;) {
      const postcode = `${outward} ${random.whole(1, 9)}${letter()}${letter()}`;
      if (given.has(postcode)) continue;
      given.add(postcode);
      return postcode;
    }
  };
}
