import { createVerify, generateKeyPairSync } from 'node:crypto';
import { AdapterError } from '@moothall/adapter-sdk';
import { aHost } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { openAccount } from './account.js';
import { oauth2 as OAuth2 } from './sign-in-settings.js';
import { application, scope, startTokenService, type TokenService } from './testing/token-service.js';

const user = 'replies@westmoor.example';

describe('an account that signs in by tokens', () => {
  let tokens: TokenService;
  let now = 0;
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 16, 10);
    tokens = await startTokenService(user);
  });
  afterEach(() => tokens.close());

  const opened = (secrets: object = { clientSecret: application.clientSecret }, more: object = {}) => {
    const oauth2 = OAuth2.parse({ tokenUrl: tokens.tokenUrl, clientId: application.clientId, scope, ...more });
    const { fetch, connect, log } = aHost().context({ settings: {}, secrets: {} });
    return openAccount({ settings: { user, oauth2 }, secrets, fetch, connect, log, now: () => now });
  };
  const tokenOf = (account: ReturnType<typeof openAccount>): Promise<string> =>
    account.signedIn(async (credential) => (credential && 'token' in credential ? credential.token : 'none'));
  const failure = (work: Promise<unknown>): Promise<{ code?: string; message?: string; retryAfterMs?: number }> =>
    work.then(
      () => ({}),
      (error: { code: string; message: string }) => error,
    );

  it('keeps a token until a minute before it runs out', async () => {
    const account = opened();
    expect(await tokenOf(account)).to.equal('token-1');
    now += 3_500_000;
    expect(await tokenOf(account)).to.equal('token-1');
    now += 60_000;
    expect(await tokenOf(account)).to.equal('token-2');
  });

  it('does nothing twice where a token that is new is refused', async () => {
    let tried = 0;
    const refusing = opened().signedIn(async () => {
      tried += 1;
      throw new AdapterError('sign_in_refused', 'Not with this token.');
    });
    await failure(refusing);
    expect([tried, tokens.asked().length]).to.deep.equal([1, 1]);
  });

  const refusals = {
    ...{ invalid_client: 'sign_in_refused', invalid_grant: 'sign_in_refused', invalid_scope: 'not_permitted' },
    ...{ unauthorized_client: 'not_permitted', something_else: 'refused' },
  };
  for (const [error, code] of Object.entries(refusals))
    it(`says what the token service refuses, in words of ours: ${error}`, async () => {
      tokens.refuse(error);
      const failed = await failure(tokenOf(opened()));
      expect(failed).to.include({ code });
      expect(failed.message).to.not.include(user);
    });

  it('says that it was the token service that failed, and when to come back', async () => {
    tokens.fail('429');
    const busy = await failure(tokenOf(opened()));
    expect(busy).to.include({ code: 'rate_limited' });
    expect(busy.retryAfterMs).to.be.greaterThan(0);
    expect(busy.message).to.include('token service');
    tokens.fail('garbage');
    expect(await failure(tokenOf(opened()))).to.include({ code: 'unreadable_answer' });
  });

  it('says which secret is missing, and asks nobody', async () => {
    expect(opened({}).missing()?.detail).to.equal('oauth2 has no clientSecret. Put it into secrets.yaml.');
    const bare = opened({}, { grant: 'service-account' });
    expect(await failure(tokenOf(bare))).to.include({ code: 'sign_in_refused' });
    expect(bare.missing()?.detail).to.include('privateKey');
    expect(await failure(tokenOf(opened({ privateKey: 'no key' }, { grant: 'service-account' })))).to.include({
      code: 'sign_in_refused',
    });
    expect(tokens.asked()).to.deep.equal([]);
  });

  it('asks as a service account by an assertion that it signs, in the mailbox’s name', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(await tokenOf(opened({ privateKey: pem }, { grant: 'service-account' }))).to.equal('token-1');
    const form = tokens.asked()[0];
    expect(form?.get('grant_type')).to.equal('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [head = '', claims = '', signature = ''] = form?.get('assertion')?.split('.') ?? [];
    const verifier = createVerify('RSA-SHA256').update(`${head}.${claims}`);
    expect(verifier.verify(publicKey, signature, 'base64url')).to.equal(true);
    const nowS = Math.floor(now / 1000);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).to.deep.equal({
      ...{ iss: application.clientId, sub: user, scope, aud: tokens.tokenUrl, iat: nowS, exp: nowS + 600 },
    });
  });
});
