import { expect } from 'chai';
import { loadAdapters } from '#core/adapters/index.js';
import { findAccountByName } from '#core/identity/accounts-repository.js';
import type { Adapters } from '#core/kernel/adapters.js';
import { checkConfig } from '#core/kernel/config.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { newPlace, openWorldAt, origin, removeAtExit, type OpenWorld } from '#core/testing/harness.js';
import { startHttp, type Browser, type TestHttp } from '#core/testing/http.js';
import { aRealProvider, type RealProvider, type Visitor } from './real-provider.js';

/** What the databases do with it is tested on both engines, without a provider, in identity/elsewhere. */
describe('signing in at a real OpenID Connect provider', function () {
  this.timeout(20_000);
  let provider: RealProvider;
  let opened: OpenWorld;
  let adapters: Adapters;
  let http: TestHttp;
  before(async () => {
    provider = await aRealProvider();
    const place = await newPlace('sqlite');
    if (!place) throw new Error('SQLite is always there');
    removeAtExit(place);
    opened = openWorldAt(place);
    const { kernel, clock } = opened.world;
    // The provider’s clock is the machine’s.
    clock.set(Date.now());
    const entry = {
      ...{ use: '@moothall/adapter-sign-in-oidc', authorities: ['dunmere'] },
      settings: {
        ...{ issuer: provider.issuer, clientId: provider.client.id, label: 'the Dunmere account' },
        ...{ scopes: ['profile', 'email', 'groups'], claims: { from: 'userinfo' } },
        roles: { 'crm-advisers': ['adviser'] },
      },
      network: { privateRanges: ['127.0.0.0/8'], withoutTls: [new URL(provider.issuer).host] },
    };
    const secrets = { key: kernel.config.secrets.key, adapters: { dunmere: { clientSecret: provider.client.secret } } };
    const config = checkConfig(place.directory, { origin, adapters: { dunmere: entry } }, secrets);
    adapters = await loadAdapters({ ...kernel, config });
    for (const one of adapters.list) opened.world.connect(one);
    http = await startHttp(opened.world, { origin });
    provider.open({
      returnTo: `${origin}/sign-in/with/dunmere/back`,
      signedOutTo: `${origin}/sign-in`,
      toldAt: `${http.address}/sign-in/with/dunmere/signed-out`,
    });
    provider.people.set('4711', {
      ...{ name: 'Helen Tranter', preferred_username: 'helen.tranter', email: 'helen.tranter@dunmere.example' },
      groups: ['crm-advisers', 'everybody'],
    });
  });
  after(async () => {
    await http.close();
    await adapters.close();
    await opened.close();
    await provider.close();
  });
  beforeEach(() => opened.world.clock.set(Date.now()));

  const begin = async (browser: Browser): Promise<string> =>
    (await browser.get('/sign-in/with/dunmere?next=/desk/me')).location;
  const comeBack = async (browser: Browser, to: URL): Promise<string> => {
    expect(to.origin + to.pathname).to.equal(`${origin}/sign-in/with/dunmere/back`);
    const { status, location, text } = await browser.get(to.pathname + to.search);
    const words = /govuk-notification-banner__heading">([^<]+)</.exec(text)?.[1] ?? '';
    return `${status}${location ? ` ${location}` : ''}${words ? `: ${words.replace(/&#39;/g, '’')}` : ''}`;
  };
  const signIn = async (browser: Browser, visitor: Visitor = provider.visitor()): Promise<string> =>
    comeBack(browser, await visitor.signIn(await begin(browser), '4711'));
  const isIn = async (browser: Browser): Promise<boolean> => (await browser.get('/desk/me')).status === 200;

  it('works from the check through the account that it makes to signing out there, which ends every session of it', async () => {
    const [one] = opened.world.kernel.adapters.list;
    expect(one?.part.state === 'running' && (await one.part.instance.check())).to.deep.equal({ ok: true });
    const visitor = provider.visitor();
    const [desk, phone, other] = [http.browser(), http.browser(), http.browser()];
    expect(await signIn(desk, visitor)).to.equal('303 /desk/me');
    expect(await signIn(phone, visitor)).to.equal('303 /desk/me');
    expect(await signIn(other)).to.equal('303 /desk/me');
    const account = await findAccountByName(opened.world.kernel.db.read(everyAuthority), 'helen.tranter');
    expect(account).to.include({ displayName: 'Helen Tranter' });
    const out = await desk.post('/sign-out');
    const refresh = out.headers.get('refresh') ?? '';
    expect(refresh).to.match(new RegExp(`^0; url=${provider.issuer}/`));
    expect((await visitor.signOut(refresh.replace('0; url=', ''))).href).to.equal(`${origin}/sign-in`);
    expect([await isIn(desk), await isIn(phone), await isIn(other)], 'the other’s session there goes on').to.deep.equal(
      [...[false, false, true]],
    );
  });

  it('refuses a wrong state', async () => {
    const browser = http.browser();
    const back = await provider.visitor().signIn(await begin(browser), '4711');
    back.searchParams.set('state', 'another');
    expect(await comeBack(browser, back)).to.match(/^403: The way back from the Dunmere account took too long/);
    expect(await isIn(browser)).to.equal(false);
  });

  it('refuses a code that was used, were the attempt’s cookie kept', async () => {
    const browser = http.browser();
    const goTo = await begin(browser);
    const kept = browser.cookies.get('moothall-elsewhere') ?? '';
    const back = await provider.visitor().signIn(goTo, '4711');
    expect(await comeBack(browser, back)).to.equal('303 /desk/me');
    const thief = http.browser();
    thief.cookies.set('moothall-elsewhere', kept);
    expect(await comeBack(thief, back)).to.match(/^403: The way back .* was used already/);
    expect(await isIn(thief)).to.equal(false);
  });

  it('refuses a code of another attempt, whose PKCE and nonce are others', async () => {
    const [victim, thief] = [http.browser(), http.browser()];
    const stolen = await provider.visitor().signIn(await begin(victim), '4711');
    const own = await provider.visitor().signIn(await begin(thief), '4711');
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect(await comeBack(thief, own)).to.match(/^403: /);
    expect(await isIn(thief)).to.equal(false);
  });

  it('refuses an ID token that has run out', async () => {
    const browser = http.browser();
    const back = await provider.visitor().signIn(await begin(browser), '4711');
    opened.world.clock.advance(5 * 60_000);
    expect(await comeBack(browser, back)).to.match(/^403: What the Dunmere account answered could not be verified/);
  });

  it('says of whoever turned back that they did', async () => {
    const browser = http.browser();
    const back = await provider.visitor().signIn(await begin(browser), 'cancel');
    expect(await comeBack(browser, back)).to.match(/^403: You turned back at the Dunmere account/);
  });

  it('lets nobody in who was taken out of the group since', async () => {
    const known = provider.people.get('4711');
    if (!known) throw new Error('somebody is known');
    const browser = http.browser();
    expect(await signIn(browser)).to.equal('303 /desk/me');
    known.groups = ['everybody'];
    expect(await signIn(http.browser())).to.match(/^403: You have no role in Moothall at this council/);
    const shown = await browser.get('/desk');
    expect(shown.status, 'the session that goes on opens no page of the council').to.equal(403);
    known.groups = ['crm-advisers'];
  });

  it('says that the provider can’t be reached while it is down', async () => {
    const browser = http.browser();
    const back = await provider.visitor().signIn(await begin(browser), '4711');
    await provider.close();
    expect(await comeBack(browser, back)).to.match(/^503: The Dunmere account can’t be reached now/);
  });
});
