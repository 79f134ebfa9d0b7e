import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { makeInstance, type Instance } from './faults/instance.js';
import { runFrom } from './new-installation.js';

/** An instance whose database is copied to a folder as it changes. */
export interface CopiedInstance {
  readonly instance: Instance;
  /** Of the private key. */
  readonly key: string;
  /** Where the copy lies. */
  readonly place: string;
  /** Of the installation's own, or another one beside it. */
  run(...words: string[]): ReturnType<typeof runFrom>;
  /** Another machine: the same configuration, and no data. */
  elsewhere(): string;
  remove(): void;
}

export async function copiedInstance(): Promise<CopiedInstance> {
  const instance = await makeInstance();
  const aside = throwAwayFolder('moothall-copied-');
  const [key, place] = [path.join(aside, 'key.txt'), path.join(aside, 'place')];
  mkdirSync(place);
  writeFileSync(path.join(place, '.moothall-documents'), '');
  const adapter = `{ use: '@moothall/adapter-documents-files/folder', settings: { folder: ${JSON.stringify(place)} } }`;
  const settings = `adapters: { copy: ${adapter} }\nbackups: { copy: { connection: copy, everySeconds: 1 } }\n`;
  appendFileSync(path.join(instance.directory, 'moothall.yaml'), settings);
  return {
    ...{ instance, key, place },
    run: (...words) => runFrom(aside, [...words, ...(words.includes('--dir') ? [] : ['--dir', instance.directory])]),
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
