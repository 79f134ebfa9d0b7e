import { expect } from 'chai';
import type { Effort } from './hands.js';

/** What a task may take, after the page is open. */
export interface EffortLimit extends Effort {
  readonly task: string;
}

/** Says how much a task took, and fails when that is more than it may. */
export function expectEffort({ keys, clicks }: Effort, limit: EffortLimit): void {
  console.log(`    ${limit.task}: ${keys} keys of ${limit.keys}, ${clicks} clicks of ${limit.clicks}`);
  expect(keys, `keys for: ${limit.task}`).to.be.at.most(limit.keys);
  expect(clicks, `clicks for: ${limit.task}`).to.be.at.most(limit.clicks);
}
