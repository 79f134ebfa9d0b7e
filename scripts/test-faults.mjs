#!/usr/bin/env node
// Runs the fault tests whole: hundreds of kills and power cuts, a database locked for half a minute, and the like.
// `npm test` runs the same tests with few rounds. Takes about ten minutes.
//   npm run test:faults [-- --grep "words of a title"]
import { parseArgs } from 'node:util';
import { runMocha } from './test/mocha.mjs';
import { findPostgres } from './test/postgres.mjs';
import { runStage } from './test/stage.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const grep = values.grep === undefined ? [] : ['--grep', values.grep];

const results = [
  await runStage('PostgreSQL to test on', findPostgres),
  await runStage('Faults', () =>
    runMocha(['.build/test/faults/**/*.test.js', ...grep], { MOOTHALL_TEST_FAULTS: 'whole' }),
  ),
];
const total = (outcome) => results.reduce((sum, result) => sum + result[outcome], 0);
const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
process.exit(total('failed') > 0 ? 1 : 0);
