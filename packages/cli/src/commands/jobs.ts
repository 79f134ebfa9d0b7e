import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ListedJob } from '@moothall/core';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';

interface ListOptions {
  readonly dir: string;
  readonly state: ListedJob['state'];
  readonly limit: number;
  readonly json?: boolean;
}

interface RetryOptions {
  readonly dir: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const mostAtOnce = 1000;

export function addJobsCommand(program: Command, io: Io, exit: ExitState): void {
  const jobs = program
    .command('jobs')
    .description('work that is done after the request: what waits, what was given up');
  for (const add of [addList, addRetry]) add(jobs, io, exit);
}

function addList(jobs: Command, io: Io, exit: ExitState): void {
  jobs
    .command('list')
    .description('list jobs; those that were given up, unless told otherwise')
    .addOption(new Option('--state <state>', 'which').choices(['failed', 'waiting', 'done']).default('failed'))
    .option('--limit <number>', 'at most so many', limit, 50)
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nWhat a job works on is never printed.\n\nExample: moothall jobs list --state waiting')
    .action(async ({ dir, state, limit: most, json }: ListOptions) => {
      const found = await withKernel(io, dir, ({ db }, core) => core.listJobs(db, { state, limit: most }));
      if (json) io.line(JSON.stringify({ state, jobs: found }));
      else if (found.length === 0) io.line(state === 'failed' ? 'No job was given up.' : `No job is ${state}.`);
      else for (const one of found) for (const line of listed(one)) io.line(line);
      exit.code = 0;
    });
}

/** @throws InvalidArgumentError */
function limit(text: string): number {
  const most = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (most < 1 || most > mostAtOnce) throw new InvalidArgumentError(`Use a whole number from 1 to ${mostAtOnce}.`);
  return most;
}

function listed({ id, kind, attempts, runAt, finishedAt, lastError }: ListedJob): string[] {
  const when = new Date(finishedAt ?? runAt).toISOString();
  return [
    `${id}  ${kind}  ${when}  ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}`,
    ...(lastError === null ? [] : [`  ${lastError}`]),
  ];
}

function addRetry(jobs: Command, io: Io, exit: ExitState): void {
  jobs
    .command('retry')
    .description('let jobs that were given up run again, from their first attempt')
    .argument('[ids...]', 'as "moothall jobs list" names them')
    .option('--all', `all that were given up, at most ${mostAtOnce} at once`)
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nIt ends with 1 where one of them was not given up.\n\nExample: moothall jobs retry --all')
    .action(async (ids: string[], { dir, all, json }: RetryOptions) => {
      if (ids.length === 0 && !all) throw new Error('Name the jobs, or use --all. Which there are: moothall jobs list');
      const [asked, retried] = await withKernel(io, dir, async ({ db, clock }, core) => {
        const wanted = all
          ? (await core.listJobs(db, { state: 'failed', limit: mostAtOnce })).map(({ id }) => id)
          : ids;
        return [wanted, wanted.length === 0 ? [] : await core.retryJobs(db, wanted, clock.now())];
      });
      const unknown = asked.filter((id) => !retried.includes(id));
      if (json) io.line(JSON.stringify({ retried, notGivenUp: unknown }));
      else {
        io.line(retried.length === 1 ? '1 job runs again.' : `${retried.length} jobs run again.`);
        for (const id of unknown) io.error(`${id} was not given up, or is gone.`);
      }
      exit.code = unknown.length === 0 ? 0 : 1;
    });
}
