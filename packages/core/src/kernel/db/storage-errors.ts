import { AppError, storageBusy, storageFull, storageUnavailable } from '../errors.js';

/** Whether another process held the lock for longer than we let SQLite block. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** PostgreSQL refused because of a neighbour's transaction; running the work again is right. */
export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** The connection went away before the server answered. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|08...|57P0.|53300)$/.test(code)) return true;
  return (
    error instanceof Error && /terminated|timeout exceeded when trying to connect|Connection ended/i.test(error.message)
  );
}

/** What the disk or the server said, as an error that a page can explain. Anything else comes back as it was. */
export function storageError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (isBusy(error)) return storageBusy({ cause: error, retryAfterS: 5 });
  if (code === 'SQLITE_FULL' || code === '53100') return storageFull({ cause: error });
  if (/^SQLITE_(READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB)/.test(code) || code === '25006')
    return storageUnavailable({ cause: error, retryAfterS: 30 });
  if (isConnectionLost(error)) return storageUnavailable({ cause: error, retryAfterS: 5 });
  return error;
}

/** Whether a unique index refused a row. */
export function isDuplicate(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === '23505';
}

/** Whether a rule of the tables refused a row: trying it again is of no use. */
export function isConstraint(error: unknown): boolean {
  return /^(SQLITE_CONSTRAINT|23...$)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
