import { z } from 'zod';

/** Where the database is copied to as it changes (SQLite), as the configuration has it. */
export const copySetting = z.strictObject({
  /** Of the kind `documents`; it then keeps no council's files. */
  connection: z.string().min(1),
  /** How many seconds lie between two looks at what was written. */
  everySeconds: z.coerce.number().int().min(1).max(300).default(5),
  /** How many days one can go back. */
  keepDays: z.coerce.number().int().min(1).max(366).default(7),
});

interface Given {
  readonly backups: { readonly copy?: z.output<typeof copySetting> | undefined };
  readonly adapters: Readonly<Record<string, unknown>>;
  readonly database: { readonly engine: string };
}

/** Whether the database is copied as it changes. PostgreSQL has tools of its own for that. */
export const isCopied = ({ backups, database }: Pick<Given, 'backups' | 'database'>): boolean =>
  backups.copy !== undefined && database.engine === 'sqlite';

/** What is wrong with it beside the rest of the configuration. */
export function copyFaults({ backups: { copy }, adapters }: Given): string[] {
  if (!copy || Object.hasOwn(adapters, copy.connection)) return [];
  return [`moothall.yaml: backups.copy.connection: there is no connection ${copy.connection} under adapters`];
}
