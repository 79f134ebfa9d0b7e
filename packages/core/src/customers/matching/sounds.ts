import { doubleMetaphone } from 'double-metaphone';
import { remembered } from '../../kernel/remembered.js';

const longestCode = 8;

/**
 * How a folded name sounds: one code, or two where it may be said in two ways (Lawrence Philips, "The Double Metaphone
 * Search Algorithm", C/C++ Users Journal, June 2000). None for a name without letters A to Z.
 */
export const soundsOf = remembered((name): readonly string[] => {
  const codes = /[a-z]/.test(name) ? doubleMetaphone(name).map((code) => code.slice(0, longestCode)) : [];
  return [...new Set(codes)].filter((code) => code !== '');
});

/** Whether two folded names can sound alike. */
export function soundAlike(a: string, b: string): boolean {
  const sounds = soundsOf(b);
  return soundsOf(a).some((sound) => sounds.includes(sound));
}
