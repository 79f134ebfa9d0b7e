import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FarEnd } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { readHealth } from '#core/adapters/health-repository.js';
import { MINUTE_MS, systemClock } from '#core/kernel/clock.js';
import { statement } from '#core/kernel/db/statement.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { markOf } from '#open311/mapping.js';
import { anOpen311Server, type Open311Server } from '#open311/testing/open311-server.js';
import { median, percentile } from '../../bench/load/drive.js';
import { noteOn, startWork, type Work } from '../advisers.js';
import { publishMissedBin } from '../exchanging.js';
import { makeInstance, type Instance } from '../instance.js';
import { until } from '../poll.js';
import { isWhole } from '../rounds.js';
import { serve, type Served } from '../served.js';
import { deskOf } from '../session.js';

/**
 * Of the server's clock: what waits and rests does so for a quarter of its time, in the same steps. A lease of a minute
 * still outlasts a call of ten seconds, whose time is the machine's own.
 */
const pace = 4;
const outageMs = 10 * MINUTE_MS;
/** The longest that a connection rests, by the dispatcher's rules. */
const longestRestMs = 10 * MINUTE_MS;
const slowerByMs = 300;

// In `npm test`, connections rest and come back by a clock that is moved by hand (packages/core/src/adapters).
if (isWhole)
  describe('a far end of Open311 that is away for ten minutes under load', function () {
    this.timeout(15 * MINUTE_MS);
    const far = anOpen311Server({ now: () => systemClock().now() });
    let farEnd: FarEnd;
    let instance: Instance;
    let served: Served;
    let work: Work | undefined;
    before(async () => {
      farEnd = await far.start();
      instance = await makeInstance();
      const serviceId = await publishMissedBin(instance);
      connect(instance, farEnd.url);
      served = await serve(instance, { pace });
      const { address } = served;
      const desk = (await deskOf(instance)).at(address);
      const plan = { desk, address, token: instance.token, serviceId, readers: 4, logEveryMs: 500 };
      work = startWork(plan, 'warming up');
    });
    after(async () => {
      await work?.stop();
      await served?.stop();
      await farEnd?.close();
      instance?.remove();
    });

    it('gets every case and note once, and nobody at the desk waits for it', async () => {
      if (!work) throw new Error('nobody works');
      const { pages, logged, references, noted, failures } = work;
      const seen = (phase: string): number => pages.get(phase)?.length ?? 0;
      await until('pages before they are timed', async () => seen('warming up') > 100, { withinMs: 60_000 });
      work.enter('before');
      await until('pages before the outage', async () => seen('before') > 600, { withinMs: 120_000 });

      // It stops in the middle of its work: it has made a request, and the answer is lost.
      let isLost = false;
      farEnd.loseNextAnswer(({ method, path: asked }) => {
        isLost = method === 'POST' && asked.startsWith('/requests');
        return isLost;
      });
      await until('an answer that is lost', async () => isLost, { withinMs: 30_000, everyMs: 1 });
      const endsAt = performance.now() + outageMs / pace;
      await farEnd.close();
      work.enter('away');
      const isRefused = async (): Promise<boolean> => (await healthOf(instance)).failures >= 3;
      await until('calls that are refused', isRefused, { withinMs: 60_000, everyMs: 250 });
      const thereBefore = far.requests.length;
      const port = Number(new URL(farEnd.url).port);
      farEnd = await far.start({ port });
      farEnd.fail('hang');
      await pause((endsAt - performance.now()) / 2); // half of the outage it hangs
      const hung = farEnd.requests.length;
      await farEnd.close();
      await pause(endsAt - performance.now()); // and for the other half it refuses
      const { failures: failed, restsUntil } = await healthOf(instance);
      expect(hung, 'calls that hung').to.be.greaterThan(0);
      expect(failed, 'failures: its rests grew').to.be.at.least(7);
      expect(restsUntil, 'it rests').to.be.greaterThan(0);
      expect(far.requests.length).to.equal(thereBefore);
      const owed = references.length;
      expect(owed - thereBefore, 'cases that wait').to.be.greaterThan(100);

      farEnd = await far.start({ port });
      const returned = performance.now();
      const first = await until('the first case after the outage', async () => far.requests.length > thereBefore, {
        withinMs: longestRestMs / pace + 30_000,
      });
      work.enter('catching up');
      await until('what waited', async () => far.requests.length >= owed, { withinMs: 120_000 });
      const caughtUpMs = performance.now() - returned - first.afterMs;
      await work.stop();
      let states: Record<string, number> = {};
      const isSettled = async (): Promise<boolean> => {
        states = await statesOf(instance);
        const { waiting = 0, ...settled } = states;
        const count = Object.values(settled).reduce((sum, each) => sum + each, 0);
        return waiting === 0 && count >= references.length + noted.length;
      };
      await until('the rest', isSettled, { withinMs: 120_000, everyMs: 250 }).catch((error: unknown) => {
        throw new Error(
          `of ${references.length} cases and ${noted.length} notes, deliveries are ${JSON.stringify(states)}`,
          { cause: error },
        );
      });

      report(work, { owed: owed - thereBefore, failed, hung, backMs: first.afterMs * pace, caughtUpMs });
      expect(failures).to.deep.equal([]);
      expect(requestsOf(far).toSorted()).to.deep.equal(references.map(markOf).toSorted());
      expect(notesOf(far).toSorted()).to.deep.equal(noted.map(noteOn).toSorted());
      expect(await statesOf(instance)).to.deep.equal({ delivered: references.length + noted.length });
      for (const phase of ['away', 'catching up'])
        for (const [times, figure] of [
          [pages, median],
          [pages, p95],
          [logged, median], // too few for more while it catches up
        ] as const) {
          const limit = figure(times.get('before') ?? []) + slowerByMs;
          expect(figure(times.get(phase) ?? []), `${phase}, ${figure.name}`).to.be.lessThan(limit);
        }
    });
  });

function connect({ directory }: Instance, url: string): void {
  const settings = { url, services: { 'missed-bin': { code: 'BIN' } }, updates: 'mysociety' };
  const network = { privateRanges: ['127.0.0.0/8'], withoutTls: [new URL(url).host] };
  const adapters = { depot: { use: '@moothall/adapter-open311', services: ['missed-bin'], settings, network } };
  appendFileSync(path.join(directory, 'moothall.yaml'), `adapters: ${JSON.stringify(adapters)}\n`);
}

async function healthOf(instance: Instance): Promise<{ failures: number; restsUntil: number }> {
  return await instance.withDatabase(async (db) => {
    const health = (await readHealth(db.read(everyAuthority))).get('depot');
    return { failures: health?.failures ?? 0, restsUntil: health?.restsUntil ?? 0 };
  });
}

const states = statement<Record<string, never>, { state: string; count: number }>(
  'select state, count(*) as count from @deliveries group by state',
);

/** How many deliveries there are of each state. */
async function statesOf(instance: Instance): Promise<Record<string, number>> {
  return await instance.withDatabase(async (db) => {
    const rows = await db.read(everyAuthority).all(states, {});
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  });
}

/** The mark of each request that was made there. */
const requestsOf = ({ requests }: Open311Server): string[] =>
  requests.map(({ description }) => description.slice(description.lastIndexOf('[')));

/** What was said there in each note. */
const notesOf = ({ updates }: Open311Server): string[] =>
  updates.map(({ description }) => description.slice(0, description.lastIndexOf('[')).trim());

function p95(times: readonly number[]): number {
  return percentile(times, 0.95);
}

function report(
  { pages, logged, references, noted }: Work,
  about: { owed: number; failed: number; hung: number; backMs: number; caughtUpMs: number },
): void {
  const { owed, failed, hung, backMs, caughtUpMs } = about;
  const whole = (ms: number): string => ms.toFixed(0);
  for (const [what, times] of [
    ['pages', pages],
    ['cases logged', logged],
  ] as const)
    for (const [phase, all] of times)
      console.log(
        `      ${phase}: ${all.length} ${what}, median ${whole(median(all))} ms, 95% within ${whole(p95(all))} ms`,
      );
  console.log(
    `      ${references.length} cases, ${noted.length} notes; ${owed} cases waited; ${failed} failures, ${hung} calls hung`,
  );
  const minutes = (backMs / MINUTE_MS).toFixed(1);
  console.log(`      first case ${minutes} min of its clock after the return, the rest within ${whole(caughtUpMs)} ms`);
}
