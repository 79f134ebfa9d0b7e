import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { everyAuthority } from '../../kernel/scope.js';
import { pinKey, unpinKey } from '../commands/add-peer.js';
import { makeKey } from '../commands/make-key.js';
import { retryPeer } from '../commands/record-delivery.js';
import { getPeer } from '../queries.js';
import { saveLink } from './peers-repository.js';
import { codeOf, offerCase, transferAt, betweenInstallations } from '../testing/two-installations.js';

betweenInstallations('the link between two installations', (pair) => {
  it('publish the next key before it signs, and refuse it where it is not pinned', async () => {
    const before = await pair.ours.key();
    await makeKey(pair.ours.world.kernel, systemActor('a test'), 'next');
    expect((await pair.ours.key()).fingerprint).to.equal(before.fingerprint);
    const published = (await (await fetch(`${pair.ours.http.address}/.well-known/moothall-exchange`)).json()) as {
      keys: { kid: string; x: string }[];
    };
    expect(published.keys).to.have.length(2);
    pair.ours.world.clock.advance(15 * DAY_MS);
    pair.theirs.world.clock.set(pair.ours.world.clock.now());
    const next = await pair.ours.key();
    expect(next.fingerprint).to.not.equal(before.fingerprint);
    const peer = await pair.theirs.world.read(pair.theirs.officer, getPeer, { id: pair.theirs.peerId });
    const wrong = {
      id: peer.id,
      fingerprint: before.fingerprint,
      publicKey: next.publicKey,
    };
    expect(await codeOf(pair.theirs.world.run(pair.theirs.officer, pinKey, wrong))).to.equal('bad_input');
    const right = { ...wrong, fingerprint: next.fingerprint };
    const { version } = await pair.theirs.world.run(pair.theirs.officer, pinKey, right);
    const old = { id: peer.id, expectedVersion: version, fingerprint: before.fingerprint };
    expect(await codeOf(pair.theirs.world.run(pair.theirs.officer, unpinKey, old))).to.equal('done');
    expect(
      (await pair.theirs.world.read(pair.theirs.officer, getPeer, { id: peer.id })).keys.map(
        ({ fingerprint }) => fingerprint,
      ),
    ).to.deep.equal([next.fingerprint]);
  });

  it('end a link’s rest when the other side writes', async () => {
    await pair.settle();
    const { world, peerId, officer } = pair.ours;
    const nextTryAt = world.clock.now() + HOUR_MS;
    await world.kernel.db.write(everyAuthority, (db) => saveLink(db, peerId, { failures: 9, nextTryAt }));
    await offerCase(pair.ours);
    expect(await pair.ours.deliver(), 'while it rests').to.equal(0);
    await offerCase(pair.theirs);
    expect(await pair.theirs.deliver()).to.equal(1);
    expect(await pair.ours.deliver()).to.equal(1);
    expect((await world.read(officer, getPeer, { id: peerId })).link.failures).to.equal(0);
  });

  it('rest a link that fails, and show why', async () => {
    await pair.settle();
    await pair.theirs.http.close();
    const offered = await offerCase(pair.ours);
    expect(await pair.ours.deliver()).to.equal(0);
    expect(await pair.ours.deliver()).to.equal(0);
    const peer = await pair.ours.world.read(pair.ours.officer, getPeer, { id: pair.ours.peerId });
    expect(peer.link).to.include({ failures: 1, lastFailure: 'Nothing answers at that address' });
    expect(peer.undelivered).to.deep.equal({ waiting: 1, refused: 0 });
    expect((await transferAt(pair.ours, offered.id)).messages[0]).to.include({ state: 'waiting', attempts: 1 });
    await pair.ours.world.run(pair.ours.officer, retryPeer, { id: pair.ours.peerId });
    await pair.ours.deliver();
    expect((await pair.ours.world.read(pair.ours.officer, getPeer, { id: pair.ours.peerId })).link.failures).to.equal(
      2,
    );
  });
});
