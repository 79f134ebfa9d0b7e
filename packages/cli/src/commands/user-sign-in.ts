import type { Command } from 'commander';
import { countInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { withKernel } from '../instance.js';
import type { Io } from '../io.js';

interface Options {
  readonly dir: string;
  readonly json?: boolean;
}

const requireHelp = `
For an installation whose sessions.secondFactor is optional. Sessions that were begun without one end; the next sign-in
asks to set one up. Running it again changes nothing.

Examples:
  moothall user require-second-factor sam.ellery
  moothall user require-second-factor sam.ellery --not      leave it to the installation's setting again`;

const resetHelp = `
Make sure first that you speak to the right person. Their sessions end, and the recovery codes stop working. Where a second
factor is required, the next sign-in sets up a new one.

Example: moothall user reset-second-factor sam.ellery`;

const endHelp = `
API tokens go on working: their owner revokes them at the desk. To keep somebody out, reset the password too, or disable the
account at the desk.

Examples:
  moothall user end-sessions sam.ellery
  moothall user end-sessions --all      everybody, of every council`;

/** What the command line does about how people sign in: second factors and sessions. */
export function addSignInCommands(user: Command, io: Io, exit: ExitState): void {
  addRequire(user, io, exit);
  addReset(user, io, exit);
  addEnd(user, io, exit);
}

function addRequire(user: Command, io: Io, exit: ExitState): void {
  user
    .command('require-second-factor')
    .description('make a second factor a duty for one account, though the installation leaves it to its people')
    .argument('<sign-in-name>', 'whose account')
    .option('--not', 'no longer: as the installation has it')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', requireHelp)
    .action(async (signInName: string, { dir, json, not = false }: Options & { readonly not?: boolean }) => {
      const required = !not;
      const done = await withKernel(io, dir, (kernel, core) =>
        core.requireStaffSecondFactor(kernel, signInName, required),
      );
      if (json) io.line(JSON.stringify({ signInName, required, ...done }));
      else for (const line of requiredLines(signInName, required, done)) io.line(line);
      exit.code = 0;
    });
}

function requiredLines(
  signInName: string,
  required: boolean,
  { endedSessions, hasSecondFactor }: { readonly endedSessions: number; readonly hasSecondFactor: boolean },
): string[] {
  if (!required) return [`Whether ${signInName} needs a second factor is for the installation's setting to say again.`];
  const next = hasSecondFactor ? 'They have one.' : 'The next sign-in asks to set one up.';
  return [
    `${signInName} must have a second factor from now on. ${next}`,
    endedLine(endedSessions, 'session without one'),
  ];
}

function addReset(user: Command, io: Io, exit: ExitState): void {
  user
    .command('reset-second-factor')
    .description('take away a second factor that was lost, and end the sessions of the account')
    .argument('<sign-in-name>', 'whose account')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', resetHelp)
    .action(async (signInName: string, { dir, json }: Options) => {
      await withKernel(io, dir, (kernel, core) => core.resetStaffSecondFactor(kernel, signInName));
      if (json) io.line(JSON.stringify({ signInName }));
      else io.line(`${signInName} has no second factor now, and is signed out everywhere.`);
      exit.code = 0;
    });
}

function addEnd(user: Command, io: Io, exit: ExitState): void {
  user
    .command('end-sessions')
    .description('sign somebody out everywhere, or everybody')
    .argument('[sign-in-name]', 'whose sessions')
    .option('--all', 'those of everybody')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', endHelp)
    .action(
      async (signInName: string | undefined, { dir, json, all = false }: Options & { readonly all?: boolean }) => {
        const whose = chosen(signInName, all);
        const endedSessions = await withKernel(io, dir, (kernel, core) => core.endStaffSessions(kernel, whose));
        if (json) io.line(JSON.stringify({ signInName: signInName ?? null, endedSessions }));
        else io.line(endedLine(endedSessions));
        exit.code = 0;
      },
    );
}

/** @throws Error unless exactly one of the two says whose sessions end */
function chosen(signInName: string | undefined, all: boolean): { signInName: string } | 'everybody' {
  if (all && signInName === undefined) return 'everybody';
  if (!all && signInName !== undefined) return { signInName };
  throw new Error('Say whose sessions end: either a sign-in name, or --all.');
}

const endedLine = (sessions: number, kind = 'session'): string =>
  sessions === 0 ? `No ${kind} was open.` : `${countInWords(sessions, 'session')} ended.`;
