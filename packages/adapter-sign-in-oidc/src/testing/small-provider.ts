import { createHash } from 'node:crypto';
import {
  startFarEnd,
  type FarEnd,
  type FarEndAnswer,
  type ReceivedRequest,
  type SignInPerson,
} from '@moothall/adapter-testkit';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

export const clientId = 'moothall';
export const clientSecret = 'a-client-secret-that-stands-nowhere-else';

/** What is wrong with the ID tokens that it gives. */
export type TokenFault = 'nonce' | 'expired' | 'audience' | 'issuer' | 'signature' | 'unsigned';

interface Given {
  readonly person: SignInPerson;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

/** As much of a provider as one client needs: its tokens can be wrong in ways that a real one’s are not. */
export interface SmallProvider {
  readonly start: () => Promise<FarEnd>;
  visit(goTo: URL, person: SignInPerson, how?: 'cancel'): Promise<URL>;
  signOutToken(person: SignInPerson, forged?: 'forged'): Promise<string>;
  /** From now on; nothing: its tokens are right again. */
  spoil(fault?: TokenFault): void;
  /** Of what it describes of itself, what is otherwise. */
  describe(changes: Readonly<Record<string, unknown>>): void;
}

/** @param nowMs by which its tokens are dated */
export async function aSmallProvider(nowMs: () => number): Promise<SmallProvider> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const publicKey = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Given>();
  const tokens = new Map<string, SignInPerson>();
  let issuer = '';
  let fault: TokenFault | undefined;
  let changes: Readonly<Record<string, unknown>> = {};
  const sign = (claims: JWTPayload, key: CryptoKey, typ = 'JWT'): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', typ }).sign(key);
  const idToken = async ({ person, nonce }: Given): Promise<string> => {
    const nowS = Math.floor(nowMs() / 1000);
    const claims = {
      ...claimsOf(person),
      iss: fault === 'issuer' ? 'https://elsewhere.example' : issuer,
      aud: fault === 'audience' ? 'another-client' : clientId,
      nonce: fault === 'nonce' ? 'another-nonce' : nonce,
      iat: fault === 'expired' ? nowS - 7200 : nowS,
      exp: fault === 'expired' ? nowS - 3600 : nowS + 300,
      sid: `session-of-${person.subject}`,
      ...(person.secondFactor === 'passed' ? { amr: ['pwd', 'mfa'] } : {}),
    };
    const signed = await sign(claims, fault === 'signature' ? foreign.privateKey : own.privateKey);
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    return fault === 'unsigned' ? `${none}.${signed.split('.')[1] ?? ''}.` : signed;
  };
  const exchange = async ({ body }: ReceivedRequest): Promise<FarEndAnswer> => {
    const form = new URLSearchParams(body);
    if (form.get('client_secret') !== clientSecret) return { status: 401, body: { error: 'invalid_client' } };
    const code = form.get('code') ?? '';
    const given = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (given?.challenge !== challenge || given.redirectUri !== form.get('redirect_uri'))
      return { status: 400, body: { error: 'invalid_grant' } };
    tokens.set(`access-${code}`, given.person);
    const token = { access_token: `access-${code}`, token_type: 'Bearer', id_token: await idToken(given) };
    return { body: token };
  };
  const answer = (request: ReceivedRequest): FarEndAnswer | Promise<FarEndAnswer> => {
    switch (new URL(request.path, issuer).pathname) {
      case '/.well-known/openid-configuration':
        return { body: { ...description(issuer), ...changes } };
      case '/keys':
        return { body: { keys: [publicKey] } };
      case '/token':
        return exchange(request);
      case '/me': {
        const person = tokens.get((request.headers['authorization'] ?? '').replace('Bearer ', ''));
        return person ? { body: claimsOf(person) } : { status: 401 };
      }
      default:
        return { status: 404 };
    }
  };
  return {
    start: async () => {
      const farEnd = await startFarEnd(answer);
      issuer = farEnd.url;
      return farEnd;
    },
    visit: async (goTo, person, how) => {
      const asked = (name: string): string => goTo.searchParams.get(name) ?? '';
      const back = new URL(asked('redirect_uri'));
      back.searchParams.set('state', asked('state'));
      if (how === 'cancel') back.searchParams.set('error', 'access_denied');
      else {
        const code = `code-${codes.size}-${asked('state')}`;
        const about = { nonce: asked('nonce'), challenge: asked('code_challenge'), redirectUri: asked('redirect_uri') };
        codes.set(code, { person, ...about });
        back.searchParams.set('code', code);
      }
      return back;
    },
    signOutToken: async (person, forged) => {
      const nowS = Math.floor(nowMs() / 1000);
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const claims = { iss: issuer, aud: clientId, iat: nowS, exp: nowS + 120, jti: `out-${person.subject}`, events };
      const whose = { sub: person.subject, sid: `session-of-${person.subject}` };
      return sign({ ...claims, ...whose }, forged ? foreign.privateKey : own.privateKey, 'logout+jwt');
    },
    spoil: (next) => void (fault = next),
    describe: (next) => void (changes = next),
  };
}

function claimsOf({ subject, signInName, displayName, email, groups }: SignInPerson): JWTPayload {
  return { sub: subject, preferred_username: signInName, name: displayName, email, groups };
}

function description(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorise`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/me`,
    jwks_uri: `${issuer}/keys`,
    end_session_endpoint: `${issuer}/sign-out`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}
