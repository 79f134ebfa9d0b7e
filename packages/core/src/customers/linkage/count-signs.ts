import { slots, type PackedRecords } from './packed-records.js';

/**
 * Counts signs of likeness, by numbers alone and in some tens of nanoseconds: most pairs that share a date of birth or a
 * postcode share nothing else, and need not be compared in full. Names that sound alike, two parts of the date of
 * birth, house, postcode and what lies around it are a sign each; names swapped are two.
 */
export function countSigns(records: PackedRecords): (a: number, b: number) => number {
  const { names, forename, surname, born, house, street, postcode, sector, town } = records;
  const { sound, chars, starts } = names;
  const addressWidth = slots.address;
  const nameWidth = slots.surname;

  function nameSigns(a: number, b: number): number {
    const [firstA, firstB] = [forename[a]!, forename[b]!];
    const [lastA, lastB] = [surname[a * nameWidth]!, surname[b * nameWidth]!];
    const [soundFirstA, soundFirstB, soundLastA, soundLastB] = [
      sound[firstA]!,
      sound[firstB]!,
      sound[lastA]!,
      sound[lastB]!,
    ];
    let signs = 0;
    if (soundFirstA !== 0 && soundFirstA === soundFirstB) signs += 1;
    if (soundLastA !== 0 && soundLastA === soundLastB) signs += 1;
    if (signs > 0) return signs;
    if (soundFirstA !== 0 && soundFirstA === soundLastB) signs += 1;
    if (soundLastA !== 0 && soundLastA === soundFirstB) signs += 1;
    if (signs > 0) return signs;
    return startAlike(firstA, firstB) && startAlike(lastA, lastB) ? 1 : 0;
  }

  function startAlike(a: number, b: number): boolean {
    return a !== 0 && b !== 0 && chars[starts[a]!] === chars[starts[b]!];
  }

  function addressSigns(a: number, b: number): number {
    const [one, other] = [a * addressWidth, b * addressWidth];
    let signs = 0;
    if (house[one] !== 0 && house[one] === house[other]) signs += 1;
    if (postcode[one] !== 0 && postcode[one] === postcode[other]) return signs + 1;
    if (sector[one] !== 0 && sector[one] === sector[other]) return signs + 1;
    if (street[one] !== 0 && street[one] === street[other]) return signs + 1;
    return town[a] !== 0 && town[a] === town[b] ? signs + 1 : signs;
  }

  return (a, b) => nameSigns(a, b) + bornSigns(born[a]!, born[b]!) + addressSigns(a, b);
}

function bornSigns(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  if (a === b) return 1;
  const years = Math.floor(a / 10_000) === Math.floor(b / 10_000) ? 1 : 0;
  const months = Math.floor(a / 100) % 100 === Math.floor(b / 100) % 100 ? 1 : 0;
  const days = a % 100 === b % 100 ? 1 : 0;
  return years + months + days >= 2 ? 1 : 0;
}
