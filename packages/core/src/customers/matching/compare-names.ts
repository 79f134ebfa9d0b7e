import type { NameWords } from './name-words.js';
import { areNicknames } from '../../kernel/names/nicknames.js';
import { soundAlike } from './sounds.js';

/** How two folded words of names agree, the closest first. */
export type NameAgreement = 'same' | 'nickname' | 'sound' | 'initial' | 'part' | 'none';

/** How a typed or given word agrees with a name. `part` is a beginning of it of two letters or more. */
export function compareWords(word: string, name: string): NameAgreement {
  if (word === '' || name === '') return 'none';
  if (word === name) return 'same';
  if (areNicknames(word, name)) return 'nickname';
  if (word.length > 1 && name.startsWith(word)) return 'part';
  if (word.length === 1 || name.length === 1) return word[0] === name[0] ? 'initial' : 'none';
  return soundAlike(word, name) ? 'sound' : 'none';
}

/** The closest agreement between any surname of one and any of the other. Nicknames are for first names only. */
export function compareSurnames(a: NameWords, b: NameWords): 'same' | 'sound' | 'none' {
  const found = a.surnames.flatMap((one) => b.surnames.map((other) => compareWords(one, other)));
  if (found.includes('same')) return 'same';
  return a.surnames.some((one) => b.surnames.some((other) => soundAlike(one, other))) ? 'sound' : 'none';
}

/** How the two first names agree; undefined when one of them isn't known. */
export function compareFirstNames(a: NameWords, b: NameWords): NameAgreement | undefined {
  const [one] = a.firstNames;
  const [other] = b.firstNames;
  if (one === undefined || other === undefined) return undefined;
  return one.length <= other.length ? compareWords(one, other) : compareWords(other, one);
}
