import { hashSecret } from '../kernel/http/tokens.js';
import type { RandomBytes } from '../kernel/kernel.js';

const count = 10;
const groups = 4;
/** Crockford's base 32: no I, L, O, U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten codes of 80 random bits, as `K7QM-…` in four groups of four. Each stands in for the second factor once. */
export function newRecoveryCodes(random: RandomBytes): string[] {
  return Array.from({ length: count }, () => {
    const code = [...random(groups * 4)].map((byte) => letters[byte % 32]).join('');
    return code.match(/.{4}/g)?.join('-') ?? code;
  });
}

/** What is stored of a code. What people misread is read as meant: O as 0, I and L as 1, small letters, no dashes. */
export function hashRecoveryCode(code: string): string {
  const bare = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return hashSecret(`recovery:${bare}`);
}
