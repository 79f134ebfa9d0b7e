import { AdapterError, type SignInRefusal } from '@moothall/adapter-sdk';
import * as oidc from 'openid-client';

/** Codes of the library for an answer that is not in the form that was agreed. */
const unreadable = new Set(['OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR', 'OAUTH_RESPONSE_IS_NOT_CONFORM']);

/** What came back from signing in. The library’s own words may repeat what the provider said, so none of them go on. */
export function asRefusal(error: unknown): SignInRefusal {
  const known = adapterErrorIn(error);
  if (known) throw known;
  if (error instanceof oidc.AuthorizationResponseError) return refusalSaid(error.error);
  if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return 'out-of-date';
  // The library says of a token that it can’t be trusted, in whichever way.
  if (error instanceof oidc.ClientError && !unreadable.has(error.code ?? '')) return 'not-proved';
  throw asAdapterError(error);
}

/** In the redirect back (RFC 6749, section 4.1.2.1; OpenID Connect Core, section 3.1.2.6). @throws AdapterError */
function refusalSaid(said: string): SignInRefusal {
  switch (said) {
    case 'access_denied':
    case 'login_required':
    case 'consent_required':
    case 'interaction_required':
    case 'account_selection_required':
      return 'cancelled';
    case 'server_error':
    case 'temporarily_unavailable':
      throw new AdapterError('failed_at_far_end', 'The provider reported a fault of its own.');
    case 'unauthorized_client':
      throw new AdapterError('not_permitted', 'The provider does not let this client sign anybody in.');
    default:
      throw new AdapterError(
        'refused',
        'The provider refused what it was asked. Check the scopes and the return address.',
      );
  }
}

/** A failure of a call, in the contract’s words. */
export function asAdapterError(error: unknown): AdapterError {
  const known = adapterErrorIn(error);
  if (known) return known;
  if (error instanceof oidc.WWWAuthenticateChallengeError) return refusedCredentials(error);
  if (error instanceof oidc.ResponseBodyError) {
    if (error.status === 401 || error.error === 'invalid_client') return refusedCredentials(error);
    const words = 'The provider refused what it was asked.';
    return new AdapterError(error.error === 'unauthorized_client' ? 'not_permitted' : 'refused', words, {
      cause: error,
    });
  }
  if (error instanceof oidc.ClientError)
    return new AdapterError('unreadable_answer', 'The answer is not one of OpenID Connect.', { cause: error });
  return new AdapterError('adapter_failed', 'The library for OpenID Connect failed.', { cause: error });
}

function refusedCredentials(cause: unknown): AdapterError {
  return new AdapterError('sign_in_refused', 'The provider refuses the client’s id or secret.', { cause });
}

/** The library wraps what its fetch throws. */
function adapterErrorIn(error: unknown): AdapterError | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1)
    if (one.name === 'AdapterError') return one as AdapterError;
  return undefined;
}
