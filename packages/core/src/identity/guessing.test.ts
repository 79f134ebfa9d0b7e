import { expect } from 'chai';
import { statement } from '../kernel/db/statement.js';
import { MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import { systemActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { onBothEngines, type TestWorld } from '../testing/harness.js';
import { startHttp, type Answer, type TestHttp } from '../testing/http.js';
import { disableAccount } from './commands/disable-account.js';
import { hashPassword } from './passwords.js';
import { signIn } from './sign-in.js';
import {
  addGuarded,
  auditedActions,
  enterPassword,
  goodPassword,
  setGoodPassword,
  type Guarded,
} from './testing/sign-in-steps.js';
import { blockMs, recordFailure, throttleKey } from './throttles.js';

const counts = statement<Record<string, never>, { throttles: number; audited: number }>(
  `select (select count(*) from throttles) as throttles, (select count(*) from @audit_entries e) as audited`,
);

/** A password of nobody's takes a fifth of a second to check, more on a busy machine. */
const slow = 60_000;

onBothEngines('guessing passwords', (world) => {
  let http: TestHttp;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());
  // Each test guesses from an hour of its own, so that none inherits another's failures.
  beforeEach(() => world().clock.advance(61 * MINUTE_MS));

  const guess = (name: string, address = '192.0.2.1', password = 'wrong wrong wrong'): Promise<unknown> =>
    signIn(world().kernel, { signInName: name, password, clientAddress: address });

  /** Somebody whose password is stored as the product stores it, with as much work. */
  const addStored = async (): Promise<Guarded> => {
    const person = await addGuarded(world());
    await setGoodPassword(world(), person.personId, await hashPassword(goodPassword, world().kernel.random));
    return person;
  };

  it('blocks an account after five failures, for longer with each one more, also for the right password', async () => {
    const { personId, signInName } = await addGuarded(world());
    for (let time = 1; time <= 5; time += 1) expect(await guess(signInName, `192.0.2.${time}`)).to.equal(undefined);
    const blocked = await enterPassword(http.browser(), signInName);
    expect(blocked.status).to.equal(429);
    expect(blocked.headers.get('Retry-After')).to.equal('30');
    expect(blocked.text).to.contain('Wait a minute');
    expect(await auditedActions(world(), personId)).to.include('identity.sign-in-blocked');

    world().clock.advance(31 * SECOND_MS);
    expect(await guess(signInName)).to.equal(undefined);
    expect((await enterPassword(http.browser(), signInName)).headers.get('Retry-After')).to.equal('60');

    world().clock.advance(MINUTE_MS);
    expect((await enterPassword(http.browser(), signInName)).status).to.equal(303);
    for (let time = 1; time <= 4; time += 1) await guess(signInName);
    expect((await enterPassword(http.browser(), signInName)).status, 'success forgets the failures').to.equal(303);
  }).timeout(slow);

  it('blocks an address that tries many names', async () => {
    const { signInName } = await addGuarded(world());
    const address = throttleKey(world().kernel, 'address', '198.51.100.7');
    await world().kernel.db.write(everyAuthority, async (db) => {
      for (let time = 1; time <= 29; time += 1) await recordFailure(db, [address], world().clock.now());
    });
    expect(await guess('the-thirtieth', '198.51.100.7')).to.equal(undefined);
    await rejects(guess(signInName, '198.51.100.7', goodPassword), 'too_many_attempts');
    expect(await guess(signInName, '198.51.100.8', goodPassword), 'others go on').to.not.equal(undefined);
  }).timeout(slow);

  it('counts guesses that come at once as many', async () => {
    const { signInName } = await addStored();
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => guess(signInName)));
    const checked = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(checked, 'at most one more than five, for two are checked at a time').to.be.within(5, 6);
  }).timeout(slow);

  it('writes nothing about attempts while blocked, and nothing of success but the session', async () => {
    const { signInName } = await addGuarded(world());
    const before = await countsIn(world());
    expect(await guess(signInName, '192.0.2.9', goodPassword)).to.not.equal(undefined);
    expect((await countsIn(world())).throttles).to.equal(before.throttles);
    for (let time = 1; time <= 5; time += 1) await guess(signInName);
    const blocked = await countsIn(world());
    await rejects(guess(signInName), 'too_many_attempts');
    expect(await countsIn(world())).to.deep.equal(blocked);
  }).timeout(slow);

  describe('tells nobody whether a name exists', () => {
    it('by its answer: a wrong password, an unknown name and a disabled account look alike', async () => {
      const known = await addGuarded(world());
      const disabled = await addGuarded(world());
      await world().run(systemActor('a test'), disableAccount, { personId: disabled.personId });
      const answers = [
        await enterPassword(http.browser(), known.signInName, 'wrong wrong wrong'),
        await enterPassword(http.browser(), 'nobody-at-all', 'wrong wrong wrong'),
        await enterPassword(http.browser(), disabled.signInName, 'wrong wrong wrong'),
        await enterPassword(http.browser(), disabled.signInName, goodPassword),
      ];
      const names = [known.signInName, 'nobody-at-all', disabled.signInName, disabled.signInName];
      const shown = answers.map((answer, index) => comparable(answer, names[index] ?? ''));
      expect(new Set(shown).size, shown.join('\n')).to.equal(1);
      expect(answers[0]?.status).to.equal(422);
    }).timeout(slow);

    it('by its blocks: an unknown name is blocked like a known one', async () => {
      for (let time = 1; time <= 5; time += 1) await guess('still-nobody');
      await rejects(guess('still-nobody'), 'too_many_attempts');
    }).timeout(slow);

    it('by its work: the same hashing and the same rows', async () => {
      const known = await addStored();
      const work = async (name: string): Promise<{ cpuMs: number; throttles: number; audited: number }> => {
        const rows = await countsIn(world());
        const start = process.cpuUsage();
        await guess(name, '203.0.113.1');
        const { user, system } = process.cpuUsage(start);
        const now = await countsIn(world());
        const made = { throttles: now.throttles - rows.throttles, audited: now.audited - rows.audited };
        return { cpuMs: (user + system) / 1000, ...made };
      };
      await guess('warms-the-address', '203.0.113.1');
      const one = await work(known.signInName);
      const none = await work('nobody-here');
      expect([none.throttles, none.audited]).to.deep.equal([one.throttles, one.audited]);
      expect(none.cpuMs / one.cpuMs).to.be.within(0.5, 2);
    }).timeout(slow);
  });
});

describe('a block', () => {
  it('begins with the last free failure, doubles, and ends at a quarter of an hour', () => {
    expect([4, 5, 6, 7, 8, 9, 10, 40].map((failures) => blockMs('account', failures) / SECOND_MS)).to.deep.equal([
      0, 30, 60, 120, 240, 480, 900, 900,
    ]);
    expect(blockMs('address', 29)).to.equal(0);
    expect(blockMs('address', 30)).to.equal(30 * SECOND_MS);
  });
});

async function countsIn(world: TestWorld): Promise<{ throttles: number; audited: number }> {
  const row = await world.kernel.db.read(everyAuthority).first(counts, {});
  return { throttles: Number(row?.throttles), audited: Number(row?.audited) };
}

/** A page without what differs by request: tokens, nonces, the name that was typed. */
function comparable({ status, text, headers }: Answer, name: string): string {
  const page = text
    .replaceAll(name, 'NAME')
    .replace(/nonce="[^"]*"/g, '')
    .replace(/name="_csrf" value="[^"]*"/g, '');
  return JSON.stringify([status, headers.get('Location'), headers.get('Retry-After'), page]);
}

async function rejects(attempt: Promise<unknown>, code: string): Promise<void> {
  const outcome = await attempt.then(
    () => 'nothing',
    (error: { code?: string }) => error.code,
  );
  expect(outcome).to.equal(code);
}
