import { streetFirstWords, streetLastWords } from '#core/app/demo/world/street-names.js';
import { chanceOf, type Chance } from '../world/chance.js';
import { drawForename, drawSurname } from './made-names.js';

export interface MadeHome {
  readonly house: string;
  readonly street: string;
  readonly postcode: string;
}

/** Somebody as they truly are. */
export interface MadePerson {
  /** Two records are one person's if this is the same. */
  readonly person: number;
  readonly forename: string;
  readonly surname: string;
  /** Eight digits. */
  readonly born: number;
  readonly home: MadeHome;
  readonly telephone: string | undefined;
  readonly email: string | undefined;
}

const seeds = { household: 101, member: 102, home: 103, mistakes: 104 } as const;
const homesPerPostcode = 15;
const homesPerStreet = 40;
const letters = 'ABDEFGHJLNPQRSTUWXYZ';
/** One home in two hundred is a hostel, whose residents share its number and nothing else. */
const hostels = 0.005;
const hostelResidents = 12;

interface Member {
  readonly surname: string;
  readonly bornYear: number;
  readonly forename: string;
  readonly born: number;
}

/** People by household, from number 0 on, until `enough`. The same people each time. */
export function* makePeople(enough: number): Generator<MadePerson> {
  let person = 0;
  for (let household = 0; person < enough; household += 1) {
    const draw = chanceOf(seeds.household, household);
    const home = homeAt(household);
    const members = draw.chance(hostels) ? strangers(draw) : family(draw);
    const landline = draw.chance(0.5) ? numberAt(household, '01632') : undefined;
    const sharedEmail = draw.chance(0.06) ? `home${household}@post.example` : undefined;
    for (const { forename, surname, born } of members) {
      if (person >= enough) return;
      const own = draw.chance(0.85) ? numberAt(person, '07700') : undefined;
      const telephone = landline !== undefined && draw.chance(0.5) ? landline : own;
      const address = `${forename}.${surname}${(person * 7) % 1000}@post.example`
        .toLowerCase()
        .replace(/[^a-z0-9.@]/g, '');
      const email = draw.chance(0.6) ? (sharedEmail ?? address) : undefined;
      yield { person, forename, surname, born, home, telephone, email };
      person += 1;
    }
  }
}

/** A home that somebody moves to: any, the `number`th of the town. */
export function homeAt(number: number): MadeHome {
  const street = chanceOf(seeds.home, Math.floor(number / homesPerStreet));
  const postcode = Math.floor(number / homesPerPostcode);
  const unit = letters.charAt(Math.floor(postcode / 20) % 20) + letters.charAt(postcode % 20);
  const sector = Math.floor(postcode / 400);
  return {
    house: String((number % homesPerStreet) + 1),
    street: `${street.pick(streetFirstWords)} ${street.pickCommon(streetLastWords)}`,
    postcode: `DM${1 + (Math.floor(sector / 10) % 90)} ${sector % 10}${unit}`,
  };
}

export function mistakesOf(record: number): Chance {
  return chanceOf(seeds.mistakes, record);
}

/** Parents and children: most share a surname, some a forename or a birthday too. */
function family(draw: Chance): Member[] {
  const chance = draw.fraction();
  const size = 1 + [0.3, 0.64, 0.8, 0.94].filter((limit) => chance > limit).length;
  const surname = drawSurname(draw);
  const headBorn = 1925 + draw.below(75);
  const members = [memberOf(draw, surname, headBorn)];
  if (size > 1)
    members.push(memberOf(draw, draw.chance(0.75) ? surname : drawSurname(draw), headBorn - 6 + draw.below(13)));
  while (members.length < size) members.push(childOf(draw, surname, headBorn, members));
  return members;
}

function childOf(draw: Chance, surname: string, headBorn: number, members: readonly Member[]): Member {
  const [head] = members;
  const sibling = members.length > 2 ? members.at(-1) : undefined;
  const child = memberOf(draw, draw.chance(0.92) ? surname : drawSurname(draw), headBorn + 18 + draw.below(22));
  if (sibling && draw.chance(0.03)) return { ...child, born: sibling.born };
  return head && draw.chance(0.03) ? { ...child, forename: head.forename, surname: head.surname } : child;
}

function strangers(draw: Chance): Member[] {
  return Array.from({ length: hostelResidents }, () => memberOf(draw, drawSurname(draw), 1950 + draw.below(55)));
}

function memberOf(draw: Chance, surname: string, bornYear: number): Member {
  const forename = drawForename(draw, bornYear);
  return { surname, bornYear, forename, born: bornYear * 10_000 + (1 + draw.below(12)) * 100 + 1 + draw.below(28) };
}

/** Ofcom keeps a thousand numbers of each area for drama. A million people need more, and these are never stored. */
function numberAt(number: number, area: '01632' | '07700'): string {
  return `${area}${String((number * 387_421) % 1_000_000).padStart(6, '0')}`;
}
