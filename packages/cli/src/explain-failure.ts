import { NotStarted } from './running/watched-process.js';

/** What to print when a command fails, and the exit code: what happened, then what to do. No stack traces. */
export function explainFailure(error: unknown): { text: string; code: number } {
  if (!(error instanceof Error)) return { text: 'It failed for an unknown reason.', code: 1 };
  const code = (error as { code?: unknown }).code;
  if (error.name === 'ConfigError' || error.name === 'ParkedError') return { text: error.message, code: 3 };
  if (error instanceof NotStarted) return { text: error.message, code: error.exitCode };
  if (code === 'EADDRINUSE')
    return { text: 'Something else listens on that port. Choose another with --port.', code: 3 };
  if (code === 'EACCES' || code === 'EPERM')
    return { text: `This account may not do that: ${error.message}. Run it as the owner of the directory.`, code: 3 };
  if (code === 'ENOENT') return { text: `There is no such file: ${pathOf(error)}`, code: 3 };
  if (code === 'ERR_MODULE_NOT_FOUND')
    return { text: `A part of Moothall is not installed: ${error.message}`, code: 3 };
  if (code === 'ERR_DLOPEN_FAILED')
    return {
      text: `A part can’t be loaded: ${error.message}\nWhere Node was changed since it was installed, "moothall doctor --fix" fetches the SQLite driver for ${process.versions.node}.`,
      code: 3,
    };
  if (typeof code === 'string' && missingThings.has(code)) return { text: error.message, code: 3 };
  return { text: [error.message, ...faultsOf(error)].join('\n  '), code: 1 };
}

/** What a command needs and hasn't got. */
const missingThings = new Set([
  'no_backup',
  'no_backup_key',
  'bad_backup_key',
  'backup_locked',
  'wrong_backup_key',
  'live_data',
  'postgres_programs_missing',
  'no_scratch_database',
  'serves_alone',
  'no_logs',
  'not_set',
  'upgrade_refused',
  'adapter_in_use',
  'adapter_unknown',
  'package_absent',
  'bad_bundle',
  'bad_bundle_key',
  'not_root',
  'not_sqlite',
  'no_source',
  'source_outdated',
]);

function pathOf(error: Error): string {
  const { path } = error as { path?: unknown };
  return typeof path === 'string' ? path : error.message;
}

function faultsOf(error: Error): string[] {
  const faults = (error as { faults?: unknown }).faults;
  if (!Array.isArray(faults)) return [];
  return (faults as { field?: unknown; message?: unknown }[]).map(
    ({ field, message }) => `${String(field)}: ${String(message)}`,
  );
}
