import { createHash } from 'node:crypto';

/** SHA-256 in hex of a value's JSON: says in an audit row what was there without saying it. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
