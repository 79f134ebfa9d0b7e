import type { Command } from 'commander';
import type { LastRehearsal } from '@moothall/core';
import { countInWords, secondsInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { givenKeys, givenMoment, keyOption } from '../given-backup.js';
import { showStep } from './backup.js';

interface Options {
  readonly at?: string;
  readonly dir: string;
  readonly key?: string;
  readonly json?: boolean;
}

const examples = `
Nothing of the live installation is touched; the server may run. With --at it is the continuous copy that is restored.

Examples:
  moothall rehearse --key /media/usb/moothall-key.txt
  moothall rehearse --at latest --key /media/usb/moothall-key.txt`;

export function addRehearseCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('rehearse')
    .description('restore the newest backup to a scratch place, check it, open its pages, and say how long that took')
    .option('--at <time>', 'a moment of the continuous copy instead: latest; or 2026-11-21T10:00')
    .option(...keyOption)
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action(async ({ at, dir, key, json }: Options) => {
      const { core, config } = await openInstance(io, dir);
      const privateKeys = await givenKeys(io, core, key);
      const surroundings = { privateKeys, environment: io.environment, onStep: showStep(io) };
      const clock = core.systemClock();
      const done =
        at === undefined
          ? await core.rehearse(config, clock, surroundings)
          : await core.rehearseCopy(config, clock, givenMoment(core, at), surroundings);
      if (io.interactive) io.write('\r\u001b[K');
      if (json) io.line(JSON.stringify(done));
      else print(io, done, at === undefined ? done.backup : 'The continuous copy');
      exit.code = done.ok ? 0 : 1;
    });
}

function print(io: Io, { ok, fault, rows = 0, files = 0, ...done }: LastRehearsal, what: string): void {
  if (!ok) return io.error(`${what} can’t be restored: ${fault ?? 'it failed'}`);
  const { tookMs, asOf = 0, elsewhere, missing } = done;
  const kept = `${countInWords(elsewhere ?? 0, 'file')} more, kept by connections, ${elsewhere === 1 ? 'is' : 'are'} all there.`;
  io.line(
    `${what} is good: ${countInWords(rows, 'row')} and ${countInWords(files, 'file')} as of ${new Date(asOf).toISOString()}, restored in ${secondsInWords(tookMs)}, every count right, audit chains whole, pages open.${elsewhere === undefined ? '' : ` ${kept}`}`,
  );
  if (missing !== undefined)
    io.line(
      `Not in it: ${countInWords(missing, 'uploaded file')} that records name, lost on the disk too or put there in the last minutes.`,
    );
}
