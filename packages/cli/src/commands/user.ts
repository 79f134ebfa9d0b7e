import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { withKernel } from '../instance.js';
import { addSignInCommands } from './user-sign-in.js';

interface CreateOptions {
  readonly dir: string;
  readonly name: string;
  readonly authority: string;
  readonly role: string;
  readonly jobTitle: string;
  readonly json?: boolean;
}

export function addUserCommand(program: Command, io: Io, exit: ExitState): void {
  const user = program.command('user').description('look after staff accounts');
  addTokenCommand(user, io, exit);
  addSignInCommands(user, io, exit);
  user
    .command('create')
    .description('make an account and print its first password, which must be changed at sign-in')
    .argument('<sign-in-name>', 'what they type to sign in')
    .requiredOption('--name <name>', 'the person’s name')
    .requiredOption('--authority <slug>', 'where they work')
    .requiredOption(
      '--role <role>',
      'adviser, officer, team-leader, knowledge-editor, analyst, administrator, data-protection-officer',
    )
    .option('--job-title <title>', 'their job', 'Staff')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (signInName: string, options: CreateOptions) => {
      const { dir, json, ...about } = options;
      const password = await withKernel(io, dir, (kernel, core) => core.createStaff(kernel, { signInName, ...about }));
      if (json) io.line(JSON.stringify({ signInName, password }));
      else io.line(`${about.name} signs in as ${signInName} with ${password}`);
      exit.code = 0;
    });
  user
    .command('reset-password')
    .description('give an account a new password, end its sessions and print it')
    .argument('<sign-in-name>')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (signInName: string, options: { dir: string; json?: boolean }) => {
      const password = await withKernel(io, options.dir, (kernel, core) => core.resetStaffPassword(kernel, signInName));
      if (options.json) io.line(JSON.stringify({ signInName, password }));
      else io.line(`${signInName} signs in with ${password}`);
      exit.code = 0;
    });
}

interface TokenOptions {
  readonly dir: string;
  readonly name: string;
  readonly permission?: readonly string[];
  readonly all?: boolean;
  readonly days: string;
  readonly json?: boolean;
}

const tokenExample = `
Example: a token with which a script finds and logs cases for 30 days
  moothall user token sam.ellery --name "Report form" --permission cases.read cases.log --days 30`;

function addTokenCommand(user: Command, io: Io, exit: ExitState): void {
  user
    .command('token')
    .description('make an API token of somebody’s and print it, once')
    .argument('<sign-in-name>', 'whose it is: what they type to sign in')
    .requiredOption('--name <words>', 'what it is for')
    .option('--permission <names...>', 'what it may do, as GET /api/v1/me names it: cases.read cases.log')
    .option('--all', 'it may do all that the person may now')
    .option('--days <number>', 'when it expires: in 1 to 366 days', '90')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', tokenExample)
    .action(async (signInName: string, options: TokenOptions) => {
      const { name, days } = options;
      const about = { signInName, name, permissions: chosenPermissions(options), expiresInDays: wholeDays(days) };
      const made = await withKernel(io, options.dir, (kernel, core) => core.createStaffToken(kernel, about));
      if (options.json) io.line(JSON.stringify({ signInName, name, ...made }));
      else {
        io.line(`“${name}” is a token of ${signInName} until ${new Date(made.expiresAt).toISOString().slice(0, 10)}.`);
        io.line('Keep it safe: it is shown this once.');
        io.line(made.token);
      }
      exit.code = 0;
    });
}

/** @throws Error unless exactly one of the two options says what the token may do */
function chosenPermissions({ permission, all }: TokenOptions): readonly string[] | 'all' {
  if (all === true && permission === undefined) return 'all';
  if (all !== true && permission !== undefined) return permission;
  throw new Error('Say what the token may do: either --permission with the names, or --all.');
}

/** @throws Error when it is no number of days that a token may last */
function wholeDays(days: string): number {
  const number = Number(days);
  if (/^\d+$/.test(days) && number >= 1 && number <= 366) return number;
  throw new Error('Enter --days as a whole number from 1 to 366.');
}
