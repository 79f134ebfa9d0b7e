import { existsSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ExitState } from '../index.js';
import { installationRoot, loadCore, type Core } from '../instance.js';
import type { Io } from '../io.js';
import { lastLines, LogFollower } from '../running/read-log.js';
import { logFile } from '../running/rotated-log.js';

interface Options {
  readonly dir: string;
  readonly follow?: boolean;
  readonly lines: number;
  readonly level: Level;
  readonly json?: boolean;
}

const levels = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
type Level = (typeof levels)[number];

const lookEveryMs = 300;

export function addLogsCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('logs')
    .description('print the last lines of the server’s log; values that could be about people are left out')
    .option('-f, --follow', 'go on with what is added, until Ctrl+C')
    .option('-n, --lines <number>', 'how many', lineCount, 100)
    .addOption(new Option('--level <level>', 'at least so serious').choices([...levels]).default('debug'))
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print each line as the JSON object that it is')
    .addHelpText(
      'after',
      '\nA server in the foreground logs to its own terminal.\n\nExamples:\n  moothall logs --follow --level warn\n  moothall logs --lines 1000 --json | jq .code',
    )
    .action(async ({ dir, follow, lines, level, json }: Options) => {
      const file = logFile(installationRoot(io, dir));
      if (!existsSync(file))
        throw Object.assign(
          new Error(`There is no ${file}. A server writes it that runs as a service, or with start --background.`),
          { code: 'no_logs' },
        );
      const core = await loadCore();
      const show = (line: string): void => {
        const shown = shownLine(core, line, level, json ? 'json' : 'words');
        if (shown !== undefined) io.line(shown);
      };
      const follower = follow ? new LogFollower(file) : undefined;
      lastLines(file, lines).forEach(show);
      if (follower) await followLog(io, follower, show);
      exit.code = 0;
    });
}

/** @throws InvalidArgumentError */
function lineCount(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Use a whole number up to 99,999.');
}

async function followLog(io: Io, follower: LogFollower, show: (line: string) => void): Promise<void> {
  const timer = setInterval(() => follower.read().forEach(show), lookEveryMs);
  await io.untilStopped();
  clearInterval(timer);
  follower.read().forEach(show);
  follower.close();
}

/** Only known fields of a line, at least as serious as asked for; text that is no such line without its values. */
function shownLine(core: Core, line: string, least: Level, form: 'json' | 'words'): string | undefined {
  const entry = core.readLogLine(line);
  if (!entry) return form === 'json' ? JSON.stringify({ text: core.withoutValues(line) }) : core.withoutValues(line);
  const { level, time, service: _service, msg, ...fields } = entry;
  if (levels.indexOf(level as Level) < levels.indexOf(least)) return undefined;
  if (form === 'json') return JSON.stringify(entry);
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${inWords(value)}`);
  return [inWords(time), inWords(level).padEnd(5), inWords(msg), ...rest].join('  ');
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
