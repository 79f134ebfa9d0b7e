import type { CostLine } from '../record/field-spec.js';

export interface SavingCosts {
  readonly beforeCosts: readonly CostLine[];
  readonly afterCosts: readonly CostLine[];
}

export interface Saving {
  readonly beforePence: number;
  readonly afterPence: number;
  /** Negative when it costs more than before. */
  readonly savedPence: number;
}

export const lineTotal = ({ quantity, unitPence }: CostLine): number => quantity * unitPence;

/** Quantity times price, line by line, added up; then what it cost less what it costs. */
export function savingOf({ beforeCosts, afterCosts }: SavingCosts): Saving {
  const [beforePence, afterPence] = [sum(beforeCosts), sum(afterCosts)];
  return { beforePence, afterPence, savedPence: beforePence - afterPence };
}

const sum = (lines: readonly CostLine[]): number => lines.reduce((total, line) => total + lineTotal(line), 0);
