import type { SignOutNotice } from '@moothall/adapter-sdk';
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import type { Configuration } from 'openid-client';
import type { Provider } from './provider.js';

const event = 'http://schemas.openid.net/event/backchannel-logout';
const oldestS = 300;

/**
 * Reads a logout token (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6). Null: it is not proved to be the
 * provider’s, or not for us. @throws AdapterError
 */
export async function readSignOut(
  provider: Provider,
  configuration: Configuration,
  now: number,
  token: string,
): Promise<SignOutNotice | null> {
  const { issuer, jwks_uri: keysAt } = configuration.serverMetadata();
  if (keysAt === undefined) return null;
  const keys = createRemoteJWKSet(new URL(keysAt), { [customFetch]: (url, init) => provider.fetch(url, init) });
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer, audience: configuration.clientMetadata().client_id, currentDate: new Date(now) },
      ...{ clockTolerance: 30, maxTokenAge: oldestS, requiredClaims: ['iat', 'jti', 'events'] },
    });
    const { sub, sid, iat = 0, events, nonce } = payload;
    const says = typeof events === 'object' && events !== null && Object.hasOwn(events, event);
    if (!says || nonce !== undefined || (typeof sub !== 'string' && typeof sid !== 'string')) return null;
    const session = typeof sid === 'string' ? sid : null;
    return { issuer, subject: sub ?? null, session, saidAt: iat * 1000 };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
