import { parseArgs } from 'node:util';
import { runBrowserJourneys } from './browser.mjs';
import { runMocha } from './mocha.mjs';
import { findPostgres } from './postgres.mjs';
import { conclude, runStage, runStages } from './stage.mjs';

/**
 * Runs tests whole of which `npm test` runs a sample, two files at once and then those that need the machine to
 * themselves, and ends with a line such as "25 passed, 0 failed".
 */
export async function runWhole({ beside, alone }, env) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  const { values } = parseArgs({ options: { grep: { type: 'string' } } });
  const grep = values.grep === undefined ? [] : ['--grep', values.grep];
  const stage = ({ title, files, inBrowser = false }) => ({
    title,
    work: () =>
      inBrowser
        ? runBrowserJourneys(grep, { files, env })
        : runMocha([...files, ...grep], env, { prints: 'at its end' }),
  });
  const results = [
    await runStage('PostgreSQL to test on', findPostgres),
    ...(await runStages(beside.map(stage), { atOnce: 2 })),
    ...(await runStages(alone.map(stage), { atOnce: 1 })),
  ];
  conclude(results);
}
