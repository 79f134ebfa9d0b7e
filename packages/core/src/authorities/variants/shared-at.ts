import { z } from 'zod';
import { versionField } from '../../kernel/input.js';

/** One of the partnership's, for one authority. */
export function sharedAt<K extends z.ZodType<string>>(key: K) {
  return z.strictObject({ authorityId: z.coerce.number().int(), key });
}

/** One of the partnership's as somebody looked at it. */
export function sharedSeen<K extends z.ZodType<string>>(key: K) {
  return sharedAt(key).extend({ number: versionField });
}

/** One of the partnership's and ours beside it, as somebody looked at the two. */
export function oursSeen<K extends z.ZodType<string>>(key: K) {
  return sharedSeen(key).extend({ expectedVersion: versionField });
}
