/** Whether the fault tests run whole (`npm run test:faults`), or sampled within `npm test`. */
export const isWhole = process.env['MOOTHALL_TEST_FAULTS'] === 'whole';

/** How often a fault happens in this run. */
export function rounds(times: { sampled: number; whole: number }): number {
  return isWhole ? times.whole : times.sampled;
}

/** Time for a test whose rounds take about so long each, with room for a busy machine. */
export function timeFor(roundCount: number, eachMs: number): number {
  return 30_000 + roundCount * eachMs * 3;
}
