import type { Kernel } from '../kernel/kernel.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { openSealed, sealSecret } from './seal.js';
import { secretPurpose } from './second-factor.js';
import { findCodeStep, newTimeSecret } from './time-codes.js';

export const wrongSetUpCode = 'Enter the code that the app shows now. If it stays wrong, check the clock of the phone';

/**
 * A secret for the set-up page, and its sealed form, which travels in the page's form until a code proves that the
 * app has it: so opening the page writes nothing. `earlier` is the sealed form of a try before.
 */
export function sealNewSecret(kernel: Kernel, personId: string, earlier = ''): { sealed: string; secret: string } {
  const before = openSealed(kernel, secretPurpose(personId), earlier);
  if (before !== undefined) return { sealed: earlier, secret: before };
  const secret = newTimeSecret(kernel.random);
  return { sealed: sealSecret(kernel, secretPurpose(personId), secret), secret };
}

/** What a right code proves: the input of `identity.set-second-factor`, and the recovery codes to show once. */
export interface ProvenSecret {
  readonly input: { readonly sealedSecret: string; readonly step: number; readonly recoveryCodeHashes: string[] };
  readonly recoveryCodes: readonly string[];
}

export function proveSecret(kernel: Kernel, personId: string, sealed: string, code: string): ProvenSecret | undefined {
  const secret = openSealed(kernel, secretPurpose(personId), sealed);
  const step = secret && findCodeStep(secret, code, kernel.clock.now());
  if (!step) return undefined;
  const recoveryCodes = newRecoveryCodes(kernel.random);
  return {
    input: { sealedSecret: sealed, step, recoveryCodeHashes: recoveryCodes.map(hashRecoveryCode) },
    recoveryCodes,
  };
}
