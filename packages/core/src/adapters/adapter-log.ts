import type { AdapterLog } from '@moothall/adapter-sdk';
import type { Logger } from 'pino';
import { withoutValues } from '../kernel/log.js';

/** A text without the instance's secrets and without what looks like somebody's data. */
export type Redact = (text: string) => string;

const shortest = 4;

/** Secrets of every depth, the longest first, so that none is left over in part. */
export function redactor(secrets: unknown): Redact {
  const values = textsIn(secrets)
    .flatMap((value) => [value, encodeURIComponent(value), Buffer.from(value).toString('base64').replace(/=+$/, '')])
    .filter(({ length }) => length >= shortest)
    .sort((a, b) => b.length - a.length);
  return (text) => withoutValues(values.reduce((left, value) => left.replaceAll(value, '…'), text));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Fields whose values name nobody. The log drops every other, and says that it did. */
const plainFields = new Set(['code', 'status', 'method', 'count', 'durationMs', 'rows', 'attempts', 'version']);

/** The log of one instance: its lines carry the instance's name, and neither secrets nor personal data. */
export function adapterLog(log: Logger, adapter: string, redact: Redact): AdapterLog {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (fields: Readonly<Record<string, unknown>>, message: string): void => {
      const kept = Object.entries(fields).map(([key, value]) => [
        key,
        plainFields.has(key) ? plain(value, redact) : '…',
      ]);
      log[level]({ ...Object.fromEntries(kept), adapter }, redact(message));
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function plain(value: unknown, redact: Redact): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? value : redact(String(value));
}
