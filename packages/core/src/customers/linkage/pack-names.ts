import { nicknameGroupsOf } from '../../kernel/names/nicknames.js';
import { soundsOf } from '../matching/sounds.js';
import { openDictionary, type Dictionary } from './dictionary.js';
import { sharedInts, type PackedNames } from './packed-records.js';

/** What each distinct name sounds like and which nicknames it goes with, worked out once. */
export function packNames(names: Dictionary): PackedNames {
  const sounds = openDictionary();
  const texts = names.texts();
  const sound = sharedInts(texts.length);
  const otherSound = sharedInts(texts.length);
  const groupStarts = new Uint32Array(new SharedArrayBuffer(4 * (texts.length + 1)));
  const groups: number[] = [];
  texts.forEach((name, number) => {
    const [first = '', second = ''] = soundsOf(name);
    // A name without letters A to Z sounds like itself alone.
    sound[number] = sounds.number(first === '' && name !== '' ? `=${name}` : first);
    otherSound[number] = sounds.number(second);
    groups.push(...nicknameGroupsOf(name));
    groupStarts[number + 1] = groups.length;
  });
  const packedGroups = sharedInts(groups.length);
  packedGroups.set(groups);
  return { ...names.pack(), sound, otherSound, groups: packedGroups, groupStarts };
}
