'use strict';
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const { EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } =
  Runner.constants;
const graceMs = 10_000;

/** A line for each outermost suite, the failures in full at the end, and the counts in a file for `npm test`. */
module.exports = class ByOutermostSuite extends reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    let suite;
    const isOutermost = ({ parent }) => parent?.root === true;
    const count = (outcome) => () => suite && suite[outcome]++;
    runner.on(EVENT_SUITE_BEGIN, (begun) => {
      if (isOutermost(begun)) suite = { passed: 0, failed: 0, skipped: 0, began: performance.now() };
    });
    runner.on(EVENT_TEST_PASS, count('passed'));
    runner.on(EVENT_TEST_FAIL, count('failed'));
    runner.on(EVENT_TEST_PENDING, count('skipped'));
    runner.on(EVENT_SUITE_END, (ended) => {
      if (isOutermost(ended) && suite.passed + suite.failed + suite.skipped > 0) printSuite(ended.title, suite);
    });
    runner.once(EVENT_RUN_END, () => {
      this.epilogue();
      writeCounts(this.stats);
      endWhenLeftOpen();
    });
  }
};

function printSuite(title, { passed, failed, skipped, began }) {
  const counts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} FAILED`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const sign = failed > 0 ? '✖' : skipped > 0 ? '!' : '✔';
  console.log(`  ${sign} ${title}: ${counts.join(', ')} (${Math.round(performance.now() - began)} ms)`);
}

function writeCounts({ passes, failures, pending }) {
  const file = process.env.MOOTHALL_TEST_RESULTS;
  if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
}

/** A server or timer that a test forgot would keep the run going for ever. */
function endWhenLeftOpen() {
  setTimeout(() => {
    console.error(`The tests left something open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, graceMs).unref();
}
