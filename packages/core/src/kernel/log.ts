import pino, { type Logger } from 'pino';
import type { Config } from './config.js';
import { AppError } from './errors.js';

/**
 * Structured logs, one JSON object a line. Only what a serialiser lets through is written: an error's code, message
 * and stack, a request's method, route and status. Bodies, queries, names and addresses have no way in.
 */
export function openLog(level: Config['log']['level'], destination?: pino.DestinationStream): Logger {
  return pino(
    {
      level,
      base: { service: 'moothall' },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorForLog },
      formatters: { log: onlyKnownFields, level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** The fields that a log line may carry. Anything else is dropped, and its name noted, so that it is missed. */
const allowed = new Set([
  'err',
  'code',
  'status',
  'method',
  'route',
  'requestId',
  'durationMs',
  'job',
  'jobId',
  'attempts',
  'importRun',
  'kind',
  'rows',
  'signal',
  'url',
  'version',
  'engine',
  'migrations',
  'count',
  'authority',
  'adapter',
]);

function onlyKnownFields(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (allowed.has(key)) kept[key] = value;
    else dropped.push(key);
  }
  return dropped.length > 0 ? { ...kept, dropped } : kept;
}

export function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'a value that is not an error was thrown' };
  const code = error instanceof AppError ? error.code : (error as { code?: unknown }).code;
  const described: Record<string, unknown> = { name: error.name, code, message: withoutValues(error.message) };
  described['stack'] = error.stack?.split('\n').slice(1, 12).join('\n');
  if (error.cause !== undefined) described['cause'] = errorForLog(error.cause);
  return described;
}

/** Database drivers quote the offending value; nothing in quotes or brackets leaves the process. */
export function withoutValues(message: string): string {
  return message
    .replace(/"[^"]*"|'[^']*'|\([^)]*\)=\([^)]*\)/g, '…')
    .replace(/\d{6,}/g, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…')
    .slice(0, 500);
}
