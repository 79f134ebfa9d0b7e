import type { Random } from '../random.js';

export type Sex = 'woman' | 'man';

/** Surnames that a woman has in another form than a man of her family. */
const womansForm: Readonly<Record<string, string>> = { Singh: 'Kaur', Miah: 'Begum', Uddin: 'Khatun', Raja: 'Bibi' };
const mansForm: Readonly<Record<string, string>> = { Kaur: 'Singh', Begum: 'Miah', Khatun: 'Uddin', Bibi: 'Raja' };

/** A family's surname as a woman or man of it has it: Singh and Kaur, Wiśniewski and Wiśniewska. */
export function surnameFor(sex: Sex, familyName: string): string {
  if (sex === 'man') return mansForm[familyName] ?? familyName;
  return womansForm[familyName] ?? familyName.replace(/([sc]k|dzk)i$/, '$1a');
}

/** A title, or none: a quarter of people don't give one. */
export function titleFor(random: Random, sex: Sex, age: number): string | undefined {
  if (random.chance(0.25)) return undefined;
  if (random.chance(0.02)) return 'Dr';
  if (random.chance(0.008)) return 'Mx';
  if (sex === 'man') return 'Mr';
  return age > 55 ? random.pick(['Mrs', 'Mrs', 'Mrs', 'Ms']) : random.pick(['Ms', 'Miss', 'Mrs', 'Ms']);
}
