import { Argument, type Command } from 'commander';
import { completionScript, type Shell } from '../completion-script.js';
import type { ExitState } from '../index.js';
import type { Io } from '../io.js';

const help = `
Examples:
  moothall completion bash > /etc/bash_completion.d/moothall
  source <(moothall completion zsh)
  moothall completion fish > ~/.config/fish/completions/moothall.fish`;

export function addCompletionCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('completion')
    .description('print what makes the Tab key complete commands and options')
    .addArgument(new Argument('<shell>', 'which').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', help)
    .action((shell: Shell) => {
      io.write(completionScript(program, shell));
      exit.code = 0;
    });
}
