import type { LinkageRecord } from '#core/customers/linkage/linkage-record.js';
import type { Chance } from '../world/chance.js';
import { drawNickname } from './made-names.js';
import { homeAt, type MadePerson } from './made-people.js';

/** How often each mistake is made, in each field of a duplicate. */
export const mistakeRates = { slip: 0.15, missing: 0.1, shortened: 0.05, swapped: 0.03, moved: 0.1 } as const;

/** A person's record as it was first made: right in all it says, though not everything is known. */
export function firstRecord(person: MadePerson, draw: Chance): LinkageRecord {
  return recordOf({ ...person, born: draw.chance(0.03) ? 0 : person.born });
}

/** The same person put on record again by somebody in a hurry. */
export function spoiledRecord(person: MadePerson, draw: Chance, homes: number): LinkageRecord {
  const moved = draw.chance(mistakeRates.moved);
  const home = moved ? homeAt(draw.below(homes)) : person.home;
  const landline = moved && person.telephone?.startsWith('01632');
  const names = [spoilForename(person.forename, draw), spoil(person.surname, draw)] as const;
  const [forename, surname] = draw.chance(mistakeRates.swapped) ? [names[1], names[0]] : names;
  return recordOf({
    forename,
    surname,
    born: spoilBorn(person.born, draw),
    home: {
      house: spoil(home.house, draw, '0123456789'),
      street: spoil(draw.chance(mistakeRates.shortened) ? shortenStreet(home.street) : home.street, draw),
      postcode: spoil(home.postcode, draw, 'ABDEFGHJLNPQRSTUWXYZ0123456789'),
    },
    telephone: landline ? undefined : person.telephone && spoil(person.telephone, draw, '0123456789'),
    email: person.email && spoil(person.email, draw),
  });
}

type Written = Pick<MadePerson, 'forename' | 'surname' | 'born' | 'home' | 'telephone' | 'email'>;

function recordOf({ forename, surname, born, home, telephone, email }: Written): LinkageRecord {
  return {
    firstNames: forename,
    lastName: surname,
    born: born === 0 ? undefined : born,
    telephones: telephone ? [telephone] : [],
    emails: email ? [email] : [],
    addresses: [home],
  };
}

function spoilForename(forename: string, draw: Chance): string {
  if (!draw.chance(mistakeRates.shortened)) return spoil(forename, draw);
  const nickname = draw.chance(0.7) ? drawNickname(draw, forename) : undefined;
  return nickname ?? forename.charAt(0);
}

function spoil(text: string, draw: Chance, alphabet = 'abcdefghijklmnopqrstuvwxyz'): string {
  if (draw.chance(mistakeRates.missing)) return '';
  return draw.chance(mistakeRates.slip) ? slipIn(text, draw, alphabet) : text;
}

/** A key pressed too often, not at all, wrongly, or in the wrong order. */
function slipIn(text: string, draw: Chance, alphabet: string): string {
  const at = draw.below(text.length);
  const letter = alphabet.charAt(draw.below(alphabet.length));
  const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  switch (draw.below(4)) {
    case 0:
      return before + letter + here + after;
    case 1:
      return text.length > 1 ? before + after : letter;
    case 2:
      return before + letter + after;
    default:
      return before + after.charAt(0) + here + after.slice(1);
  }
}

function spoilBorn(born: number, draw: Chance): number {
  if (draw.chance(mistakeRates.missing)) return 0;
  const [year, month, day] = [Math.floor(born / 10_000), Math.floor(born / 100) % 100, born % 100];
  if (draw.chance(mistakeRates.swapped) && day <= 12) return year * 10_000 + day * 100 + month;
  if (!draw.chance(mistakeRates.slip)) return born;
  const place = draw.below(6);
  const unit = 10 ** place;
  const digit = Math.floor(born / unit) % 10;
  return born + (draw.below(10) - digit) * unit;
}

const shortStreets: readonly (readonly [RegExp, string])[] = [
  [/Street$/, 'St'],
  [/Road$/, 'Rd'],
  [/Lane$/, 'Ln'],
  [/Avenue$/, 'Ave'],
  [/Close$/, 'Cl'],
];

function shortenStreet(street: string): string {
  return shortStreets.reduce((text, [long, short]) => text.replace(long, short), street);
}
