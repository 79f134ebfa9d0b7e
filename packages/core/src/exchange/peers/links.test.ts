import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { DAY_MS } from '../../kernel/clock.js';
import { onBothEngines } from '../../testing/harness.js';
import { pinKey, unpinKey } from '../commands/add-peer.js';
import { makeKey } from '../commands/make-key.js';
import { retryPeer } from '../commands/record-delivery.js';
import { getPeer } from '../queries.js';
import {
  codeOf,
  offerCase,
  transferAt,
  twoInstallations,
  type Installation,
  type TwoInstallations,
} from '../testing/two-installations.js';

onBothEngines('the link between two installations', (world) => {
  let pair: TwoInstallations;
  let ours: Installation;
  let theirs: Installation;
  before(async () => {
    pair = await twoInstallations(world());
    ({ ours, theirs } = pair);
  });
  after(() => pair.close());

  it('publish the next key before it signs, and refuse it where it is not pinned', async () => {
    const before = await ours.key();
    await makeKey(ours.world.kernel, systemActor('a test'), 'next');
    expect((await ours.key()).fingerprint).to.equal(before.fingerprint);
    const published = (await (await fetch(`${ours.http.address}/.well-known/moothall-exchange`)).json()) as {
      keys: { kid: string; x: string }[];
    };
    expect(published.keys).to.have.length(2);
    ours.world.clock.advance(15 * DAY_MS);
    theirs.world.clock.set(ours.world.clock.now());
    const next = await ours.key();
    expect(next.fingerprint).to.not.equal(before.fingerprint);
    const peer = await theirs.world.read(theirs.officer, getPeer, { id: theirs.peerId });
    const wrong = {
      id: peer.id,
      fingerprint: before.fingerprint,
      publicKey: next.publicKey,
    };
    expect(await codeOf(theirs.world.run(theirs.officer, pinKey, wrong))).to.equal('bad_input');
    const right = { ...wrong, fingerprint: next.fingerprint };
    const { version } = await theirs.world.run(theirs.officer, pinKey, right);
    const old = { id: peer.id, expectedVersion: version, fingerprint: before.fingerprint };
    expect(await codeOf(theirs.world.run(theirs.officer, unpinKey, old))).to.equal('done');
    expect(
      (await theirs.world.read(theirs.officer, getPeer, { id: peer.id })).keys.map(({ fingerprint }) => fingerprint),
    ).to.deep.equal([next.fingerprint]);
  });

  it('rest a link that fails, and show why', async () => {
    await pair.settle();
    await theirs.http.close();
    const offered = await offerCase(ours);
    expect(await ours.deliver()).to.equal(0);
    expect(await ours.deliver()).to.equal(0);
    const peer = await ours.world.read(ours.officer, getPeer, { id: ours.peerId });
    expect(peer.link).to.include({ failures: 1, lastFailure: 'Nothing answers at that address' });
    expect(peer.undelivered).to.deep.equal({ waiting: 1, refused: 0 });
    expect((await transferAt(ours, offered.id)).messages[0]).to.include({ state: 'waiting', attempts: 1 });
    await ours.world.run(ours.officer, retryPeer, { id: ours.peerId });
    await ours.deliver();
    expect((await ours.world.read(ours.officer, getPeer, { id: ours.peerId })).link.failures).to.equal(2);
  });
});
