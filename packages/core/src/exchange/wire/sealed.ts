import type { KeyObject } from 'node:crypto';
import { MINUTE_MS, type Instant } from '../../kernel/clock.js';
import {
  contentDigest,
  isSignedBy,
  matchesDigest,
  readSignature,
  signRequest,
  type ReadSignature,
} from '../../kernel/http/message-signatures.js';
import type { RawBody } from '../../kernel/route.js';
import { exchangeErrors } from '../exchange-errors.js';
import { publicKeyOf } from '../keys/fingerprint.js';

const label = 'moothall';
const tag = 'moothall-exchange';
const components = ['@method', '@authority', '@path', 'content-type', 'content-digest'] as const;

/** A signature is good for this long either side of the time here: clocks differ, and requests wait on the way. */
export const signatureAgeMs = 10 * MINUTE_MS;

export const messagesPath = '/exchange/v1/messages';
/** Where pieces of files are asked for. */
export const piecesPath = '/exchange/v1/files';

/** The headers of a message's request, signed. Each attempt is signed anew. */
export function sealMessage(
  url: URL,
  body: Buffer,
  about: { readonly key: KeyObject; readonly keyId: string; readonly created: Instant },
): Readonly<Record<string, string>> {
  const headers = { 'content-type': 'application/json', 'content-digest': contentDigest(body) };
  const request = { method: 'POST', authority: url.host, path: url.pathname, headers };
  return { ...headers, ...signRequest(request, { label, components, tag, ...about }) };
}

/**
 * The signature of a message, its digest and its time checked; whose key it is, is for the caller to say.
 * @throws exchange_signature; exchange_clocks_apart
 */
export function readSeal(raw: RawBody, now: Instant): ReadSignature {
  const found = readSignature(raw.headers, label);
  const isWhole = found?.tag === tag && components.every((name) => found.components.includes(name));
  if (!found || !isWhole || !matchesDigest(raw.bytes, raw.headers['content-digest']))
    throw exchangeErrors.badSignature();
  if (Math.abs(now - found.created) > signatureAgeMs) throw exchangeErrors.clocksApart();
  return found;
}

/** @throws exchange_signature when the key did not make it over this request */
export function checkSeal(raw: RawBody, seal: ReadSignature, publicKey: string): void {
  if (!isSignedBy(publicKeyOf(publicKey), raw, seal)) throw exchangeErrors.badSignature();
}
