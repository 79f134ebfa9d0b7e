import { readHeritages, type ReadHeritage } from '#core/app/demo/world/names/heritages.js';
import type { DemoAuthorityKey } from '#core/app/demo/world/types.js';
import type { LocalDate } from '#core/kernel/clock.js';
import { dateOfParts } from '#core/kernel/local-date.js';
import { chanceOf, idOf, itemAt, kinds, type Chance } from './chance.js';
import { councilOfCustomer, type Population } from './councils.js';
import { customersPerPlace, placeAt, type BenchPlace } from './places.js';

export interface BenchCustomer {
  readonly id: string;
  readonly council: DemoAuthorityKey;
  readonly title: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly bornOn: LocalDate;
  /** E.164; 85 of a hundred have one. */
  readonly telephone: string | undefined;
  /** 60 of a hundred have one. */
  readonly email: string | undefined;
  /** A council tax account; 45 of a hundred have one. */
  readonly account: string | undefined;
  readonly place: BenchPlace;
}

const heritages = readHeritages();
const heritageChooser = heritages.flatMap((heritage) => Array.from({ length: heritage.perThousand }, () => heritage));

/** The customer of that number. Invented: the 01632 area has no subscribers. */
export function customerAt(index: number, population: Population): BenchCustomer {
  const draw = chanceOf(kinds.customer, index);
  const home = Math.floor(index / customersPerPlace);
  const household = chanceOf(kinds.occupancy, home);
  const heritage = household.pick(heritageChooser);
  const surname = household.pickCommon(heritage.surnames);
  const sex = draw.chance(0.5) ? 'woman' : 'man';
  const bornYear = 1930 + draw.below(77);
  const firstName = draw.pickCommon(heritage.givenNames(sex, bornYear));
  const lastName = draw.chance(0.8) ? surname : otherSurname(draw, heritage);
  return {
    id: idOf(kinds.customer, index),
    council: councilOfCustomer(index, population),
    title: sex === 'man' ? 'Mr' : draw.pick(['Mrs', 'Ms', 'Miss']),
    firstName,
    lastName,
    bornOn: dateOfParts(bornYear, 1 + draw.below(12), 1 + draw.below(28)),
    telephone: draw.chance(0.85) ? `+441632${String(100_000 + (index % 900_000))}` : undefined,
    email: draw.chance(0.6) ? `${latin(firstName)}.${latin(lastName)}${index}@post.example` : undefined,
    account: draw.chance(0.45) ? String(70_000_000 + index) : undefined,
    place: placeAt(home, population),
  };
}

function otherSurname(draw: Chance, heritage: ReadHeritage): string {
  return draw.pickCommon(draw.chance(0.8) ? itemAt(heritages, 0).surnames : heritage.surnames);
}

function latin(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
