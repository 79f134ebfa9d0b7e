import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { newId } from '#core/kernel/ids.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { makeInstance, type Instance } from './faults/instance.js';
import { runFrom } from './new-installation.js';

/** An instance whose database is copied as it changes. */
export interface CopiedInstance {
  readonly instance: Instance;
  /** Of the private key. */
  readonly key: string;
  /** Where the copy lies. */
  readonly place: string;
  /** Of the installation's own, or another one beside it. */
  run(...words: string[]): ReturnType<typeof runFrom>;
  /** Uploads a file, as far as the disk and its row go. Answers where it lies. */
  upload(text: string): Promise<string>;
  /** Another machine: the same configuration, and no data. */
  elsewhere(): string;
  remove(): void;
}

/** A connection as the configuration has it, in JSON. */
interface OtherPlace {
  readonly connection: string;
  readonly secrets: string;
}

/** Its copy goes to a folder, or to another place. */
export async function copiedInstance(other?: OtherPlace): Promise<CopiedInstance> {
  const instance = await makeInstance();
  const aside = throwAwayFolder('moothall-copied-');
  const [key, place] = [path.join(aside, 'key.txt'), path.join(aside, 'place')];
  mkdirSync(place);
  writeFileSync(path.join(place, '.moothall-documents'), '');
  const inFolder = `{ use: '@moothall/adapter-documents-files/folder', settings: { folder: ${JSON.stringify(place)} } }`;
  const settings = `adapters: { copy: ${other?.connection ?? inFolder} }\nbackups: { copy: { connection: copy, everySeconds: 1 } }\n`;
  appendFileSync(path.join(instance.directory, 'moothall.yaml'), settings);
  if (other) appendFileSync(path.join(instance.directory, 'secrets.yaml'), `adapters: { copy: ${other.secrets} }\n`);
  return {
    ...{ instance, key, place },
    run: (...words) => runFrom(aside, [...words, ...(words.includes('--dir') ? [] : ['--dir', instance.directory])]),
    upload: (text) => upload(instance, text),
    elsewhere: () => {
      const directory = path.join(aside, 'elsewhere');
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory);
      for (const name of ['moothall.yaml', 'secrets.yaml', 'backup-keys.txt'])
        writeFileSync(path.join(directory, name), readFileSync(path.join(instance.directory, name)), { mode: 0o600 });
      return directory;
    },
    remove: () => {
      instance.remove();
      rmSync(aside, { recursive: true });
    },
  };
}

async function upload({ directory, authorityId }: Instance, text: string): Promise<string> {
  const kernel = await openKernel(readConfig(directory, {}), systemClock());
  const bytes = Buffer.from(text);
  const digest = await kernel.files.put(bytes);
  const about = { digest, size_bytes: bytes.length, media_type: 'text/plain', stored_at: kernel.clock.now() };
  const row = { id: newId(kernel.clock, kernel.random), authority_id: authorityId, ...about };
  await kernel.db.write(everyAuthority, (db) => db.insert('stored_files', row));
  await closeKernel(kernel);
  return path.join(kernel.config.data, 'files', digest.slice(0, 2), digest);
}
