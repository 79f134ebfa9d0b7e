import type { FieldFault } from '../kernel/errors.js';
import { firstGuesses } from './first-guesses.js';

const minLength = 12;
const maxLength = 200;

/**
 * What is wrong with a new password, if anything. Length and guessability only: rules of composition make passwords
 * that are hard to keep and easy to guess (NCSC, "Password policy: updating your approach"; NIST SP 800-63B, 5.1.1.2).
 */
export function findPasswordFault(password: string, signInName: string, field = 'password'): FieldFault | undefined {
  const message = faultOf(password.normalize('NFKC'), signInName);
  return message === undefined ? undefined : { field, message };
}

function faultOf(password: string, signInName: string): string | undefined {
  if (password === '') return 'Enter a password';
  if ([...password].length < minLength) return `Use at least ${minLength} characters, for instance three random words`;
  if (password.length > maxLength) return `Shorten the password to ${maxLength} characters or fewer`;
  if (holdsName(password, signInName)) return 'Choose a password without your sign-in name in it';
  if (isCommon(password)) return 'Choose another password: this one is among the first that are guessed';
  return undefined;
}

/** The sign-in name, or its longest part (`helen.tranter`: tranter), forwards. */
function holdsName(password: string, signInName: string): boolean {
  const parts = [signInName, ...signInName.split(/[^\p{L}\p{N}]+/u)].filter((part) => part.length >= 4);
  const typed = password.toLowerCase();
  return parts.some((part) => typed.includes(part.toLowerCase()));
}

/** On the list, or made of three signs or fewer. */
function isCommon(password: string): boolean {
  const typed = password.toLowerCase();
  return new Set(typed).size < 4 || firstGuesses.has(typed.replace(/[^\p{L}\p{N}]/gu, ''));
}
