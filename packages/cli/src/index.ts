import { Command, CommanderError } from 'commander';
import { addAdapterCommand } from './commands/adapter.js';
import { addAuditCommand } from './commands/audit.js';
import { addAuthorityCommand } from './commands/authority.js';
import { addBackupCommand } from './commands/backup.js';
import { addBundleCommand } from './commands/bundle.js';
import { addCloneCommand } from './commands/clone.js';
import { addCompletionCommand } from './commands/completion.js';
import { addConfigCommand } from './commands/config.js';
import { addDemoCommand } from './commands/demo.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addExchangeCommand } from './commands/exchange.js';
import { addExportCommand } from './commands/export.js';
import { addImportCommand } from './commands/import.js';
import { addIncomeCommand } from './commands/income.js';
import { addInitCommand } from './commands/init.js';
import { addJobsCommand } from './commands/jobs.js';
import { addLogsCommand } from './commands/logs.js';
import { addMatchingCommand } from './commands/matching.js';
import { addMigrateCommand } from './commands/migrate.js';
import { addMoveCommand } from './commands/move.js';
import { addPackCommand } from './commands/pack.js';
import { addProxyCommand } from './commands/proxy.js';
import { addRehearseCommand } from './commands/rehearse.js';
import { addRestartCommand } from './commands/restart.js';
import { addRestoreCommand } from './commands/restore.js';
import { addRollbackCommand } from './commands/rollback.js';
import { addServiceCommand } from './commands/service.js';
import { addStandInCommand } from './commands/stand-in.js';
import { addStartCommand } from './commands/start.js';
import { addStatusCommand } from './commands/status.js';
import { addStopCommand } from './commands/stop.js';
import { addSupportBundleCommand } from './commands/support-bundle.js';
import { addUpgradeCommand } from './commands/upgrade.js';
import { addUserCommand } from './commands/user.js';
import { explainFailure } from './explain-failure.js';
import type { Io } from './io.js';
import { processIo } from './io.js';
import { cliVersion } from './running/serve.js';

/** What a command that ran has to say to the shell. */
export interface ExitState {
  code: number;
}

/**
 * Runs the `moothall` command line. Resolves to the exit code: 0 done, 1 failed, 2 the command was not understood,
 * 3 something that it needs is missing or wrong (configuration, database, port), 4 an upgrade failed and was undone.
 */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  const exit: ExitState = { code: 0 };
  const program = createProgram(io, exit);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { text, code } = explainFailure(error);
    io.error(text);
    return code;
  }
}

function createProgram(io: Io, exit: ExitState): Command {
  const program = new Command('moothall')
    .description('Run and look after Moothall, the council CRM that you host yourself')
    .version(cliVersion)
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: (text) => io.write(text), writeErr: (text) => io.error(text.trimEnd()) });
  for (const add of [
    addInitCommand,
    addStartCommand,
    addStandInCommand,
    addStopCommand,
    addStatusCommand,
    addRestartCommand,
    addLogsCommand,
    addServiceCommand,
    addProxyCommand,
    addConfigCommand,
    addMigrateCommand,
    addMoveCommand,
    addCloneCommand,
    addUpgradeCommand,
    addBundleCommand,
    addRollbackCommand,
    addDoctorCommand,
    addBackupCommand,
    addRestoreCommand,
    addRehearseCommand,
    addAuthorityCommand,
    addImportCommand,
    addExportCommand,
    addMatchingCommand,
    addUserCommand,
    addExchangeCommand,
    addAdapterCommand,
    addPackCommand,
    addIncomeCommand,
    addJobsCommand,
    addAuditCommand,
    addSupportBundleCommand,
    addCompletionCommand,
    addDemoCommand,
  ])
    add(program, io, exit);
  return program;
}
