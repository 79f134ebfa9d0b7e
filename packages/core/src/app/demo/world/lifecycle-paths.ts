import type { Lifecycle, Transition } from '../../../services/index.js';
import { findStatus } from '../../../services/index.js';
import type { Random } from './random.js';

/** Ways through a lifecycle from its first status to a closed one, no status twice, at most five steps. */
export interface LifecyclePaths {
  draw(random: Random): readonly Transition[];
}

/** Finds the paths once; most draws end in the commonest good ending, some wait on the way, few are cancelled. */
export function lifecyclePaths(lifecycle: Lifecycle): LifecyclePaths {
  const paths = walk(lifecycle, lifecycle.initial, []);
  if (paths.length === 0) throw new Error(`Lifecycle ${lifecycle.name} never closes`);
  const usual = lifecycle.statuses.find(({ kind }) => kind === 'closed')?.key;
  const waits = (path: readonly Transition[]) => path.some(({ to }) => findStatus(lifecycle, to)?.kind === 'waiting');
  const good = paths.filter((path) => path.at(-1)?.to === usual);
  const straight = good.filter((path) => !waits(path));
  const waiting = good.filter(waits);
  const other = paths.filter((path) => path.at(-1)?.to !== usual && !waits(path));
  return {
    draw: (random) => {
      const kind = random.fraction();
      if (kind < 0.72 && straight.length > 0) return random.pick(straight);
      if (kind < 0.88 && waiting.length > 0) return random.pick(waiting);
      return random.pick(other.length > 0 ? other : paths);
    },
  };
}

function walk(lifecycle: Lifecycle, status: string, taken: readonly Transition[]): (readonly Transition[])[] {
  if (findStatus(lifecycle, status)?.kind === 'closed') return [taken];
  if (taken.length === 5) return [];
  return lifecycle.transitions
    .filter(({ from, to }) => from === status && to !== lifecycle.initial && !taken.some((step) => step.from === to))
    .flatMap((step) => walk(lifecycle, step.to, [...taken, step]));
}
