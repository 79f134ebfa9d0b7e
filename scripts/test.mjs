#!/usr/bin/env node
// Runs every check and test of the checkout, and ends with a line such as "812 passed, 0 failed".
//   npm test [-- --fast] [-- --grep "words of a title"]
import { parseArgs } from 'node:util';
import { runBrowserJourneys } from './test/browser.mjs';
import { runMocha } from './test/mocha.mjs';
import { findDovecot } from './test/dovecot.mjs';
import { findSlapd } from './test/slapd.mjs';
import { findPostgres } from './test/postgres.mjs';
import { conclude, runStage, runStages } from './test/stage.mjs';
import { assets, staticChecks, typeCheck } from './test/static-checks.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

const { values } = parseArgs({
  options: { fast: { type: 'boolean', default: false }, grep: { type: 'string' } },
});
const grep = values.grep === undefined ? [] : ['--grep', values.grep];

const testsIn = (folder) => `.build/test/${folder}/**/*.test.js`;
const without = (files) => files.flatMap((file) => ['--ignore', file]);

/** They judge how soon a server answers, so that nothing else may run beside them. */
const byTheClock = ['faults/serving', 'http'].map(testsIn);
const inBrowsers = testsIn('browser');
/** They ask every route, or write every kind of record. */
const ofEachRoute = [
  ...['matrix', 'openapi', 'restricted', 'second-lock', 'tenancy', 'tenancy-routes'].map(
    (name) => `.build/test/${name}.test.js`,
  ),
  testsIn('two-people'),
];

/** Several runs, so that both processors have work until the end. */
const units = {
  title: 'Tests of each capability',
  work: () => runMocha(['packages/*/dist/**/*.test.js', 'examples/*/dist/**/*.test.js', ...grep]),
};
const routes = {
  title: 'Tests of each route',
  work: () => runMocha([...ofEachRoute, ...grep], {}, { prints: 'at its end' }),
};
const across = {
  title: 'Tests across capabilities',
  work: () => {
    const others = without([...ofEachRoute, inBrowsers, ...byTheClock]);
    return runMocha(['.build/test/**/*.test.js', ...others, ...grep], {}, { prints: 'at its end' });
  },
};
const journeys = { title: 'Browser journeys', work: () => runBrowserJourneys(grep) };
const answers = [
  { title: 'Faults of a server that serves', work: () => runMocha([testsIn('faults/serving'), ...grep]) },
  { title: 'Answers by the clock', work: () => runMocha([testsIn('http'), ...grep], {}, { prints: 'at its end' }) },
];

const results = [
  ...(await runStages([typeCheck, assets], { atOnce: 1 })),
  // By itself: Debian installs one thing at a time.
  await runStage('PostgreSQL to test on', findPostgres),
  await runStage('Dovecot to test on', findDovecot),
  await runStage('slapd to test on', findSlapd),
  // Each keeps one processor busy. In this order both have work until the end.
  ...(await runStages([...(values.fast ? [] : [journeys]), across, routes, units, ...staticChecks], { atOnce: 2 })),
  ...(await runStages(answers, { atOnce: 1 })),
];

conclude(results);
