import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A POST that another system made by itself, as it came. */
export interface InboundRequest {
  /** The bytes as they came, at most 1 MB: a signature is made over these, never over what was parsed from them. */
  readonly body: Uint8Array;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** Something that another system says by itself; each kind adds what is said. */
export interface InboundNews {
  /** The same for the same news, however often it is told: at most 200 characters, without personal data. */
  readonly key: string;
  /** Which of its kind's news it is: `outcome`. */
  readonly what: string;
  /**
   * What it is about, as the other system knows it. Of the news about one thing, what happened before that which was taken
   * last is left. Null: it stands alone.
   */
  readonly about: string | null;
  /** When it happened there. Whole milliseconds since 1970, UTC. */
  readonly at: number;
}

/** Compares without telling by its time where two texts differ; texts of any length. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether a request carries this bearer token. @param headers of the request, their names in lower case */
export function hasBearer(headers: Readonly<Record<string, string>>, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(headers['authorization'] ?? '')?.[1];
  return given !== undefined && sameSecret(given, token);
}

/** Whether a signature, in hexadecimal, is the HMAC of these bytes under this key. */
export function isSignedWith(
  key: string,
  { body, signature, algorithm = 'sha256' }: { body: Uint8Array; signature: string; algorithm?: 'sha256' | 'sha512' },
): boolean {
  return sameSecret(signature.toLowerCase(), createHmac(algorithm, key).update(body).digest('hex'));
}
