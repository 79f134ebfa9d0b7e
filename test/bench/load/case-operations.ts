import type { Kernel } from '#core/kernel/kernel.js';
import type { Dataset } from '../build/dataset.js';
import type { Chance } from '../world/chance.js';
import type { Operation } from './samples.js';

export async function caseSamples(
  _kernel: Kernel,
  _dataset: Dataset,
  _draw: Chance,
  _samples: number,
): Promise<Operation[]> {
  return [];
}
