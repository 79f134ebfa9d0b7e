import { notParsed, parsed } from './parsed.js';
import type { Parsed } from './parsed.js';

/** An amount in whole pence, never a fraction and never a float of pounds; negative for a refund or a debt. */
export interface Money {
  readonly pence: number;
  readonly currency: 'GBP';
}

/** Where a fraction of a penny goes. `half-up`: 0.5 away from nought; `half-even`: 0.5 to the even penny; `down`: nearer nought. */
export type Rounding = 'up' | 'down' | 'half-up' | 'half-even';

/** A fraction kept exact: 20% is `{ numerator: 20, denominator: 100 }`. */
export interface Ratio {
  numerator: number;
  denominator: number;
}

export type MoneyFault =
  'amount_missing' | 'amount_unreadable' | 'pence_unreadable' | 'amount_negative' | 'amount_too_large';

/** Money from whole pence. Throws RangeError for parts of a penny and beyond what a number holds exactly. */
export function moneyOf(pence: number): Money {
  if (!Number.isSafeInteger(pence)) throw new RangeError(`Money is whole pence, not ${pence}`);
  return { pence: pence === 0 ? 0 : pence, currency: 'GBP' };
}

/**
 * Reads an amount that a person types: `12.50`, `£1,200`, `1200`, `£0.05`. Pence take two digits, commas stand between
 * thousands. `label` is what the amount is, without an article: "fee".
 */
export function parseMoney(input: string, { label = 'amount' }: { label?: string } = {}): Parsed<Money, MoneyFault> {
  const text = input.trim();
  if (text === '' || text === '£') return notParsed('amount_missing', `Enter the ${label}`);
  if (/^£?\s*[-−]|^[-−]/.test(text)) return notParsed('amount_negative', `Enter the ${label} as £0 or more`);
  const match = /^£?\s*(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(text);
  if (!match) return notParsed('amount_unreadable', `Enter the ${label} in pounds and pence, like 12.50`);
  const [, pounds = '', pence] = match;
  if (pence !== undefined && pence.length !== 2)
    return notParsed('pence_unreadable', `Enter the pence of the ${label} as 2 digits, like 12.50`);
  const total = Number(pounds.replaceAll(',', '')) * 100 + Number(pence ?? 0);
  if (!Number.isSafeInteger(total)) return notParsed('amount_too_large', `Enter the ${label} as a smaller amount`);
  return parsed(moneyOf(total));
}

/** "£12.50", "£1,200.00", "-£3.20"; with `wholePounds: 'short'` "£1,200" where there are no pence. */
export function formatMoney(
  { pence }: Money,
  { wholePounds = 'full' }: { wholePounds?: 'full' | 'short' } = {},
): string {
  const size = Math.abs(pence);
  const rest = size % 100;
  const pounds = String((size - rest) / 100).replace(/\B(?=(\d{3})+$)/g, ',');
  const penceText = rest === 0 && wholePounds === 'short' ? '' : `.${String(rest).padStart(2, '0')}`;
  return `${pence < 0 ? '-' : ''}£${pounds}${penceText}`;
}

/** The sum of any number of amounts; nothing adds up to £0. Throws RangeError when it is too large to hold exactly. */
export function addMoney(...amounts: readonly Money[]): Money {
  return amounts.reduce((sum, { pence }) => moneyOf(sum.pence + pence), moneyOf(0));
}

export function subtractMoney(from: Money, amount: Money): Money {
  return moneyOf(from.pence - amount.pence);
}

/** Negative when `a` is less, 0 when equal, positive when more: for sorting and for comparing. */
export function compareMoney(a: Money, b: Money): number {
  return a.pence - b.pence;
}

/**
 * An amount times a whole number or an exact ratio, the part of a penny going where `rounding` says. A float factor is
 * refused (RangeError): 0.2 isn't a fifth; give `{ numerator: 1, denominator: 5 }`.
 */
export function multiplyMoney(amount: Money, by: number | Ratio, rounding: Rounding): Money {
  const { numerator, denominator } = typeof by === 'number' ? { numerator: by, denominator: 1 } : by;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    throw new RangeError(`Money is multiplied by whole numbers or a ratio of them, not ${numerator}/${denominator}`);
  const product = BigInt(amount.pence) * BigInt(numerator);
  return moneyOf(Number(divideRounded(product, BigInt(denominator), rounding)));
}

/**
 * Shares an amount out by weights to the last penny: the parts add up to the amount, and each is within a penny of its
 * exact share. Left-over pence go to the largest left-over fractions, the earlier first. Throws RangeError for weights
 * that are negative or all nought.
 */
export function shareOutMoney(amount: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + wholeWeight(weight), 0n);
  if (total === 0n) throw new RangeError('Money is shared out by at least one weight above nought');
  const sign = amount.pence < 0 ? -1 : 1;
  const size = BigInt(Math.abs(amount.pence));
  const shares = weights.map((weight, index) => {
    const exact = size * BigInt(weight);
    return { index, pence: Number(exact / total), left: exact % total };
  });
  let leftPence = Number(size) - shares.reduce((sum, { pence }) => sum + pence, 0);
  for (const share of shares.toSorted((a, b) => Number(b.left - a.left) || a.index - b.index)) {
    if (leftPence-- <= 0) break;
    share.pence += 1;
  }
  return shares.map(({ pence }) => moneyOf(sign * pence));
}

function wholeWeight(weight: number): bigint {
  if (!Number.isSafeInteger(weight) || weight < 0)
    throw new RangeError(`A weight is a whole number from 0, not ${weight}`);
  return BigInt(weight);
}

function divideRounded(product: bigint, denominator: bigint, rounding: Rounding): bigint {
  const whole = product / denominator; // towards nought
  const left = product % denominator;
  if (left === 0n) return whole;
  const awayFromNought = product < 0n ? whole - 1n : whole + 1n;
  const twiceLeft = left < 0n ? -2n * left : 2n * left;
  switch (rounding) {
    case 'down':
      return whole;
    case 'up':
      return awayFromNought;
    case 'half-up':
      return twiceLeft >= denominator ? awayFromNought : whole;
    case 'half-even':
      if (twiceLeft === denominator) return whole % 2n === 0n ? whole : awayFromNought;
      return twiceLeft > denominator ? awayFromNought : whole;
  }
}
