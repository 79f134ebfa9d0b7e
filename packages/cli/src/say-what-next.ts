import type { Io } from './io.js';

/** What is said under the plan of a reorganisation that isn't carried out yet, or has begun. */
export function sayWhatNext(
  io: Io,
  { code, obstacles }: { readonly code: string; readonly obstacles: readonly unknown[] },
  hasBegun: boolean,
): void {
  const again = `run the same again with -o confirm=${code}`;
  if (hasBegun) io.line(`It was confirmed and has begun. To go on where it stopped, ${again}`);
  else if (obstacles.length > 0) io.line('Nothing is changed yet. Settle what stands above first.');
  else io.line(`Nothing is changed yet. To do it, ${again}`);
}
