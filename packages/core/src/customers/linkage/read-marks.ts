import { foldWords } from '../../kernel/names/fold-words.js';
import type { LinkageRecord } from './linkage-record.js';

const manWords = new Set('mr sir lord master male man m boy'.split(' '));
const womanWords = new Set('mrs ms miss lady dame female woman f girl'.split(' '));
const suffixWords: Readonly<Record<string, number>> = {
  jr: 1,
  jnr: 1,
  jun: 1,
  junior: 1,
  younger: 1,
  sr: 2,
  snr: 2,
  sen: 2,
  senior: 2,
  elder: 2,
  ii: 3,
  iii: 4,
  iv: 5,
};

/** What a record's title, sex and suffix say of the person, as `PackedRecords.marks` holds it. */
export function readMarks({ title, sex, suffix, lastName }: LinkageRecord): number {
  const [word = ''] = foldWords(sex ?? title ?? '');
  const sexMark = manWords.has(word) ? 1 : womanWords.has(word) ? 2 : 0;
  const last =
    foldWords(suffix ?? '').at(-1) ??
    foldWords(lastName ?? '')
      .slice(1)
      .at(-1) ??
    '';
  return sexMark + 4 * (suffixWords[last] ?? 0);
}

/** Whether a folded word tells generations apart rather than being a name: jr, senior, iii. */
export function isSuffix(word: string): boolean {
  return suffixWords[word] !== undefined;
}
