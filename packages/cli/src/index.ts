import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';

const packageFile = new URL('../package.json', import.meta.url);

/** Runs the `moothall` command line. Resolves to the exit code: 0 done, 2 the command was not understood. */
export async function main(args: readonly string[]): Promise<number> {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const program = new Command('moothall').version(version).exitOverride().showSuggestionAfterError();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
