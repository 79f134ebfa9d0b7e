import type { Command } from 'commander';
import { countInWords, secondsInWords } from '../in-words.js';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';
import { givenKeys, keyOption } from '../given-backup.js';
import { showStep } from './backup.js';

interface Options {
  readonly dir: string;
  readonly key?: string;
  readonly json?: boolean;
}

export function addRehearseCommand(program: Command, io: Io, exit: ExitState): void {
  program
    .command('rehearse')
    .description('restore the newest backup to a scratch place, check it, open its pages, and say how long that took')
    .option(...keyOption)
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nNothing of the live installation is touched; the server may run.\n\nExample: moothall rehearse --key /media/usb/moothall-key.txt',
    )
    .action(async ({ dir, key, json }: Options) => {
      const { core, config } = await openInstance(io, dir);
      const privateKeys = await givenKeys(io, core, key);
      const surroundings = { privateKeys, environment: io.environment, onStep: showStep(io) };
      const done = await core.rehearse(config, core.systemClock(), surroundings);
      if (io.interactive) io.write('\r\u001b[K');
      if (json) io.line(JSON.stringify(done));
      else if (done.ok)
        io.line(
          `${done.backup} is good: ${countInWords(done.rows ?? 0, 'row')} and ${countInWords(done.files ?? 0, 'file')} restored in ${secondsInWords(done.tookMs)}, every count right, audit chains whole, pages open.${done.elsewhere === undefined ? '' : ` ${countInWords(done.elsewhere, 'file')} more, kept by connections, ${done.elsewhere === 1 ? 'is' : 'are'} all there.`}`,
        );
      else io.error(`${done.backup} can’t be restored: ${done.fault ?? 'it failed'}`);
      exit.code = done.ok ? 0 : 1;
    });
}
