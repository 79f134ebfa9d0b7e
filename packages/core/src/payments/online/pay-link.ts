import { createHmac } from 'node:crypto';
import { sameText } from '../../kernel/http/tokens.js';
import type { Kernel } from '../../kernel/kernel.js';

/** Where whoever pays opens a payment: nobody can guess it, and nothing of it is stored. */
export function payLink({ config }: Pick<Kernel, 'config'>, paymentId: string): string {
  return `${config.origin ?? ''}${payPath(config.secrets.key, paymentId)}`;
}

/** Whether an address is one that was given out. */
export function isPayProof({ config }: Pick<Kernel, 'config'>, paymentId: string, proof: string): boolean {
  return sameText(proof, proofOf(config.secrets.key, paymentId));
}

function payPath(key: string, paymentId: string): string {
  return `/pay/${paymentId}/${proofOf(key, paymentId)}`;
}

/** 132 bits of an HMAC. */
function proofOf(key: string, paymentId: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`pay:${paymentId}`).digest('base64url').slice(0, 22);
}
