import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { messagesPath, sealMessage } from '#core/exchange/index.js';
import { readKeyFile } from '#core/exchange/keys/key-files.js';
import { signingKey } from '#core/exchange/keys/key-rules.js';
import { listKeys } from '#core/exchange/keys/keys-repository.js';
import { systemClock } from '#core/kernel/clock.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { type Engine } from '#core/testing/harness.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { ask, attach, connect, digestsOf, notesOn, openStation, rests, tryNow, type Station } from './exchanging.js';
import { until } from './poll.js';
import { enginesOf, isWhole, rounds, timeFor } from './rounds.js';

const notes = rounds({ sampled: 3, whole: 60 });
const kills = rounds({ sampled: 1, whole: 12 });
const copies = rounds({ sampled: 12, whole: 1000 });
const files = 8;
/** Three pieces. */
const fileBytes = 600_000;

for (const engine of enginesOf({ sampled: 'postgres' }))
  describe(`two installations whose line is cut and whose servers are killed [${engine}]`, function () {
    this.timeout(timeFor(kills * 4 + files * 4 + copies / 20, 5000));
    let ours: Station;
    let theirs: Station;
    before(async function () {
      const plan = await planOf(engine);
      if (!plan) return this.skip();
      [ours, theirs] = await Promise.all([
        openStation(plan[0], { cutEvery: 3 }),
        openStation(plan[1], { cutEvery: 3 }),
      ]);
      await Promise.all([ours.start(), theirs.start()]);
      [peers.theirs, peers.ours] = await Promise.all([
        patiently(() => connect(ours, theirs)),
        patiently(() => connect(theirs, ours)),
      ]);
      shared = await Promise.all([
        handOver(ours, theirs, peers),
        handOver(ours, theirs, peers),
        handOver(ours, theirs, peers),
      ]);
    });
    after(async () => {
      const opened: readonly (Station | undefined)[] = [ours, theirs];
      for (const station of opened) await station?.close();
    });
    const peers = { ours: '', theirs: '' };
    let shared: [HandedOver, HandedOver, HandedOver];

    it('have each message take effect once and in order, through kills and cuts', async () => {
      const { id, theirCaseId } = shared[0];
      const written = Array.from({ length: notes }, (_, index) => `Note ${index + 1}`);
      let killed = 0;
      for (const [index, text] of written.entries()) {
        const carried = theirs.link.carried();
        await write(ours, id, text);
        if (index % Math.ceil(notes / kills) !== 0) continue;
        const victim = killed % 2 === 0 ? theirs : ours;
        killed += 1;
        await seen(
          'something is on its way',
          [ours, theirs, peers.theirs],
          () => theirs.link.carried() > carried,
          killed,
        );
        await victim.kill();
        await victim.start();
      }
      const all = async (): Promise<boolean> => (await notesOn(theirs, theirCaseId)).length >= notes;
      await seen('every note has come', [ours, theirs, peers.theirs], all);
      expect(await notesOn(theirs, theirCaseId)).to.deep.equal(written);
      expect(ours.link.cuts() + theirs.link.cuts(), 'connections that were cut').to.be.greaterThan(0);
    });

    // In `npm test` files go from one to the other without faults (packages/core/src/exchange/files).
    const inWhole = isWhole ? it : () => undefined;
    inWhole('have each file arrive once and whole, through kills and cuts in the middle of it', async () => {
      const { id, theirId, caseId, theirCaseId } = shared[2];
      const sent = new Map<string, string>();
      for (let index = 1; index <= files; index += 1) {
        const name = `letter-${index}.txt`;
        const file = await attach(ours, caseId, name, `${index}`.padEnd(fileBytes, ' and so on'));
        sent.set(name, file.digest);
        const carried = ours.link.carried();
        await write(ours, id, `See ${name}`, [file.id]);
        await seen('a piece is on its way', [ours, theirs, peers.theirs], () => ours.link.carried() > carried, index);
        const victim = index % 2 === 0 ? theirs : ours;
        await victim.kill();
        await victim.start();
      }
      const isThere = async (station: Station, transferId: string): Promise<boolean> =>
        (await statesAt(station, transferId)).filter((state) => state === 'arrived').length === files;
      await seen('every file has come', [ours, theirs, peers.theirs], () => isThere(theirs, theirId));
      await seen('the sender knows it', [theirs, ours, peers.ours], () => isThere(ours, id));
      expect(await digestsOf(theirs, theirCaseId)).to.deep.equal([...sent].sort());
    });

    it(`do what ${copies} messages say once, each sent twice, shuffled, to a server that is killed meanwhile`, async () => {
      const { transferKey, theirCaseId } = shared[1];
      const send = await sender(ours, theirs, transferKey);
      const all = Array.from({ length: copies }, (_, index) => index + 2);
      const waiting = [...all, ...all].sort((a, b) => ((a * 7919) % 10_007) - ((b * 7919) % 10_007));
      const client = async (): Promise<void> => {
        for (let sequence = waiting.pop(); sequence !== undefined; sequence = waiting.pop())
          if (!(await send(sequence))) waiting.unshift(sequence);
      };
      const sending = Promise.all(Array.from({ length: 6 }, client));
      let before = waiting.length;
      const goesOn = (): boolean => {
        const isLess = waiting.length < before;
        before = waiting.length;
        return isLess;
      };
      const isHalf = (): Promise<boolean> => Promise.resolve(waiting.length < copies);
      await until('half of it is sent', isHalf, { withinMs: 30_000, goesOn });
      await theirs.kill();
      await theirs.start();
      await sending;
      expect(await notesOn(theirs, theirCaseId)).to.deep.equal(all.map((sequence) => `Number ${sequence}`));
    });
  });

/**
 * Looks until it is so, for as long as the line between the two carries something, or one of them rests and says until when.
 * In a sampled run the sender’s link is tried now again and again; in the whole run it rests as long as it does at a council.
 * The `turn` sets how often is looked, so that kills come at different moments.
 */
async function seen(
  what: string,
  [sender, receiver, peerId]: readonly [Station, Station, string],
  look: () => boolean | Promise<boolean>,
  turn?: number,
): Promise<void> {
  const everyMs = turn === undefined ? 100 : 20 + ((turn * 37) % 150);
  let looks = 0;
  const tried = async (): Promise<boolean> => {
    const isSo = await look();
    looks += 1;
    if (!isSo && !isWhole && looks % 8 === 0) await tryNow(sender, peerId);
    return isSo;
  };
  const carried = (): number => sender.link.carried() + receiver.link.carried();
  let before = carried();
  const goesOn = async (): Promise<boolean> => {
    const isMore = carried() > before;
    before = carried();
    return isMore || (await rests(sender)) || (await rests(receiver));
  };
  await until(what, tried, { withinMs: 30_000, everyMs, goesOn });
}

async function planOf(engine: Engine): Promise<[object, object] | undefined> {
  if (engine === 'sqlite') return [{}, {}];
  const postgres = await testPostgres();
  if (!postgres) return undefined;
  const urls = [await postgres.url(), await postgres.url()];
  return [{ postgresUrl: urls[0] }, { postgresUrl: urls[1] }];
}

/** Through a line that is cut now and then, what failed is asked again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt === 5) throw error;
    }
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly version: number; readonly transferKey: string }[];
}

const missed = { answers: { bin: 'rubbish' }, location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' } };
const terms = { lawfulBasis: 'Public task', purpose: 'The lane is theirs', note: 'By the bridge', fields: ['place'] };

interface HandedOver {
  readonly id: string;
  readonly transferKey: string;
  readonly caseId: string;
  readonly theirId: string;
  readonly theirCaseId: string;
}

/** A case of ours that they have taken over. */
async function handOver(
  ours: Station,
  theirs: Station,
  peers: { readonly ours: string; readonly theirs: string },
): Promise<HandedOver> {
  const logged = await ask<{ id: string }>(ours, '/cases', { body: { serviceId: ours.serviceId, ...missed } });
  const offer = { body: { peerId: peers.theirs, ...terms }, version: 1 };
  const { id } = await ask<{ id: string }>(ours, `/cases/${logged.id}/transfers`, offer);
  const { transferKey } = await ask<{ transferKey: string }>(ours, `/exchange/transfers/${id}`);
  const arrived = async (): Promise<Listed['items'][number] | undefined> =>
    (await ask<Listed>(theirs, '/exchange/transfers?show=to-answer')).items.find(
      (transfer) => transfer.transferKey === transferKey,
    );
  await seen('the offer has come', [ours, theirs, peers.theirs], async () => (await arrived()) !== undefined);
  const found = await arrived();
  const own = await ask<{ id: string }>(theirs, '/cases', { body: { serviceId: theirs.serviceId, ...missed } });
  const taken = { body: { caseId: own.id }, version: found?.version ?? 0 };
  await ask(theirs, `/exchange/transfers/${found?.id ?? ''}/accept`, taken);
  const isAccepted = async (): Promise<boolean> =>
    (await ask<{ state: string }>(ours, `/exchange/transfers/${id}`)).state === 'accepted';
  await seen('the acceptance has come back', [theirs, ours, peers.ours], isAccepted);
  return { id, transferKey, caseId: logged.id, theirId: found?.id ?? '', theirCaseId: own.id };
}

async function write(station: Station, id: string, text: string, attached: readonly string[] = []): Promise<void> {
  const { version } = await ask<{ version: number }>(station, `/exchange/transfers/${id}`);
  const { status } = await ask(station, `/exchange/transfers/${id}/notes`, {
    ...{ body: { text, files: attached }, version },
  });
  expect(status, text).to.equal(200);
}

async function statesAt(station: Station, id: string): Promise<string[]> {
  const { files: all } = await ask<{ files: { state: string }[] }>(station, `/exchange/transfers/${id}`);
  return all.map(({ state }) => state);
}

/** Sends a note in that place of the transfer, signed by our key, as our server would. Answers whether it was taken. */
async function sender(
  ours: Station,
  theirs: Station,
  transfer: string,
): Promise<(sequence: number) => Promise<boolean>> {
  const kernel = await openKernel(ours.instance.config, systemClock());
  const own = signingKey(await listKeys(kernel.db.read(everyAuthority)), kernel.clock.now());
  const keyId = own?.fingerprint ?? '';
  const key = await readKeyFile(kernel, keyId);
  await closeKernel(kernel);
  const keys = new Map<number, string>();
  return async (sequence) => {
    const idempotency_key = keys.get(sequence) ?? randomUUID();
    keys.set(sequence, idempotency_key);
    const updated_datetime = '2026-11-16T10:00:00.000Z';
    const update = { update_id: idempotency_key, description: `Number ${sequence}`, updated_datetime };
    const about = { exchange: 1, from: 'dunmere', to: 'dunmere', transfer, sequence, idempotency_key };
    const body = Buffer.from(JSON.stringify({ ...about, sent_at: updated_datetime, kind: 'note', update }));
    const url = new URL(messagesPath, theirs.link.address);
    const created = systemClock().now();
    const headers = { accept: 'application/json', ...sealMessage(url, body, { key, keyId, created }) };
    try {
      const answer = await fetch(url, { method: 'POST', headers, body });
      if (answer.status < 500) expect(answer.status, await answer.text()).to.equal(200);
      return answer.status === 200;
    } catch (error) {
      if (error instanceof Error && error.name === 'AssertionError') throw error;
      const leads = (): Promise<boolean> => Promise.resolve(theirs.link.leads());
      await until('the line leads to a server', leads, { withinMs: 30_000, goesOn: () => theirs.isStarting });
      return false;
    }
  };
}
