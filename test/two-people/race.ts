import { AppError } from '#core/kernel/errors.js';

export interface RaceResult<T> {
  readonly won: readonly T[];
  /** Codes of the refusals. */
  readonly lost: readonly string[];
}

/** Starts all of them at once. @throws what fails in another way than by a refusal that a person can understand */
export async function race<T>(runs: readonly (() => Promise<T>)[]): Promise<RaceResult<T>> {
  const results = await Promise.allSettled(runs.map((run) => run()));
  const won: T[] = [];
  const lost: string[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') won.push(result.value);
    else if (result.reason instanceof AppError && result.reason.status < 500) lost.push(result.reason.code);
    else throw result.reason;
  }
  return { won, lost };
}

/** As many runs, told apart by their number. */
export function times<T>(count: number, run: (number: number) => Promise<T>): (() => Promise<T>)[] {
  return Array.from({ length: count }, (_, number) => () => run(number));
}
