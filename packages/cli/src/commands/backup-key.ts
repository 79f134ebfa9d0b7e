import path from 'node:path';
import type { Command } from 'commander';
import type { ExitState } from '../index.js';
import { openInstance } from '../instance.js';
import type { Io } from '../io.js';

interface NewOptions {
  readonly dir: string;
  readonly out: string;
  readonly json?: boolean;
}

interface Options {
  readonly dir: string;
  readonly json?: boolean;
}

/** `moothall backup key …`: whom backups are encrypted to. */
export function addBackupKeyCommand(backup: Command, io: Io, exit: ExitState): void {
  const key = backup.command('key').description('look after the keys that backups are encrypted to');
  key
    .command('new')
    .description('make a pair: the private key goes to a file that you keep elsewhere, the public one stays here')
    .requiredOption('--out <file>', 'where the private key is written: a stick, a share, never this installation')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample: moothall backup key new --out /media/usb/moothall-key.txt')
    .action(async ({ dir, out, json }: NewOptions) => {
      const { core, root } = await openInstance(io, dir);
      const file = path.resolve(io.directory, out);
      if (file.startsWith(`${root}${path.sep}`))
        throw new Error(`The private key may not lie beside the data that it opens. Name a file outside ${root}.`);
      const pair = await core.newBackupKeyPair();
      await core.writePrivateKey(file, pair).catch(explainExisting);
      await core.addBackupKey(root, pair.publicKey);
      if (json) io.line(JSON.stringify({ publicKey: pair.publicKey, privateKeyFile: file }));
      else {
        io.line(`Backups are encrypted to ${pair.publicKey} from now on.`);
        io.line(
          `The private key is in ${file}. Take it off this machine and keep two copies: without it, no backup opens.`,
        );
      }
      exit.code = 0;
    });
  key
    .command('add')
    .description('encrypt to one more public key, made elsewhere (with age-keygen, say)')
    .argument('<public-key>', 'age1…')
    .option('--dir <directory>', 'the installation', '.')
    .option('--json', 'print one JSON object')
    .action(async (publicKey: string, { dir, json }: Options) => {
      const { core, root } = await openInstance(io, dir);
      await core.addBackupKey(root, publicKey);
      io.line(json ? JSON.stringify({ publicKey }) : 'Backups are encrypted to that key too from now on.');
      exit.code = 0;
    });
}

function explainExisting(error: NodeJS.ErrnoException): never {
  if (error.code !== 'EEXIST') throw error;
  throw new Error(`${error.path ?? 'That file'} is there already, and a key is never written over. Name another file.`);
}
