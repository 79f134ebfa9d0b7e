import type { Dataset } from '../build/dataset.js';
import type { Chance } from '../world/chance.js';
import { rangeOfCouncil } from '../world/councils.js';
import { customerAt, type BenchCustomer } from '../world/customers.js';

/** Whose records an adviser of the load reads: all members', or Castlebridge's. */
export type Readership = 'all' | 'castlebridge';

/** One of the customers that an adviser may read. */
export function drawCustomer(dataset: Dataset, draw: Chance, reads: Readership): BenchCustomer {
  const { from, to } = reads === 'all' ? { from: 0, to: dataset.customers } : rangeOfCouncil(reads, dataset);
  return customerAt(from + draw.below(to - from), dataset);
}
