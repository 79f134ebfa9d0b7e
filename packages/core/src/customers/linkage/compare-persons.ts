import { compareTexts } from './compare-texts.js';
import { levelNumber, shifts } from './levels.js';
import { slots, type PackedRecords } from './packed-records.js';

const forename = {
  same: levelNumber('forename', 'same'),
  slip: levelNumber('forename', 'slip'),
  nickname: levelNumber('forename', 'nickname'),
  sound: levelNumber('forename', 'sound'),
  initial: levelNumber('forename', 'initial'),
  swapped: levelNumber('forename', 'swapped'),
  different: levelNumber('forename', 'different'),
};
const surname = {
  same: levelNumber('surname', 'same'),
  slip: levelNumber('surname', 'slip'),
  sound: levelNumber('surname', 'sound'),
  part: levelNumber('surname', 'part'),
  initial: levelNumber('surname', 'initial'),
  near: levelNumber('surname', 'near'),
  different: levelNumber('surname', 'different'),
};
const person = {
  agrees: levelNumber('person', 'agrees'),
  sexDiffers: levelNumber('person', 'sex-differs'),
  suffixDiffers: levelNumber('person', 'suffix-differs'),
};

const width = slots.surname;
/** As similar as two slips in a name of ten letters leave it. */
const slipFrom = 0.95;
const nearFrom = 0.86;
/** Shorter names are one slip from too many others. */
const shortestSlip = 4;

/** Compares forenames, surnames and what tells persons of one name apart; answers their part of a pattern. */
export function comparePersons(records: PackedRecords): (a: number, b: number) => number {
  const { names, forename: first, middle, surname: last, marks } = records;
  const text = compareTexts(names);
  const { sound, otherSound, groups, groupStarts } = names;

  function soundAlike(a: number, b: number): boolean {
    const [one, other] = [sound[a]!, sound[b]!];
    if (one === 0 || other === 0) return false;
    if (one === other) return true;
    return (otherSound[a] !== 0 && otherSound[a] === other) || (otherSound[b] !== 0 && otherSound[b] === one);
  }

  function areNicknames(a: number, b: number): boolean {
    for (let at = groupStarts[a]!; at < groupStarts[a + 1]!; at += 1)
      for (let other = groupStarts[b]!; other < groupStarts[b + 1]!; other += 1)
        if (groups[at] === groups[other]) return true;
    return false;
  }

  /** One letter that the other begins with, or a beginning of it: J or Jo for Joan. */
  function isShortened(a: number, b: number): boolean {
    return text.length(a) <= text.length(b) ? text.isBeginning(a, b) : text.isBeginning(b, a);
  }

  function isSlip(a: number, b: number, likeness: number): boolean {
    if (likeness === 0 || Math.min(text.length(a), text.length(b)) < shortestSlip) return false;
    return likeness >= slipFrom || text.isOneSlip(a, b);
  }

  function compareForenames(a: number, b: number): number {
    const [one, other] = [first[a]!, first[b]!];
    if (one === 0 || other === 0) return 0;
    if (one === other) return forename.same;
    if (areNicknames(one, other) || one === middle[b] || other === middle[a]) return forename.nickname;
    if (isShortened(one, other)) return forename.initial;
    const likeness = text.likeness(one, other);
    if (isSlip(one, other, likeness)) return forename.slip;
    return likeness >= nearFrom || soundAlike(one, other) ? forename.sound : forename.different;
  }

  function shareSurname(a: number, b: number): boolean {
    for (let one = 0; one < width; one += 1) {
      const name = last[a * width + one]!;
      if (name === 0) return false;
      for (let other = 0; other < width; other += 1) if (name === last[b * width + other]) return true;
    }
    return false;
  }

  function compareSurnames(a: number, b: number): number {
    const [one, other] = [last[a * width]!, last[b * width]!];
    if (one === 0 || other === 0) return 0;
    if (one === other) return surname.same;
    if (shareSurname(a, b)) return surname.part;
    const likeness = text.likeness(one, other);
    if (isSlip(one, other, likeness)) return surname.slip;
    if (isShortened(one, other)) return surname.initial;
    if (soundAlike(one, other)) return surname.sound;
    return likeness >= nearFrom ? surname.near : surname.different;
  }

  /** Each one's forename stands as the other's surname, one of the two perhaps with a slip. */
  function areSwapped(a: number, b: number): boolean {
    const [firstA, lastA, firstB, lastB] = [first[a]!, last[a * width]!, first[b]!, last[b * width]!];
    if (firstA === 0 || lastB === 0) return false;
    const across = firstA === lastB;
    const back = firstB !== 0 && lastA === firstB;
    if (across && back) return true;
    if (!across && !back) return false;
    const [one, other] = across ? [lastA, firstB] : [firstA, lastB];
    return one === 0 || other === 0 || (one !== other && text.likeness(one, other) >= nearFrom);
  }

  function compareMarks(a: number, b: number): number {
    const [one, other] = [marks[a]!, marks[b]!];
    if (one >> 2 !== 0 && other >> 2 !== 0 && one >> 2 !== other >> 2) return person.suffixDiffers;
    const [sexOne, sexOther] = [one & 3, other & 3];
    if (sexOne === 0 || sexOther === 0) return 0;
    return sexOne === sexOther ? person.agrees : person.sexDiffers;
  }

  return (a, b) => {
    const marked = compareMarks(a, b) << shifts.person;
    const forenames = compareForenames(a, b);
    // Swapped is one fact, and the forename's level tells it: the surname then says nothing more.
    if (forenames !== forename.same && areSwapped(a, b)) return (forename.swapped << shifts.forename) | marked;
    return (forenames << shifts.forename) | (compareSurnames(a, b) << shifts.surname) | marked;
  };
}
