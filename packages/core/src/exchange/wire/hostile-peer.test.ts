import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { MINUTE_MS } from '../../kernel/clock.js';
import { addPeer, endPeer } from '../commands/add-peer.js';
import { offerTransfer } from '../commands/offer-transfer.js';
import { retryPeer } from '../commands/record-delivery.js';
import { getPeer } from '../queries.js';
import {
  betweenInstallations,
  offerCase,
  postMessage,
  terms,
  transferAt,
  type Installation,
} from '../testing/two-installations.js';
import { piecesPath } from './sealed.js';

betweenInstallations('a peer that means no good, or is ill', (pair) => {
  let server: Server;
  let far: RequestListener = (_request, response) => void response.end();
  let asked = 0;
  before(async () => {
    server = createServer((request, response) => {
      asked += 1;
      far(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  /** A council at that address. */
  const peerAt = async ({ world, authorityId, officer, key }: Installation, origin: string, name: string) => {
    const { fingerprint, publicKey } = await key();
    const council = { origin, councilSlug: name, councilName: name };
    return (await world.run(officer, addPeer, { authorityId, ...council, fingerprint, publicKey })).id;
  };
  const offerTo = async (peerId: string): Promise<string> => {
    const { world, cases, officer } = pair.ours;
    const { id: caseId } = await cases.log();
    const input = { caseId, peerId, fields: [], ...terms, expectedVersion: 1 };
    return (await world.run(officer, offerTransfer, input)).id;
  };
  const good: RequestListener = (_request, response) => {
    const received_at = new Date(pair.ours.world.clock.now()).toISOString();
    response.end(JSON.stringify({ taken: 'applied', next: 2, received_at }));
  };

  const answers: readonly (readonly [what: string, answer: RequestListener, why: string])[] = [
    ['a page', (_, to) => void to.end('<!doctype html><p>It works!'), 'The answer could not be read'],
    ['other JSON', (_, to) => void to.end('{"taken":"perhaps"}'), 'The answer could not be read'],
    ['nothing', (_, to) => void to.end(), 'The answer could not be read'],
    ['100,000 bytes', (_, to) => void to.end('x'.repeat(100_000)), 'The answer is larger than is taken'],
    ['a broken line', (request) => void request.socket.destroy(), 'The connection was cut'],
    ['another address', (_, to) => void to.writeHead(307, { location: '/elsewhere' }).end(), 'It answered 307'],
    ['a fault of its own', (_, to) => void to.writeHead(503).end('{"title":"Down"}'), 'It answered 503: Down'],
    ['that it is asked too often', (_, to) => void to.writeHead(429).end(), 'It answered 429'],
  ];
  it('keeps what was to go, rests and says why, whatever it answers, and is sent it once it is well', async () => {
    const { world, officer, deliver } = pair.ours;
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const peerId = await peerAt(pair.ours, origin, 'ill');
    const id = await offerTo(peerId);
    for (const [index, [what, answer, why]] of answers.entries()) {
      far = answer;
      expect(await deliver(), what).to.equal(0);
      const { link, undelivered } = await world.read(officer, getPeer, { id: peerId });
      expect(link, what).to.include({ failures: index + 1, lastFailure: why });
      expect(undelivered, what).to.deep.equal({ waiting: 1, refused: 0 });
      asked = 0;
      await deliver();
      expect(asked, `${what}: while it rests`).to.equal(0);
      await world.run(officer, retryPeer, { id: peerId });
    }
    far = good;
    expect(await deliver()).to.equal(1);
    expect((await world.read(officer, getPeer, { id: peerId })).link.failures).to.equal(0);
    expect((await transferAt(pair.ours, id)).messages[0]).to.include({ state: 'delivered', refusal: null });
  });

  it('has what it refuses wait for somebody, and nothing behind it sent before', async () => {
    const { world, officer, deliver } = pair.ours;
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const peerId = await peerAt(pair.ours, origin, 'strict');
    await offerTo(peerId);
    far = (_, to) => void to.writeHead(422).end('{"title":"That can’t be read"}');
    expect(await deliver()).to.equal(0);
    asked = 0;
    await deliver();
    expect(asked).to.equal(0);
    const { undelivered } = await world.read(officer, getPeer, { id: peerId });
    expect(undelivered).to.deep.equal({ waiting: 0, refused: 1 });
    far = good;
    await world.run(officer, retryPeer, { id: peerId });
    expect(await deliver()).to.equal(1);
  });

  it('is not called at a private address that the configuration does not name, and keeps nobody else waiting', async () => {
    const { world, officer, deliver } = pair.ours;
    const spellings = ['https://10.1.2.3', 'https://2130706434', 'https://0xa9fea9fe', 'https://[::ffff:10.0.0.1]'];
    const peers = [];
    for (const [index, origin] of spellings.entries()) peers.push(await peerAt(pair.ours, origin, `private-${index}`));
    for (const peerId of peers) await offerTo(peerId);
    const { id } = await offerCase(pair.ours);
    expect(await deliver()).to.equal(1);
    expect((await transferAt(pair.ours, id)).messages[0]?.state).to.equal('delivered');
    for (const peerId of peers)
      expect((await world.read(officer, getPeer, { id: peerId })).link.lastFailure).to.match(/private network/);
  });

  it('is heard when its clock is nine minutes off either way, and refused when it is eleven', async () => {
    const now = pair.theirs.world.clock.now();
    const send = (aheadMs: number) =>
      postMessage(pair.ours, pair.theirs, noteOf(pair.ours, 7), { created: now + aheadMs });
    for (const minutes of [-9, 9]) {
      expect((await send(minutes * MINUTE_MS)).status, `${minutes}`).to.equal(200);
      const { link } = await pair.theirs.world.read(pair.theirs.officer, getPeer, { id: pair.theirs.peerId });
      expect(link.clockAheadMs).to.equal(minutes * MINUTE_MS);
    }
    for (const minutes of [-11, 11])
      expect((await send(minutes * MINUTE_MS)).answer['code']).to.equal('exchange_clocks_apart');
  });

  it('is refused what was signed for another address, a gap of more than ten thousand, and a body of 10 MB', async () => {
    const message = noteOf(pair.ours, 1);
    const elsewhere = { ...pair.theirs, http: pair.ours.http };
    expect((await postMessage(pair.ours, pair.theirs, message, { path: piecesPath })).answer['code']).to.equal(
      'exchange_signature',
    );
    expect((await postMessage(pair.ours, pair.theirs, message, { signedFor: elsewhere })).answer['code']).to.equal(
      'exchange_signature',
    );
    const far = await postMessage(pair.ours, pair.theirs, noteOf(pair.ours, 10_002));
    expect(far.answer['code']).to.equal('exchange_too_far_ahead');
    const words = { ...message, update: { ...message.update, description: 'x'.repeat(10_000_000) } };
    expect((await postMessage(pair.ours, pair.theirs, words)).status).to.equal(413);
  });

  it('is not heard any more once the link has ended', async () => {
    const { world, officer, peerId } = pair.theirs;
    const { version: expectedVersion } = await world.read(officer, getPeer, { id: peerId });
    await world.run(officer, endPeer, { id: peerId, expectedVersion });
    const { answer } = await postMessage(pair.ours, pair.theirs, noteOf(pair.ours, 2));
    expect(answer['code']).to.equal('exchange_sender_unknown');
  });
});

/** A note of a hand-over that nobody knows yet. */
function noteOf({ world }: Installation, sequence: number) {
  const at = new Date(world.clock.now()).toISOString();
  const about = { exchange: 1, from: 'dunmere', to: 'castlebridge', transfer: world.newId(), sequence, sent_at: at };
  const update = { update_id: world.newId(), description: 'Behind the gate', updated_datetime: at };
  return { ...about, idempotency_key: world.newId(), kind: 'note', update };
}
