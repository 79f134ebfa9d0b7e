import { InvalidArgumentError } from 'commander';

/** How many processes an option asks for. @throws InvalidArgumentError */
export function processCount(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 64) throw new InvalidArgumentError('Use a whole number from 1 to 64.');
  return count;
}
