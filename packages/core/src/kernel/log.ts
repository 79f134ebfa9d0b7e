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
  'pid',
  'part',
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

/** The fields that every line has besides. */
const ofEveryLine = new Set(['level', 'time', 'service', 'msg', 'dropped']);

/** A line of the log as it may be shown and handed on: known fields alone. `undefined` for text that is no such line. */
export function readLogLine(line: string): Record<string, unknown> | undefined {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  return Object.fromEntries(
    Object.entries(entry)
      .filter(([name]) => allowed.has(name) || ofEveryLine.has(name))
      .map(([name, value]) => [name, name === 'err' ? errorInLine(value) : plainValue(value)]),
  );
}

function errorInLine(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return plainValue(value);
  const { name, code, message, stack, cause } = value as Record<string, unknown>;
  const shown = { name, code, message, stack };
  const plain = Object.entries(shown).map(([key, each]) => [key, key === 'stack' ? framesOf(each) : plainValue(each)]);
  return { ...Object.fromEntries(plain), ...(cause === undefined ? {} : { cause: errorInLine(cause) }) };
}

/** Where it happened: the lines of a stack that name code. */
const framesOf = (stack: unknown): string | undefined =>
  typeof stack === 'string'
    ? stack
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n')
    : undefined;

/** Text of several words may quote something; ids, codes, routes and instants have none. */
const plainValue = (value: unknown): unknown =>
  typeof value === 'string' && /[\s@]/.test(value) ? withoutValues(value) : value;

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
