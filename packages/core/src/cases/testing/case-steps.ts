import type { TestWorld } from '../../testing/harness.js';
import { changeStatus } from '../commands/change-status.js';
import { getCase } from '../queries.js';
import type { CaseWorld } from './case-world.js';

/** How the officer of a case world looks at a case and moves it. */
export function caseSteps(world: () => TestWorld, here: () => CaseWorld) {
  return {
    read: (id: string) => world().read(here().officer, getCase, { id }),
    move: (caseId: string, event: string, expectedVersion: number, more: object = {}) =>
      world().run(here().officer, changeStatus, { caseId, event, expectedVersion, ...more }),
  };
}
