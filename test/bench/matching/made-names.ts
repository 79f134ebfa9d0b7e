import { readHeritages } from '#core/app/demo/world/names/heritages.js';
import { capitalised } from '#core/kernel/capitalised.js';
import { nicknameGroups } from '#core/kernel/names/nickname-groups.js';
import { itemAt, type Chance } from '../world/chance.js';

const beginnings = (
  'Ash Ald Bar Beck Bel Black Brad Bram Brat Bridge Brock Bur But Cal Carl Cart Chad Clay Clif Cob Col Cop Cran Crow ' +
  'Dal Dar Den Dray Dun East Edge El Ever Far Fen Field Fol Ford Fos Gar Gil Gled Gra Green Had Hal Ham Har Hart Hat ' +
  'Haw Hay Hazel Heb Hol Hor Hux Ing Kem Ken Kil Kirk Knap Lang Lap Led Lin Lock Long Lud Mal Mar Mel Mid Mil Mor Nor ' +
  'Oak Or Pem Pen Pick Pres Rad Ram Red Ridge Rod Row Rush Sand Sel Shel Ship Shir Sned Stan Stock Sut Swin Tat Thorn ' +
  'Tod Tre Tur Up Wad Wal War Wat Wea Wes Whit Wid Wil Win Wood Wor Yar Yel'
).split(' ');
const endings = (
  'bank beck bourne bridge brook burn bury by church cliffe combe cote cott croft dale den don ell er ers ett field ' +
  'ford gate grave greaves ham hart hill holm house hurst ing ingham ington kin land lane ley lock low man mere moor ' +
  'more nell ness ock over pool ridge ridge rick row sett shaw side son stall stead stone ston thorne thwaite ton tree ' +
  'wall ward water way well wick wood worth wright yard'
).split(' ');

/** Surnames of a population: the demo's real ones are the commonest, then some nine thousand made ones. */
const surnames = [
  ...new Set([
    ...readHeritages().flatMap((heritage) => heritage.surnames),
    ...shuffled(beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending))),
  ]),
];
const forenames = nicknameGroups
  .split(';')
  .map((group) => group.trim().split(' '))
  .filter(([head = '']) => head.length > 2);
const otherForenames = readHeritages()
  .slice(1)
  .flatMap((heritage) => [...heritage.givenNames('woman', 1970), ...heritage.givenNames('man', 1970)]);

const surnameOdds = commonFirst(surnames.length, 10, 0.95);
const forenameOdds = commonFirst(forenames.length, 5, 0.9);

/** One surname in eighty is the commonest one, as Smith is; half the people have one of some hundreds. */
export function drawSurname(draw: Chance): string {
  return itemAt(surnames, placeIn(surnameOdds, draw.fraction()));
}

/** Fashion moves: which names are common depends on the decade. */
export function drawForename(draw: Chance, bornYear: number): string {
  if (draw.chance(0.25)) return draw.pick(otherForenames);
  const shift = Math.floor((bornYear - 1900) / 10) * 17;
  const [head = ''] = itemAt(forenames, (placeIn(forenameOdds, draw.fraction()) + shift) % forenames.length);
  return capitalised(head);
}

/** A name that goes with this one for short, if people have one. */
export function drawNickname(draw: Chance, forename: string): string | undefined {
  const group = forenames.find(([head]) => head === forename.toLowerCase());
  return group && group.length > 1 ? capitalised(draw.pick(group.slice(1))) : undefined;
}

/** The chance of the first, of the first two, and so on: each as 1 / (place + offset) to the power, after Zipf. */
function commonFirst(count: number, offset: number, power: number): Float64Array {
  const odds = Float64Array.from({ length: count }, (_, place) => (place + offset) ** -power);
  const all = odds.reduce((sum, one) => sum + one, 0);
  let sum = 0;
  return odds.map((one) => (sum += one / all));
}

function placeIn(odds: Float64Array, fraction: number): number {
  let [low, high] = [0, odds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((odds[middle] ?? 1) < fraction) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In an order that hangs on the texts alone. */
function shuffled(texts: readonly string[]): string[] {
  const rank = (text: string): number =>
    [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);
  return [...texts].sort((a, b) => Math.imul(rank(a), 0x9e3779b1) - Math.imul(rank(b), 0x9e3779b1));
}
