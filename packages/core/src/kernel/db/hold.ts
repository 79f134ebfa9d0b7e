import { setTimeout as pause } from 'node:timers/promises';
import { defineError } from '../errors.js';
import type { Database } from './database.js';

/** Servers and commands work beside each other; what moves councils' records works alone. */
export type Use = 'together' | 'alone';

/** An installation that is being used. It is let go by `release`, or when the process ends, however it ends. */
export interface Hold {
  release(): Promise<void>;
}

export const installationInUse = defineError(
  'installation_in_use',
  409,
  'Moothall is running on this installation, or a command is. Stop the servers and workers, wait for the command, and run the same again.',
);

export const installationTaken = defineError(
  'installation_taken',
  409,
  'Councils of this installation are being merged, split or taken out. Wait until that has ended.',
);

export const restoreUnfinished = defineError(
  'restore_unfinished',
  409,
  'A restore of this installation was cut off. Run the same "moothall restore" again: it finishes, or puts the old data back.',
);

export const moveUnfinished = defineError(
  'move_unfinished',
  409,
  'A move or a copy to this database was cut off. Run the same "moothall move" or "moothall clone" again.',
);

/** Takes a lock that the operating system or the database lets go when the process dies; undefined: others have it. */
export type TakeLock = (use: Use, onLost: () => void) => Promise<Hold | undefined>;

const tryAgainAfterMs = 1000;

/**
 * Holds an installation. `onTaken` is told when the hold was lost with the database's connection and somebody took the
 * installation alone before it was back: then nothing more may be written.
 * @throws installation_in_use to who wants it alone; installation_taken, restore_unfinished and move_unfinished to others
 */
export async function holdInstallation(
  { address }: Pick<Database, 'address'>,
  use: Use,
  onTaken: () => void = () => undefined,
): Promise<Hold> {
  const take = await lockOf(address);
  let current: Hold | undefined;
  let isReleased = false;
  const takeAgain = async (): Promise<void> => {
    current = undefined;
    while (!isReleased) {
      try {
        const again = await take(use, () => void takeAgain());
        if (!again) return onTaken();
        current = again;
        if (isReleased) await again.release();
        return;
      } catch {
        await pause(tryAgainAfterMs, undefined, { ref: false }); // the database is still away
      }
    }
  };
  current = await take(use, () => void takeAgain());
  if (!current) throw use === 'alone' ? installationInUse() : installationTaken();
  return {
    release: async () => {
      isReleased = true;
      await current?.release();
    },
  };
}

async function lockOf(address: Database['address']): Promise<TakeLock> {
  if (address.engine === 'postgres') return (await import('./postgres-hold.js')).lockOfPostgres(address.url);
  return (await import('./sqlite-hold.js')).lockOfSqlite(address.file);
}
