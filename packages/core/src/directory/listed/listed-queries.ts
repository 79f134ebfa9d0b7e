import { z } from 'zod';
import { defineQuery } from '../../kernel/query.js';
import { isInScope, type AuthorityId } from '../../kernel/scope.js';
import { listedDirectories } from './listed-directories.js';
import { listReadings, type Reading } from './readings-repository.js';

/** A council whose directory is connected, and what came of reading it last. */
export interface DirectoryReading {
  readonly authorityId: AuthorityId;
  readonly connection: string;
  readonly title: string;
  /** Null: it was not read by itself yet. */
  readonly last: Omit<Reading, 'authorityId' | 'connection'> | null;
}

export const listDirectoryReadings = defineQuery({
  name: 'directory.list-directory-readings',
  permission: 'directory.import',
  input: z.strictObject({}),
  run: async ({ db, kernel }): Promise<readonly DirectoryReading[]> => {
    const directories = listedDirectories(kernel).filter(({ authorityId }) => isInScope(db.scope, authorityId));
    if (directories.length === 0) return [];
    const readings = await listReadings(db);
    return directories.map(({ name: connection, title, authorityId }) => {
      const found = readings.find((one) => one.authorityId === authorityId && one.connection === connection);
      if (!found) return { authorityId, connection, title, last: null };
      const { authorityId: _authority, connection: _connection, ...last } = found;
      return { authorityId, connection, title, last };
    });
  },
});
