import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseAddress } from '../kernel/db/database.js';
import { flushFolder } from './backup-folder.js';
import type { DatabaseContents } from './manifest.js';
import type { ProgramPlace } from './snapshot-postgres-repository.js';

/** Where a restore puts a database, with the old one beside it until the restore has succeeded. */
export interface DatabasePlace {
  /** Whether there is a database that a restore would replace; what an earlier restore left half-way is not one. */
  isLive(): Promise<boolean>;
  /** `fresh` is the file that the backup holds. */
  replace(fresh: string): Promise<void>;
  contents(): Promise<DatabaseContents>;
  takeBack(): Promise<void>;
  /** Removes the old one; or keeps it, named by the instant of the backup that replaced it, and answers where. */
  end(keepAs: Date | undefined): Promise<string | undefined>;
}

export async function placeOfDatabase(address: DatabaseAddress, programs: ProgramPlace): Promise<DatabasePlace> {
  return address.engine === 'sqlite' ? await sqlitePlace(address.file) : await postgresPlace(address.url, programs);
}

async function sqlitePlace(file: string): Promise<DatabasePlace> {
  const sqlite = await import('./snapshot-sqlite-repository.js');
  const flush = (): Promise<void> => flushFolder(path.dirname(file));
  let [isReplaced, hadOld] = [false, false];
  return {
    isLive: async () => existsSync(file) && !sqlite.isSqliteHalfRestored(file),
    replace: async (fresh) => {
      await sqlite.replaceSqlite(file, fresh);
      isReplaced = true;
      hadOld = sqlite.isSqliteHalfRestored(file);
      await flush();
    },
    contents: async () => sqlite.contentsOfSqlite(file),
    takeBack: async () => {
      await sqlite.takeBackSqlite(file, { isReplaced });
      await flush();
    },
    end: async (keepAs) => {
      const kept = keepAs && hadOld ? `${file}.before-${stamp(keepAs)}` : undefined;
      await sqlite.endSqliteRestore(file, kept);
      await flush();
      return kept;
    },
  };
}

async function postgresPlace(url: string, programs: ProgramPlace): Promise<DatabasePlace> {
  const postgres = await import('./snapshot-postgres-repository.js');
  return {
    isLive: async () => (await postgres.hasTables(url)) && !(await postgres.isPostgresHalfRestored(url)),
    replace: (fresh) => postgres.replacePostgres(url, fresh, programs),
    contents: () => postgres.contentsOfPostgres(url),
    takeBack: () => postgres.takeBackPostgres(url),
    end: async (keepAs) => {
      const kept = keepAs && `moothall_before_${stamp(keepAs)}`;
      await postgres.endPostgresRestore(url, kept);
      return kept;
    },
  };
}

/** `20261123021500`: what names of files and of schemas may hold. */
const stamp = (at: Date): string => at.toISOString().replace(/\D/g, '').slice(0, 14);
