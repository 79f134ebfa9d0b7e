import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Copier, copyFolder, copyNotConfigured, copyTaken, readBackupKeys } from '../backups/index.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { holdInstallation, type Hold } from '../kernel/db/hold.js';
import { lockOfSqlite } from '../kernel/db/sqlite-hold.js';
import type { Kernel } from '../kernel/kernel.js';
import { connectCopy } from './connect-copy.js';

/** A copier that has the copy to itself. */
export interface OpenCopier {
  readonly copier: Copier;
  readonly close: () => Promise<void>;
}

/**
 * Opens the copier of an installation; of several processes one has it. Meanwhile nothing is restored. `takesOver`: takes
 * the place from another installation that copies there.
 * @throws copy_taken; copy_not_configured; copy_place_unusable; installation_taken; ConfigError
 */
export async function openCopier(
  about: Pick<Kernel, 'config' | 'clock' | 'log' | 'random'> & { readonly takesOver?: boolean },
): Promise<OpenCopier> {
  const { config, clock, random, takesOver = false } = about;
  const address = databaseAddress(config);
  if (!config.backups.copy || address.engine !== 'sqlite') throw copyNotConfigured();
  const { keepDays } = config.backups.copy;
  const folder = copyFolder(config);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const alone = await lockOfSqlite(path.join(folder, 'copier'))('alone', () => undefined);
  if (!alone) throw copyTaken();
  const held: Hold[] = [alone];
  const release = async (): Promise<void> => {
    for (const hold of held.reverse()) await hold.release();
  };
  try {
    held.push(await holdInstallation({ address }, 'together'));
    const { place, close } = await connectCopy(about);
    const keys = (): Promise<string[]> => readBackupKeys(config.directory);
    const places = { file: address.file, folder, filesFolder: path.join(config.data, 'files'), place };
    const copier = new Copier({ ...places, keys, keepDays, clock, random, takesOver });
    const closeAll = async (): Promise<void> => {
      copier.letGo();
      await close();
      await release();
    };
    return { copier, close: closeAll };
  } catch (error) {
    await release();
    throw error;
  }
}
