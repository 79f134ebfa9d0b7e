import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';
import { withKernel } from '../instance.js';

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
