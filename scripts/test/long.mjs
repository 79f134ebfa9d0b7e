import { parseArgs } from 'node:util';
import { runMocha } from './mocha.mjs';
import { findPostgres } from './postgres.mjs';
import { runStage } from './stage.mjs';

/** Runs tests whole of which `npm test` runs a sample, and ends with a line such as "25 passed, 0 failed". */
export async function runWhole(title, files, env) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  const { values } = parseArgs({ options: { grep: { type: 'string' } } });
  const grep = values.grep === undefined ? [] : ['--grep', values.grep];
  const results = [
    await runStage('PostgreSQL to test on', findPostgres),
    await runStage(title, () => runMocha([...files, ...grep], env)),
  ];
  const total = (outcome) => results.reduce((sum, result) => sum + result[outcome], 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
  process.exit(total('failed') > 0 ? 1 : 0);
}
