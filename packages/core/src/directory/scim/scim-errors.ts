import { defineError } from '../../kernel/errors.js';

/** Errors of the protocol (RFC 7644, section 3.12); `facts.scimType` is its own word for what is wrong. */
const invalid = defineError('scim_invalid', 400, 'The request is not one of SCIM 2.0 that is taken here.');
const unique = defineError('scim_uniqueness', 409, 'Somebody here has that name already.');
export const scimSignInRefused = defineError('scim_token_refused', 401, 'Send a token of SCIM that is in force.');

type ScimType = 'invalidFilter' | 'invalidPath' | 'invalidSyntax' | 'invalidValue' | 'mutability' | 'noTarget';

export function scimInvalid(scimType: ScimType, message: string, cause?: unknown): Error {
  return invalid({ facts: { scimType }, cause }, message);
}

export function scimTaken(message: string): Error {
  return unique({ facts: { scimType: 'uniqueness' } }, message);
}
