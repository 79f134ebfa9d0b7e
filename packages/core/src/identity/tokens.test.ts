import { expect } from 'chai';
import { DAY_MS, MINUTE_MS } from '../kernel/clock.js';
import { systemActor } from '../kernel/actor.js';
import { statement } from '../kernel/db/statement.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { everyAuthority } from '../kernel/scope.js';
import { onBothEngines } from '../testing/harness.js';
import { addPerson, startHttp, type Answer, type Browser, type TestHttp } from '../testing/http.js';
import { createToken } from './commands/create-token.js';
import { disableAccount } from './commands/disable-account.js';
import { listTokensOf } from './tokens-repository.js';
import { auditedActions, goodPassword, setGoodPassword } from './testing/sign-in-steps.js';
import { codeOf } from '../testing/expectations.js';

const slow = 20_000;
const storedHashes = statement<{ person: string }, { token_hash: string }>(
  'select token_hash from api_tokens where person_id = :person',
);

onBothEngines('an API token', (world) => {
  let http: TestHttp;
  let personId: string;
  let browser: Browser;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());
  beforeEach(async function () {
    this.timeout(slow);
    ({ personId } = await addPerson(world(), { roles: [['dunmere', 'team-leader']] }));
    await setGoodPassword(world(), personId);
    browser = await http.signIn(personId);
  });

  const make = (fields: Record<string, string | string[]> = {}): Promise<Answer> =>
    browser.post('/desk/me/tokens', {
      name: 'Wallboard',
      expiresInDays: '30',
      'permissions[]': ['directory.read'],
      password: goodPassword,
      ...fields,
    });
  const tokenOn = ({ text }: Answer): string => /moothall_[\w-]{43}/.exec(text)?.[0] ?? '';
  const call = (token: string, path = '/api/v1/teams'): Promise<Answer> =>
    http.browser().get(path, { Authorization: `Bearer ${token}`, Accept: 'application/json' });

  it('is shown once, stored hashed, and does what was chosen', async () => {
    const token = tokenOn(await make());
    expect((await call(token)).status).to.equal(200);
    expect((await browser.get('/desk/me')).text)
      .to.contain('Wallboard')
      .and.not.contain(token);
    const rows = await world().kernel.db.read(everyAuthority).all(storedHashes, { person: personId });
    expect(rows).to.deep.equal([{ token_hash: hashSecret(token) }]);
    const [stored] = await listTokensOf(world().kernel.db.read(everyAuthority), personId);
    expect(await auditedActions(world(), stored?.id ?? '')).to.deep.equal(['identity.create-token']);
  }).timeout(slow);

  it('does nothing that was not chosen, and never changes the account', async () => {
    const token = tokenOn(await make({ 'permissions[]': ['audit.read', 'directory.manage'] }));
    expect(token, 'a team leader may not read the audit').to.equal('');
    const narrow = tokenOn(await make({ 'permissions[]': ['directory.manage'] }));
    expect((await call(narrow)).status).to.equal(403);
    expect((await make({ 'permissions[]': ['identity.own'] })).text).to.contain('Choose only what you may do yourself');
    expect((await call(narrow, '/desk/me')).location, 'pages take no tokens').to.match(/^\/sign-in/);
  }).timeout(slow);

  it('is made by a person at a page, not by another token or for the system', async () => {
    const input = { name: 'x', expiresInDays: 1, permissions: ['directory.read'], tokenHash: 'a'.repeat(64) };
    const grants = new Map(['identity.own', 'directory.read'].map((name) => [name, [{ authorityId: 3 }]]));
    const byToken = { kind: 'staff', staffId: personId, name: 'Test', via: 'token', grants } as const;
    for (const actor of [byToken, systemActor('a test')])
      expect(await codeOf(world().run(actor, createToken, input))).to.equal('not_allowed');
  }).timeout(slow);

  it('needs the password, a name, a choice, and an end within a year', async () => {
    expect((await make({ password: 'wrong wrong wrong' })).text).to.contain('Enter the password that you sign in with');
    expect((await make({ name: ' ' })).text).to.contain('href="#name"');
    expect((await make({ 'permissions[]': [] })).text).to.contain('Choose what the token may do');
    const late = await make({ expiresInDays: '4000' });
    expect(late.status).to.equal(422);
    expect(late.text, 'what was typed stays').to.contain('value="Wallboard"');
  }).timeout(slow);

  it('stops when revoked, by its owner alone', async () => {
    const token = tokenOn(await make());
    const [stored] = await listTokensOf(world().kernel.db.read(everyAuthority), personId);
    const path = `/desk/me/tokens/${stored?.id ?? ''}/revoke`;
    const stranger = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
    expect((await stranger.post(path)).status).to.equal(404);
    expect((await call(token)).status).to.equal(200);
    expect((await browser.post(path)).location).to.equal('/desk/me');
    expect((await call(token)).status).to.equal(401);
    expect((await browser.post(path)).status, 'once is enough').to.equal(404);
  }).timeout(slow);

  it('stops at its end, and while its owner’s account is disabled', async () => {
    const token = tokenOn(await make());
    world().clock.advance(30 * DAY_MS - 1);
    expect((await call(token)).status).to.equal(200);
    world().clock.advance(1);
    expect((await call(token)).status).to.equal(401);
    browser = await http.signIn(personId);
    const next = tokenOn(await make());
    await world().run(systemActor('a test'), disableAccount, { personId });
    expect((await call(next)).status).to.equal(401);
  }).timeout(slow);

  it('writes when it was last used once a minute at most', async () => {
    const token = tokenOn(await make());
    const lastUsed = async (): Promise<number | undefined> =>
      (await listTokensOf(world().kernel.db.read(everyAuthority), personId))[0]?.lastUsedAt;
    await call(token);
    const first = world().clock.now();
    world().clock.advance(MINUTE_MS - 1);
    await call(token);
    expect(await lastUsed()).to.equal(first);
    world().clock.advance(1);
    await call(token);
    expect(await lastUsed()).to.equal(first + MINUTE_MS);
  }).timeout(slow);
});
