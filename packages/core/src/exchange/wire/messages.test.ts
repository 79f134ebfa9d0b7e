import { expect } from 'chai';
import { MINUTE_MS } from '../../kernel/clock.js';
import { everyAuthority } from '../../kernel/scope.js';
import { postMessage, takenOver, transferAt, betweenInstallations } from '../testing/two-installations.js';

betweenInstallations('messages between two installations', (pair) => {
  let key = '';
  const note = (sequence: number, words = `Number ${sequence}`) => ({
    ...{
      exchange: 1,
      from: 'dunmere',
      to: 'castlebridge',
      transfer: key,
      sequence,
      sent_at: new Date(pair.ours.world.clock.now()).toISOString(),
    },
    ...{ idempotency_key: idOf(sequence), kind: 'note' },
    update: {
      update_id: idOf(sequence),
      description: words,
      updated_datetime: new Date(pair.ours.world.clock.now()).toISOString(),
    },
  });
  const idOf = (sequence: number): string => `${key.slice(0, 24)}${String(sequence).padStart(12, '0')}`;

  it('refuse what was changed on the way, signed by a key that is not pinned, or long ago', async () => {
    key = pair.ours.world.newId();
    const post = async (after: Parameters<typeof postMessage>[3], from = pair.ours) =>
      (await postMessage(from, pair.theirs, note(1), after)).answer['code'];
    expect(await post({ body: '{}' })).to.equal('exchange_signature');
    expect(await post({ headers: { 'content-digest': 'sha-256=:AAAA:' } })).to.equal('exchange_signature');
    expect(await post({ headers: { signature: 'moothall=:AAAA:' } })).to.equal('exchange_signature');
    expect(await post({ created: pair.ours.world.clock.now() - 11 * MINUTE_MS })).to.equal('exchange_clocks_apart');
    expect(await post({}, pair.theirs)).to.equal('exchange_sender_unknown');
    const claims = { ...note(1), from: 'westmoor' };
    expect((await postMessage(pair.ours, pair.theirs, claims)).answer['code']).to.equal('exchange_sender_unknown');
    expect((await postMessage(pair.ours, pair.theirs, { ...note(1), paid: true })).status).to.equal(422);
  });

  it('hold a message until those before it have come, and do nothing for one that came already', async () => {
    const { theirId, id } = await takenOver(pair);
    key = (await transferAt(pair.ours, id)).transferKey;
    const taken = async (sequence: number) => (await postMessage(pair.ours, pair.theirs, note(sequence))).answer;
    expect(await taken(4)).to.include({ taken: 'held', next: 2 });
    expect(await taken(3)).to.include({ taken: 'held', next: 2 });
    expect(await taken(2)).to.include({ taken: 'applied', next: 5 });
    for (const sequence of [2, 3, 4]) expect(await taken(sequence)).to.include({ taken: 'repeated', next: 5 });
    const { messages } = await transferAt(pair.theirs, theirId);
    expect(messages.filter(({ kind }) => kind === 'note').map(({ words }) => words)).to.have.members([
      'Number 2',
      'Number 3',
      'Number 4',
    ]);
    const other = await postMessage(pair.ours, pair.theirs, note(4, 'Something else'));
    expect(other).to.have.nested.property('answer.code', 'exchange_key_reused');
    const moved = await postMessage(pair.ours, pair.theirs, { ...note(5), idempotency_key: idOf(4) });
    expect(moved.status).to.equal(409);
  });

  it('put messages that arrive together in order', async () => {
    const { theirId, id } = await takenOver(pair);
    key = (await transferAt(pair.ours, id)).transferKey;
    const sequences = Array.from({ length: 30 }, (_, index) => index + 2);
    const shuffled = [...sequences, ...sequences].sort((a, b) => ((a * 7919) % 31) - ((b * 7919) % 31));
    const answers = await Promise.all(shuffled.map((sequence) => postMessage(pair.ours, pair.theirs, note(sequence))));
    expect(answers.map(({ status }) => status)).to.deep.equal(shuffled.map(() => 200));
    const after = await transferAt(pair.theirs, theirId);
    expect(after.nextIn).to.equal(32);
    const notes = after.messages.filter(({ kind }) => kind === 'note');
    expect(notes.map(({ state }) => state)).to.deep.equal(sequences.map(() => 'applied'));
    const events = await pair.theirs.world.kernel.db
      .read(everyAuthority)
      .rows<{ body: string }>(
        pair.theirs.world.kernel.db
          .read(everyAuthority)
          .from('case_events')
          .where({ case_id: after.caseId, kind: 'transfer' })
          .whereNotNull('body')
          .orderBy(['at', 'id'])
          .select('body'),
      );
    expect(events.map(({ body }) => body)).to.deep.equal(sequences.map((sequence) => `Number ${sequence}`));
  });
});
