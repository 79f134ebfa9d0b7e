import path from 'node:path';
import { buildAll } from '../build.mjs';
import { root } from './checkout.mjs';
import { SetupError } from './errors.mjs';
import { installPackages } from './packages.mjs';
import { prepareSqliteDriver } from './sqlite-driver.mjs';
import { step } from './step.mjs';

/** What may follow the set-up. `build: false`: the job builds by itself, and reports what does not compile. */
const jobs = {
  demo: { script: 'packages/cli/bin/moothall.js', words: ['demo'], build: true },
  test: { script: 'scripts/test.mjs', words: [], build: false },
  'test-faults': { script: 'scripts/test-faults.mjs', words: [], build: true },
  'test-release': { script: 'scripts/test-release.mjs', words: [], build: true },
  release: { script: 'scripts/release.mjs', words: [], build: true },
  bench: { script: 'scripts/bench.mjs', words: [], build: true },
  'new:adapter': {
    script: 'packages/cli/bin/moothall.js',
    words: ['adapter', 'new', '--checkout', root],
    build: true,
  },
};

/** Makes the checkout ready, then runs the job named after `--then` in this same process, so that signals reach it. */
export async function main(words) {
  const interrupt = () => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt);
  try {
    const job = findJob(words);
    await installPackages();
    await prepareSqliteDriver();
    if (job?.build !== false) await buildAll({ step });
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, interrupt);
    if (job) await start(job, argumentsOf(words));
    else console.log('Ready. Next: npm run demo, or npm test.');
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\nSet-up stopped: ${error.message}`);
    process.exitCode = error.exitCode;
  }
}

function findJob(words) {
  const at = words.indexOf('--then');
  if (at === -1) return undefined;
  const job = jobs[words[at + 1]];
  if (!job) throw new SetupError(`--then takes ${Object.keys(jobs).join(', ')}.`, { exitCode: 2 });
  return job;
}

const argumentsOf = (words) => (words.includes('--') ? words.slice(words.indexOf('--') + 1) : []);

async function start(job, words) {
  const script = path.join(root, job.script);
  process.argv = [process.argv[0], script, ...job.words, ...words];
  await import(new URL(`../../${job.script}`, import.meta.url).href);
}
