import { AdapterError } from '@moothall/adapter-sdk';

/** What one answer brought of an object. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Of the whole object. */
  readonly total: number;
}

/**
 * Reads an answer to a request for a range (RFC 9110, section 14): the piece from `at` on, or the whole from a store that
 * doesn't know ranges. @throws AdapterError `unreadable_answer`
 */
export async function pieceOf(response: Response, at: number): Promise<Piece> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status === 200 && at === 0) return { bytes, total: bytes.length };
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  const isAsAsked = response.status === 206 && Number(from) === at && Number(to) - at + 1 === bytes.length;
  if (!isAsAsked || bytes.length === 0) throw unreadable();
  return { bytes, total: Number(total) };
}

export function unreadable(): AdapterError {
  return new AdapterError('unreadable_answer', 'The answer is not what S3 agrees on.');
}
