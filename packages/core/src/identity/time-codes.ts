import { generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import { SECOND_MS, type Instant } from '../kernel/clock.js';
import type { RandomBytes } from '../kernel/kernel.js';

/*
 * Codes of an authenticator app: TOTP (RFC 6238) with SHA-1, 6 digits and steps of 30 seconds, which every app knows.
 */

const stepS = 30;
const secretBytes = 20; // RFC 4226, section 4: 160 bits recommended

/** A new shared secret, in base32 as people type it into an app. */
export function newTimeSecret(random: RandomBytes): string {
  return new ScureBase32Plugin().encode(random(secretBytes));
}

/**
 * The 30-second step that a code is right for: now, one before or one after (clocks differ). Undefined when wrong.
 * A step is good once: the caller refuses one that is not later than the last accepted.
 */
export function findCodeStep(secret: string, code: string, now: Instant): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const result = verifySync({ secret, token, epoch: Math.floor(now / SECOND_MS), epochTolerance: stepS });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** What the QR code holds: the `otpauth` address that authenticator apps read. */
export function authenticatorAddress(secret: string, signInName: string): string {
  return generateURI({ issuer: 'Moothall', label: signInName, secret });
}
