import type { Command } from 'commander';
import type { Finding } from '@moothall/core';
import { explainFailure } from '../explain-failure.js';
import type { ExitState } from '../index.js';
import { installationRoot, openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { checkDriver } from '../releases/check-driver.js';

interface Options {
  readonly dir: string;
  readonly fix?: boolean;
  readonly production?: boolean;
  readonly json?: boolean;
}

const marks = { good: 'good   ', advice: 'advice ', fault: 'FAULT  ' } as const;

export function addDoctorCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('doctor')
    .description('look at everything that the installation needs, and say what to do about what is wrong')
    .option('--fix', 'do what can be done without asking: permissions, missing folders, the tables, the SQLite driver')
    .option('--production', 'hold it to what people at work need, before they come to it')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nIt changes nothing without --fix. It ends with 1 when there is a fault, with 0 when there is advice at most, and with 3 when the configuration can’t be read.\n\nExample: moothall doctor --dir /srv/moothall',
    )
    .action(async ({ dir, fix, production, json }: Options) => {
      const root = installationRoot(io, dir);
      const driver = checkDriver(io, root);
      const unrepaired = fix ? await repaired(driver) : driver;
      const { core, config } = await openInstance(io, dir);
      const look = async (): Promise<Finding[]> => [
        ...(unrepaired ? [unrepaired] : []),
        ...(await core.diagnose(config, core.systemClock(), {
          node: process.versions.node,
          userId: process.getuid?.(),
          use: production ? 'production' : 'as-configured',
        })),
      ];
      const before = await look();
      const repairable = fix ? before.filter((finding) => finding !== unrepaired && finding.repair !== undefined) : [];
      for (const { repair } of repairable) await repair?.();
      const findings = repairable.length > 0 ? await look() : before;
      const fixed = [...(driver !== undefined && unrepaired === undefined ? [driver] : []), ...repairable].map(
        ({ says }) => says,
      );
      const isWell = findings.every(({ state }) => state !== 'fault');
      if (json) io.line(JSON.stringify({ ok: isWell, fixed, findings: findings.map(plain) }));
      else print(io, findings, fixed);
      exit.code = isWell ? 0 : 1;
    });
}

/** What is still wrong once it was tried to mend it, with what stood in the way; `undefined` where nothing is. */
async function repaired(finding: Finding | undefined): Promise<Finding | undefined> {
  try {
    await finding?.repair?.();
    return undefined;
  } catch (error) {
    return finding && { ...finding, fix: explainFailure(error).text };
  }
}

const plain = ({ area, state, says, fix, repair }: Finding): object => ({
  area,
  state,
  says,
  fix: fix ?? null,
  canBeFixed: repair !== undefined,
});

function print(io: Io, findings: readonly Finding[], fixed: readonly string[]): void {
  for (const says of fixed) io.line(`fixed    ${says}`);
  for (const { state, says, fix } of findings) {
    io.line(`${marks[state]}  ${says}`);
    if (fix !== undefined) io.line(`         ${fix}`);
  }
  const faults = findings.filter(({ state }) => state === 'fault').length;
  const repairable = findings.filter(({ repair }) => repair !== undefined).length;
  io.line();
  io.line(faults === 0 ? 'No fault.' : faults === 1 ? '1 fault.' : `${faults} faults.`);
  if (repairable > 0) io.line(`"moothall doctor --fix" does something about ${repairable}.`);
}
