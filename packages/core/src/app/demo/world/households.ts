import { aPerson, type CustomerContext } from './customer-records.js';
import { addDays, partsOf } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { readHeritages, type ReadHeritage } from './names/heritages.js';
import { surnameFor, titleFor, type Sex } from './names/name-customs.js';
import { settlements } from './settlements.js';
import { weightedChooser, type Random } from './random.js';
import type { DemoAuthorityKey, DemoCustomer, DemoPlace } from './types.js';

/** Draws the customers of one address, one to three people who mostly share a name and sometimes a telephone. */
export type DrawHousehold = (place: DemoPlace, authorityKey: DemoAuthorityKey) => DemoCustomer[];

/** A drawer of households from the area's mixture of names. */
export function households(context: CustomerContext): DrawHousehold {
  const { random } = context;
  const heritages = readHeritages();
  const welsh = heritages.find((heritage) => heritage.name === 'Welsh');
  const choose = weightedChooser(heritages.map((heritage) => [heritage, heritage.perThousand] as const));
  const villages = new Set(settlements.filter((each) => each.welshNames).map((each) => each.name));
  return (place, authorityKey) => {
    const border = villages.has(place.locality ?? '') && random.chance(0.55);
    const heritage = border && welsh ? welsh : choose(random);
    return drawMembers(context, heritage, place, authorityKey);
  };
}

function drawMembers(
  context: CustomerContext,
  heritage: ReadHeritage,
  place: DemoPlace,
  authorityKey: DemoAuthorityKey,
): DemoCustomer[] {
  const { random } = context;
  const size = place.kind === 'bedsit' ? 1 : random.pick([1, 1, 1, 1, 2, 2, 2, 3]);
  const familyName = drawFamilyName(random, heritage);
  const headAge = drawAge(random);
  const landline = size > 1 && random.chance(0.45) ? context.contacts.landline() : undefined;
  const used = new Set<string>();
  return Array.from({ length: size }, (_, position) => {
    const age = memberAge(random, headAge, position);
    const sex: Sex = position === 1 && random.chance(0.8) ? 'man' : random.chance(0.56) ? 'woman' : 'man';
    const bornOn = addDays(localDateAt(context.startAt), -Math.round(age * 365.25) - random.whole(0, 364));
    const givenName = unusedName(random, heritage.givenNames(sex, partsOf(bornOn).year), used);
    const shared = position === 0 || random.chance(0.82) ? familyName : drawFamilyName(random, heritage);
    const title = titleFor(random, sex, age);
    const language = heritage.language && random.chance(heritage.prefersLanguage) ? heritage.language : undefined;
    return aPerson(context, {
      authorityKey,
      givenName,
      familyName: surnameFor(sex, shared),
      ...(title ? { title } : {}),
      bornOn,
      ...(language ? { language } : {}),
      place,
      position,
      ...(landline ? { landline } : {}),
    });
  });
}

/** Adults, most between thirty and seventy. */
function drawAge(random: Random): number {
  return Math.round(19 + (random.fraction() + random.fraction() + random.fraction()) * 25);
}

/** A partner of about the same age, then a grown-up child or a parent who lives with them. */
function memberAge(random: Random, headAge: number, position: number): number {
  if (position === 0) return headAge;
  if (position === 1) return Math.max(18, headAge + random.whole(-6, 6));
  return headAge > 44 ? random.whole(18, headAge - 22) : Math.min(96, headAge + random.whole(22, 32));
}

function drawFamilyName(random: Random, heritage: ReadHeritage): string {
  const name = random.pickCommon(heritage.surnames);
  if (heritage.name !== 'English' || !random.chance(0.02)) return name;
  const other = random.pick(heritage.surnames);
  return other === name ? name : `${name}-${other}`;
}

function unusedName(random: Random, names: readonly string[], used: Set<string>): string {
  for (;;) {
    const name = random.pickCommon(names);
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}
