import { africanHeritages } from './african.js';
import { britishHeritages } from './british.js';
import { easternHeritages } from './eastern.js';
import { europeanHeritages } from './european.js';
import { southAsianHeritages } from './south-asian.js';

/**
 * First names and surnames that go together. In each list the common ones stand first; names are separated by spaces,
 * with `_` for a space inside a name.
 */
export interface Heritage {
  name: string;
  /** Households in a thousand. */
  perThousand: number;
  women: NamesByAge;
  men: NamesByAge;
  surnames: string;
  /** BCP 47 tag of a language besides English that some of them prefer. */
  language?: string;
  /** Share of them, 0 to 1, who ask for that language. */
  prefersLanguage?: number;
}

/** Fashion moves: the same list for all where only `any` is given. */
export interface NamesByAge {
  /** Born before 1965. */
  elder?: string;
  /** Born 1965 to 1989. */
  middle?: string;
  /** Born since. */
  younger?: string;
  any?: string;
}

/** A heritage with its lists read, ready to draw from. */
export interface ReadHeritage {
  name: string;
  perThousand: number;
  surnames: readonly string[];
  language?: string;
  prefersLanguage: number;
  givenNames(sex: 'woman' | 'man', bornYear: number): readonly string[];
}

/** The mixture of names in the demo's area: mostly English and Welsh, as varied as a middling English county and city. */
export function readHeritages(): ReadHeritage[] {
  return [
    ...britishHeritages,
    ...southAsianHeritages,
    ...europeanHeritages,
    ...africanHeritages,
    ...easternHeritages,
  ].map(readHeritage);
}

function readHeritage(heritage: Heritage): ReadHeritage {
  const women = readNamesByAge(heritage.women);
  const men = readNamesByAge(heritage.men);
  return {
    name: heritage.name,
    perThousand: heritage.perThousand,
    surnames: words(heritage.surnames),
    ...(heritage.language ? { language: heritage.language } : {}),
    prefersLanguage: heritage.prefersLanguage ?? 0,
    givenNames: (sex, bornYear) => (sex === 'woman' ? women : men)(bornYear),
  };
}

function readNamesByAge(names: NamesByAge): (bornYear: number) => readonly string[] {
  const any = words(names.any ?? '');
  const [elder, middle, younger] = [names.elder, names.middle, names.younger].map((list) => words(list ?? ''));
  const filled = (list: readonly string[] | undefined) => (list && list.length > 0 ? list : any);
  return (bornYear) => filled(bornYear < 1965 ? elder : bornYear < 1990 ? middle : younger);
}

function words(list: string): readonly string[] {
  return list
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('_', ' '));
}
