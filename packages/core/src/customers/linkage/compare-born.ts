import { levelNumber } from './levels.js';

const level = {
  same: levelNumber('born', 'same'),
  slip: levelNumber('born', 'slip'),
  twoParts: levelNumber('born', 'two-parts'),
  sameYear: levelNumber('born', 'same-year'),
  different: levelNumber('born', 'different'),
  generation: levelNumber('born', 'generation'),
};

/** The years between a parent and a child. */
const generationFrom = 15;
const generationTo = 50;
const digits = 8;

/** The level of two dates of birth, each as eight digits. A slip is one wrong digit, two exchanged, or day for month. */
export function compareBorn(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  if (a === b) return level.same;
  if (isOneSlip(a, b) || isDayForMonth(a, b)) return level.slip;
  const years = Math.floor(a / 10_000) - Math.floor(b / 10_000);
  const sameMonth = Math.floor((a % 10_000) / 100) === Math.floor((b % 10_000) / 100);
  const sameDay = a % 100 === b % 100;
  if (Number(years === 0) + Number(sameMonth) + Number(sameDay) >= 2) return level.twoParts;
  if (years === 0) return level.sameYear;
  const apart = Math.abs(years);
  return apart >= generationFrom && apart <= generationTo ? level.generation : level.different;
}

function isDayForMonth(a: number, b: number): boolean {
  const [dayA, monthA] = [a % 100, Math.floor(a / 100) % 100];
  return Math.floor(a / 10_000) === Math.floor(b / 10_000) && dayA === Math.floor(b / 100) % 100 && monthA === b % 100;
}

function isOneSlip(a: number, b: number): boolean {
  let [restA, restB, differing, lastA, lastB] = [a, b, 0, 0, 0];
  let isExchange = false;
  for (let place = 0; place < digits; place += 1) {
    const [digitA, digitB] = [restA % 10, restB % 10];
    if (digitA !== digitB) {
      differing += 1;
      if (differing > 2) return false;
      isExchange = differing === 2 && place > 0 && digitA === lastB && digitB === lastA;
    }
    [lastA, lastB] = [digitA, digitB];
    restA = Math.floor(restA / 10);
    restB = Math.floor(restB / 10);
  }
  return differing === 1 || isExchange;
}
