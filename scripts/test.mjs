#!/usr/bin/env node
// Runs every check and test of the checkout, and ends with a line such as "812 passed, 0 failed".
//   npm test [-- --fast] [-- --grep "words of a title"]
import { parseArgs } from 'node:util';
import { runBrowserJourneys } from './test/browser.mjs';
import { runMocha } from './test/mocha.mjs';
import { findPostgres } from './test/postgres.mjs';
import { runStage, runStages } from './test/stage.mjs';
import { assets, staticChecks, typeCheck } from './test/static-checks.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

const { values } = parseArgs({
  options: { fast: { type: 'boolean', default: false }, grep: { type: 'string' } },
});
const grep = values.grep === undefined ? [] : ['--grep', values.grep];

/** The tests keep one processor busy and wait for PostgreSQL's on another, which has time for the checks as well. */
async function runTests() {
  const postgres = await runStage('PostgreSQL to test on', findPostgres);
  const units = ['--ignore', '.build/test/browser/**', ...grep];
  return [postgres, await runStage('Unit and integration tests', () => runMocha(units))];
}

const results = [
  ...(await runStages([typeCheck, assets], { atOnce: 1 })),
  ...(await Promise.all([runStages(staticChecks, { atOnce: 1 }), runTests()])).flat(),
  ...(values.fast ? [] : [await runStage('Browser journeys', () => runBrowserJourneys(grep))]),
];

const total = (outcome) => results.reduce((sum, result) => sum + result[outcome], 0);
const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
const failedStages = results.filter(({ failed }) => failed > 0).map(({ title }) => title);

for (const { title, loudly } of results) if (loudly) console.log(`\nSKIPPED: ${title}\n${loudly}`);
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`);
console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
process.exit(total('failed') > 0 ? 1 : 0);
