import type { SignInInstance } from '@moothall/adapter-sdk';
import { aHost, signInConformance, startAdapter, type FarEnd, type SignInPerson } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { aSmallProvider, clientId, clientSecret, type TokenFault } from './testing/small-provider.js';

/** The time of the testkit’s host. */
const hostNow = Date.UTC(2026, 10, 16, 10);
const provider = await aSmallProvider(() => hostNow);
const settings = (url: string): object => ({
  ...{ issuer: url, clientId },
  roles: { 'crm-advisers': ['adviser'], 'crm-leaders': ['team-leader', 'officer'] },
});
const secrets = { clientSecret };

signInConformance({
  ...{ adapter, settings, secrets },
  startFarEnd: provider.start,
  // The check offers a code that nobody has: nothing comes of it.
  writes: ({ method, body }) => method === 'POST' && !body.includes('code=moothall-checks-the-connection'),
  advisers: 'crm-advisers',
  visit: (goTo, person, how) => provider.visit(goTo, person, how),
  signOutToken: (person, forged) => provider.signOutToken(person, forged),
});

const marcus: SignInPerson = {
  ...{
    subject: '77-marcus',
    signInName: 'marcus.bell',
    displayName: 'Marcus Bell',
    email: 'marcus.bell@dunmere.example',
  },
  ...{ groups: ['crm-leaders', 'crm-advisers', 'staff'], secondFactor: 'not-asked' },
};
const returnTo = new URL('https://moothall.example/sign-in/with/entra/back');

describe('signing in by OpenID Connect', () => {
  let farEnd: FarEnd;
  before(async () => void (farEnd = await provider.start()));
  after(() => farEnd.close());
  afterEach(() => {
    provider.spoil();
    provider.describe({});
  });
  const start = (changes: object = {}, given: object = secrets): SignInInstance =>
    startAdapter<SignInInstance>(adapter, aHost(), {
      settings: { ...settings(farEnd.url), ...changes },
      secrets: given,
    });
  const signIn = async (instance: SignInInstance, person = marcus) => {
    const { goTo, kept } = await instance.begin({ returnTo });
    return instance.finish({ cameTo: await provider.visit(goTo, person), kept });
  };

  it('asks with PKCE, a state and a nonce that are new each time', async () => {
    const instance = start();
    const [one, other] = [await instance.begin({ returnTo }), await instance.begin({ returnTo })];
    const asked = Object.fromEntries(one.goTo.searchParams);
    expect(asked).to.include({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid profile email' });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[name], name).to.match(/^[\w-]{43}$/);
      expect(other.goTo.searchParams.get(name), name).to.not.equal(asked[name]);
    }
    expect(one.goTo.href).to.not.include((JSON.parse(one.kept) as { verifier: string }).verifier);
  });

  for (const fault of ['nonce', 'expired', 'audience', 'issuer', 'signature', 'unsigned'] satisfies TokenFault[])
    it(`refuses an ID token that is wrong: ${fault}`, async () => {
      provider.spoil(fault);
      expect(await signIn(start())).to.deep.equal({ outcome: 'refused', reason: 'not-proved' });
    });

  it('refuses a code that another attempt was given for', async () => {
    const instance = start();
    const [victim, thief] = [await instance.begin({ returnTo }), await instance.begin({ returnTo })];
    const stolen = await provider.visit(victim.goTo, marcus);
    const cameTo = await provider.visit(thief.goTo, { ...marcus, subject: '99-thief' });
    cameTo.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect(await instance.finish({ cameTo, kept: thief.kept })).to.deep.equal({
      ...{ outcome: 'refused', reason: 'out-of-date' },
    });
  });

  it('maps several groups to each of their roles once, and none where none are mapped', async () => {
    expect(await signIn(start())).to.deep.include({ roles: ['adviser', 'officer', 'team-leader'] });
    expect(await signIn(start({ roles: undefined }))).to.deep.include({ roles: null });
  });

  it('reads other claims, from userinfo too', async () => {
    const claims = { signInName: 'email', displayName: 'preferred_username', from: 'userinfo' };
    expect(await signIn(start({ claims }))).to.include({ signInName: marcus.email, displayName: 'marcus.bell' });
  });

  it('refuses somebody whom nothing names', async () => {
    expect(await signIn(start({ claims: { signInName: 'upn', email: 'mail' } }))).to.deep.equal({
      ...{ outcome: 'refused', reason: 'unnamed' },
    });
  });

  it('takes a second factor for passed by acr as well, and by nothing that the settings don’t name', async () => {
    const passed = { ...marcus, secondFactor: 'passed' } as const;
    const named = (secondFactor: object) => signIn(start({ secondFactor }), passed);
    expect(await named({ amr: ['pwd'] })).to.include({ secondFactor: 'passed' });
    expect(await named({ amr: [] })).to.include({ secondFactor: 'not-said' });
    expect(await named({ amr: ['otp'], acr: ['gold'] })).to.include({ secondFactor: 'not-said' });
  });

  it('says of credentials that are refused what they are, in the check and as somebody signs in', async () => {
    const instance = start({}, { clientSecret: 'an old one' });
    const failure = (work: () => Promise<unknown>) =>
      work().then(
        () => 'went well',
        (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
      );
    const said = 'sign_in_refused: The provider refuses the client’s id or secret.';
    expect(await failure(() => instance.check())).to.equal(said);
    expect(await failure(() => signIn(instance))).to.equal(said);
  });

  it('finds in a check what the provider can’t do', async () => {
    provider.describe({ code_challenge_methods_supported: ['plain'] });
    expect(await start().check()).to.deep.include({ ok: false, code: 'refused' });
    provider.describe({ jwks_uri: undefined });
    expect(await start().check()).to.deep.include({ ok: false, code: 'refused' });
  });

  it('signs out here alone where the provider has no page for it', async () => {
    provider.describe({ end_session_endpoint: undefined });
    expect(await start().signOut?.({ hint: null, returnTo })).to.equal(null);
  });
});
