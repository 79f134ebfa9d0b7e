import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import {
  AdapterError,
  errorFromStatus,
  readJson,
  type AdapterContext,
  type AdapterErrorCode,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import type { OAuth2, SignInSecrets } from './sign-in-settings.js';

export interface GivenToken {
  readonly token: string;
  /** Whole milliseconds since 1970, UTC. */
  readonly endsAt: number;
}

/** RFC 6749, section 5.1. */
const Given = z.object({
  access_token: z.string().min(1).max(16_384),
  expires_in: z.coerce.number().positive().optional(),
});
const Refused = z.object({ error: z.string() });

/** Where a token service doesn't say for how long: it is asked again soon. */
const usualS = 300;
/** An assertion is used at once. */
const assertionS = 600;

/** What a token service's refusal means (RFC 6749, section 5.2), in words for staff; its own may name somebody. */
const refusals: Readonly<Record<string, readonly [AdapterErrorCode, string]>> = {
  invalid_client: ['sign_in_refused', 'The token service refuses the application: check clientId and clientSecret.'],
  invalid_grant: ['sign_in_refused', 'The token service refuses the account: check user, clientId and privateKey.'],
  unauthorized_client: [
    'not_permitted',
    'The application may not ask for tokens in this way, or not for this account.',
  ],
  access_denied: ['not_permitted', 'The application lacks the permission for mail.'],
  invalid_scope: ['not_permitted', 'The token service gives none for this scope: check scope.'],
  invalid_request: ['refused', 'The token service could not use what was asked: check tokenUrl, clientId and scope.'],
  unsupported_grant_type: ['refused', 'The token service does not know this grant: check grant and tokenUrl.'],
};

type Asking = Pick<AdapterContext<unknown, SignInSecrets>, 'fetch' | 'now' | 'secrets'>;

/** Asks the token service for a token. @throws AdapterError, whose words say that it was the token service */
export async function askForToken({ fetch, now, secrets }: Asking, oauth2: OAuth2, user: string): Promise<GivenToken> {
  const body = new URLSearchParams(formOf(oauth2, { user, secrets, nowS: Math.floor(now() / 1000) }));
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const response = await fetch(new URL(oauth2.tokenUrl), { method: 'POST', headers, body: body.toString() });
    if (!response.ok) throw await refusalOf(response, now());
    const { access_token: token, expires_in: expiresS = usualS } = await readJson(response, Given);
    return { token, endsAt: now() + expiresS * 1000 };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    const { code, message, retryAfterMs } = error;
    const words = message.includes('token service') ? message : `The token service: ${message}`;
    throw new AdapterError(code, words, { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  }
}

async function refusalOf(response: Response, now: number): Promise<AdapterError> {
  const byStatus = errorFromStatus(response, now);
  const said = await readJson(response, Refused).catch(() => undefined);
  const [code, words] = (said && Object.hasOwn(refusals, said.error) && refusals[said.error]) || [];
  return code === undefined || words === undefined ? byStatus : new AdapterError(code, words);
}

interface Asker {
  readonly user: string;
  readonly secrets: SignInSecrets;
  readonly nowS: number;
}

function formOf({ grant, clientId, scope, tokenUrl }: OAuth2, { user, secrets, nowS }: Asker): Record<string, string> {
  if (grant === 'client-credentials')
    return {
      ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: secrets.clientSecret ?? '', scope },
    };
  const claims = { iss: clientId, sub: user, scope, aud: tokenUrl, iat: nowS, exp: nowS + assertionS };
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertionOf(claims, keyOf(secrets.privateKey ?? '')),
  };
}

function keyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new AdapterError(
      'sign_in_refused',
      'privateKey is no private key as PEM. Put the right one into secrets.yaml.',
    );
  }
}

/** A signed JWT (RFC 7523), as Google's service accounts ask for their tokens with. */
function assertionOf(claims: object, key: KeyObject): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
