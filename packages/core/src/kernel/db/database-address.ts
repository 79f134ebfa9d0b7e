import path from 'node:path';
import type { Config } from '../config.js';
import type { DatabaseAddress } from './database.js';

/** Where the configuration says that the database lies; on PostgreSQL with the password from the secrets. */
export function databaseAddress({ data, database, secrets }: Config): DatabaseAddress {
  if (database.engine === 'sqlite') return { engine: 'sqlite', file: path.resolve(data, database.file) };
  return { engine: 'postgres', url: withPassword(database.url, secrets.database?.password) };
}

function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const complete = new URL(url);
  complete.password = password;
  return complete.href;
}
