import type { z } from 'zod';
import { malformed } from './errors.js';

/** A place in a list as text that means nothing to the client. */
export function writeCursor(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws malformed_request when it is not one that a list gave */
export function readCursor<S extends z.ZodType>(shape: S, text: string): z.output<S> {
  try {
    return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (cause) {
    throw malformed({ cause }, 'The cursor is not one that a list gave. Begin at the first page.');
  }
}
