import {
  adapterApiVersion,
  defineAdapter,
  type AdapterCheck,
  type SignInInstance,
  type SignInOutcome,
} from '@moothall/adapter-sdk';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { asAdapterError, asRefusal } from './provider-errors.js';
import { providerOf } from './provider.js';
import { readSignOut } from './read-sign-out.js';
import { Secrets, Settings } from './settings.js';
import { whoSignedIn, type Claims } from './who-signed-in.js';

/** What proves on the way back that it is the same browser, and the same attempt. */
const Kept = z.strictObject({ verifier: z.string(), state: z.string(), nonce: z.string() });
type Kept = z.output<typeof Kept>;

/** Staff sign in at an OpenID Connect provider: authorisation code with PKCE, state and nonce. */
export const adapter = defineAdapter({
  kind: 'sign-in',
  name: 'OpenID Connect',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: { 'sign-out': true, 'told-of-sign-out': true },
  hosts: ({ issuer }) => [new URL(issuer).host],
  create: (context): SignInInstance => {
    const { settings, now } = context;
    const provider = providerOf(context);
    return {
      label: settings.label,
      check: async () => await checkProvider(await provider.configuration()),
      begin: async ({ returnTo }) => {
        const configuration = await provider.configuration();
        const verifier = oidc.randomPKCECodeVerifier();
        const kept: Kept = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
        const goTo = oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: returnTo.href,
          scope: ['openid', ...settings.scopes.filter((scope) => scope !== 'openid')].join(' '),
          ...{ state: kept.state, nonce: kept.nonce, code_challenge_method: 'S256' },
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        });
        return { goTo, kept: JSON.stringify(kept) };
      },
      finish: async ({ cameTo, kept }) => {
        const known = Kept.parse(JSON.parse(kept));
        // Of another attempt, or of nobody’s: the library would say no more of it than that the answer is not valid.
        if (cameTo.searchParams.get('state') !== known.state) return { outcome: 'refused', reason: 'out-of-date' };
        const configuration = await provider.configuration();
        try {
          return await exchange(configuration, settings, cameTo, known);
        } catch (error) {
          return { outcome: 'refused', reason: asRefusal(error) };
        }
      },
      signOut: async ({ hint, returnTo }) => {
        const configuration = await provider.configuration();
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
        return oidc.buildEndSessionUrl(configuration, {
          post_logout_redirect_uri: returnTo.href,
          ...(hint === null ? {} : { id_token_hint: hint }),
        });
      },
      readSignOut: async (token) => await readSignOut(provider, await provider.configuration(), now(), token),
    };
  },
});

/** Gives the code for tokens, and reads who came. @throws what the library throws */
async function exchange(
  configuration: oidc.Configuration,
  settings: Settings,
  cameTo: URL,
  { verifier, state, nonce }: Kept,
): Promise<SignInOutcome> {
  const tokens = await oidc.authorizationCodeGrant(configuration, cameTo, {
    ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
  });
  const idClaims = (tokens.claims() ?? {}) as Claims;
  const claims =
    settings.claims.from === 'id-token'
      ? idClaims
      : await oidc.fetchUserInfo(configuration, tokens.access_token, String(idClaims['sub']));
  const found = whoSignedIn(settings, { text: tokens.id_token ?? '', claims: idClaims }, claims);
  return found ?? { outcome: 'refused', reason: 'unnamed' };
}

/** Reads the provider’s description and offers a code that nobody has: the credentials are looked at before the code is. */
async function checkProvider(configuration: oidc.Configuration): Promise<AdapterCheck> {
  const { jwks_uri: keys, code_challenge_methods_supported: challenges } = configuration.serverMetadata();
  if (keys === undefined) return { ok: false, code: 'refused', detail: 'The provider publishes no keys (jwks_uri).' };
  if (challenges && !challenges.includes('S256'))
    return { ok: false, code: 'refused', detail: 'The provider does not take PKCE with S256, which Moothall needs.' };
  try {
    await oidc.genericGrantRequest(configuration, 'authorization_code', {
      code: 'moothall-checks-the-connection',
      redirect_uri: 'https://moothall.invalid/',
      code_verifier: oidc.randomPKCECodeVerifier(),
    });
  } catch (error) {
    // A provider may look at the return address before the code, and this one isn’t ours.
    const isKnown =
      error instanceof oidc.ResponseBodyError && ['invalid_grant', 'invalid_request'].includes(error.error);
    if (isKnown) return { ok: true };
    throw asAdapterError(error);
  }
  return { ok: true };
}
