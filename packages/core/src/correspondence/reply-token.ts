import { createHmac } from 'node:crypto';
import { sameText } from '../kernel/http/tokens.js';

/** Of SHA-256, in bytes: 80 bits (RFC 2104, section 5), which nobody finds by writing mails. */
const signatureBytes = 10;
const idBytes = 16;
/** 208 bits in base 36, which survives mail systems that know no capitals. */
const tokenLength = 41;
const looksLikeOne = new RegExp(`(?<![a-z0-9])[a-z0-9]{${tokenLength}}(?![a-z0-9])`, 'g');
/** Of a text, so many are looked at. */
const mostTokens = 50;

/** What names a message in answers to it: its id and our signature. @param key the installation's, base64 */
export function replyTokenOf(key: string, messageId: string): string {
  const hex = messageId.replaceAll('-', '') + signatureOf(key, messageId);
  return BigInt(`0x${hex}`).toString(36).padStart(tokenLength, '0');
}

/** The messages whose tokens a text brings back, in order; what we never signed is as if it weren't there. */
export function messagesNamedIn(key: string, text: string): string[] {
  const found = [...text.toLowerCase().matchAll(looksLikeOne)].slice(0, mostTokens);
  return [...new Set(found.flatMap(([token]) => messageIn(key, token) ?? []))];
}

/** The same for all that is written about one case or contact, and says nothing by itself. */
export function threadIdOf(key: string, subjectId: string): string {
  return sign(key, `thread:${subjectId}`).toString('hex').slice(0, 32);
}

function messageIn(key: string, token: string): string | undefined {
  let bits = 0n;
  for (const digit of token) bits = bits * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = bits.toString(16).padStart((idBytes + signatureBytes) * 2, '0');
  if (hex.length > (idBytes + signatureBytes) * 2) return undefined;
  const id = hex.slice(0, idBytes * 2).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return sameText(hex.slice(idBytes * 2), signatureOf(key, id)) ? id : undefined;
}

function signatureOf(key: string, messageId: string): string {
  return sign(key, `reply:${messageId}`).subarray(0, signatureBytes).toString('hex');
}

function sign(key: string, text: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest();
}
