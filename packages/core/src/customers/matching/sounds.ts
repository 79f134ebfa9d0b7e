import { doubleMetaphone } from 'double-metaphone';

const remembered = new Map<string, readonly string[]>();
const mostRemembered = 20_000;
const longestCode = 8;

/**
 * How a folded name sounds: one code, or two where it may be said in two ways (Lawrence Philips, "The Double Metaphone
 * Search Algorithm", C/C++ Users Journal, June 2000). None for a name without letters A to Z.
 */
export function soundsOf(name: string): readonly string[] {
  let sounds = remembered.get(name);
  if (!sounds) {
    const codes = /[a-z]/.test(name) ? doubleMetaphone(name).map((code) => code.slice(0, longestCode)) : [];
    sounds = [...new Set(codes)].filter((code) => code !== '');
    // Surnames repeat: an import of a million people has some tens of thousands.
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(name, sounds);
  }
  return sounds;
}

/** Whether two folded names can sound alike. */
export function soundAlike(a: string, b: string): boolean {
  const sounds = soundsOf(b);
  return soundsOf(a).some((sound) => sounds.includes(sound));
}
