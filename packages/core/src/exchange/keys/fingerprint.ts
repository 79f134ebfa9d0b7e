import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** An Ed25519 public key as RFC 8037 writes it: 32 bytes in base64url. */
export const PublicKeyText = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'This is not an Ed25519 public key');

/** 64 hexadecimal digits, however they were grouped when they were read out. */
export const FingerprintText = z
  .string('Enter the fingerprint')
  .transform((text) => text.toLowerCase().replace(/[\s:-]/g, ''))
  .refine((text) => /^[0-9a-f]{64}$/.test(text), 'Enter the whole fingerprint: 64 digits and letters from a to f');

/** The SHA-256 thumbprint of the key (RFC 7638), in hex: names the key, and is what two people compare. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${publicKey}"}`).digest('hex');
}

/** In groups of four, to be compared by eye or read out. */
export function groupedFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
}

export function publicKeyOf(publicKey: string): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
}
