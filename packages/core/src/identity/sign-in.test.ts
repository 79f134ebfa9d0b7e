import { expect } from 'chai';
import { generateSync } from 'otplib';
import { addPerson, hiddenField, startHttp, type Answer, type Browser, type TestHttp } from '../testing/http.js';
import { onBothEngines, type TestWorld } from '../testing/harness.js';
import { hashPassword } from './passwords.js';

const password = 'three otters juggling';

onBothEngines('signing in', (world) => {
  let http: TestHttp;
  let passwordHash: string;
  before(async function () {
    this.timeout(20_000);
    http = await startHttp(world());
    passwordHash = await hashPassword(password, world().kernel.random);
  });
  after(() => http.close());

  const newcomer = (): Promise<{ personId: string; signInName: string }> =>
    addPerson(world(), { roles: [['dunmere', 'adviser']], passwordHash });

  it('goes from the password through setting up a second factor to the page asked for', async () => {
    const { signInName } = await newcomer();
    const browser = http.browser();
    const first = await enterPassword(browser, signInName, password, '/desk/me');
    expect(first.status).to.equal(303);
    expect(first.location).to.equal('/sign-in/set-up-second-factor?next=%2Fdesk%2Fme');
    const codes = await setUp(world(), browser, first.location);
    expect(codes.status).to.equal(200);
    expect(codes.text).to.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(codes.text).to.contain('href="/desk/me"');
  });
});

async function enterPassword(browser: Browser, name: string, secret: string, next = ''): Promise<Answer> {
  const form = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
  const fields = { _csrf: hiddenField(form.text, '_csrf'), next: hiddenField(form.text, 'next') };
  return browser.post('/sign-in', { ...fields, name, password: secret });
}

async function setUp(world: TestWorld, browser: Browser, path: string): Promise<Answer> {
  const { text } = await browser.get(path);
  const secret = /<dd class="num">([A-Z2-7 ]+)<\/dd>/.exec(text)?.[1]?.replace(/ /g, '') ?? '';
  const code = generateSync({ secret, epoch: Math.floor(world.clock.now() / 1000) });
  const fields = { _csrf: hiddenField(text, '_csrf'), next: hiddenField(text, 'next'), code };
  return browser.post('/sign-in/set-up-second-factor', { ...fields, sealed: hiddenField(text, 'sealed') });
}
