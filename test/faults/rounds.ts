import { engines, type Engine } from '#core/testing/harness.js';

/** Whether the fault tests run whole (`npm run test:faults`), or sampled within `npm test`. */
export const isWhole = process.env['MOOTHALL_TEST_FAULTS'] === 'whole';

/**
 * The engines of a suite of faults: both in a whole run, one within `npm test`. What such a suite does runs on both of
 * them there without faults, in the tests of its capability.
 */
export function enginesOf({ sampled }: { sampled: Engine }): readonly Engine[] {
  return isWhole ? engines : [sampled];
}

/** How often a fault happens in this run. */
export function rounds(times: { sampled: number; whole: number }): number {
  return isWhole ? times.whole : times.sampled;
}

/** Time for a test whose rounds take about so long each, with room for a busy machine. */
export function timeFor(roundCount: number, eachMs: number): number {
  return 30_000 + roundCount * eachMs * 3;
}
