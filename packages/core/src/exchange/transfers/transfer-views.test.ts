import { expect } from 'chai';
import { MINUTE_MS } from '../../kernel/clock.js';
import { ownerWords, transferPage, transfersPage } from './transfer-views.js';
import type { ExchangedMessage, Transfer } from './transfer-types.js';

const transfer: Transfer = {
  ...{
    id: 't',
    authorityId: 1,
    peerId: 'p',
    peerName: 'Brayford',
    transferKey: 'k',
    direction: 'out',
    state: 'offered',
  },
  ...{ caseId: 'c', reference: 'DU-4F7K-2Q9M-X', statusKind: 'open', theirReference: null, content: null },
  ...{ offeredAt: 0, offeredByName: null, endedAt: null, endedByName: null, reason: null, theirStatus: null },
  ...{ lastOut: 1, nextIn: 1, updatedAt: 0, version: 1 },
};

describe('what a list of hand-overs says', () => {
  it('names who has the case, and how it came to that', () => {
    const said = (['offered', 'withdrawing', 'withdrawn', 'declined', 'accepted'] as const).map((state) =>
      ownerWords({ ...transfer, state }),
    );
    expect(said).to.deep.equal([
      'With us: offered to Brayford',
      'With us until they answer: asked back from Brayford',
      'With us: taken back from Brayford',
      'With us: Brayford declined it',
      'With Brayford',
    ]);
    const theirs = (['offered', 'withdrawn', 'declined', 'accepted'] as const).map((state) =>
      ownerWords({ ...transfer, direction: 'in', state, theirReference: 'BR-1' }),
    );
    expect(theirs).to.deep.equal([
      'With Brayford, under BR-1',
      'With Brayford: they took it back',
      'With Brayford: we declined it',
      'With us: from Brayford, under BR-1',
    ]);
  });

  it('calls finished what whoever took it over has closed', () => {
    const pillOf = (change: Partial<Transfer>) =>
      transfersPage('under-way', { items: [{ ...transfer, state: 'accepted', ...change }], nextCursor: null }, 0)
        .lines[0]?.pill.text;
    expect(pillOf({ statusKind: 'closed' }), 'ours, while they have it').to.equal('Taken over');
    expect(pillOf({ theirStatus: { state: 'CLOSED', words: 'Done' } })).to.equal('Finished');
    expect(pillOf({ direction: 'in', statusKind: 'open' })).to.equal('Taken over');
    expect(pillOf({ direction: 'in', statusKind: 'closed' })).to.equal('Finished');
  });
});

describe('the page of a hand-over', () => {
  const now = Date.parse('2026-11-16T12:00:00Z');
  const rendering = { now, csrfToken: '', mayAnswer: false, services: {}, toSend: [] };
  const message: ExchangedMessage = {
    ...{ id: 'm', direction: 'out', sequence: 1, kind: 'note', state: 'delivered', attempts: 1, refusal: null },
    ...{
      sentAt: Date.parse('2026-11-16T10:00:00Z'),
      receivedAt: null,
      words: 'By the gate',
      byName: null,
      fileKey: null,
    },
  };
  const timesOf = (change: Partial<ExchangedMessage>): string | undefined =>
    transferPage({ ...transfer, files: [], messages: [{ ...message, ...change }] }, rendering).messages[0]?.times;

  it('shows both clocks of each message, and by how much they are apart', () => {
    const at = (minutes: number) => message.sentAt + minutes * MINUTE_MS;
    expect(timesOf({})).to.equal('Sent today 10am by our clock');
    expect(timesOf({ receivedAt: at(0) })).to.equal('Sent today 10am by our clock · received today 10am by theirs');
    expect(timesOf({ receivedAt: at(-3) })).to.match(/received today 9:57am by theirs \(3 minutes earlier\)$/);
    const theirs = { direction: 'in', receivedAt: at(1) } as const;
    expect(timesOf(theirs)).to.equal(
      'Sent today 10am by their clock · received today 10:01am by ours (1 minute later)',
    );
  });

  it('says who gave back what we had offered, and who took back what they had', () => {
    const ended = { state: 'withdrawn', endedAt: now, endedByName: 'Ines Farrow', files: [], messages: [] } as const;
    const labels = (direction: 'out' | 'in') =>
      transferPage({ ...transfer, ...ended, direction }, rendering).facts.map(({ label }) => label);
    expect(labels('out')).to.include('Given back by');
    expect(labels('in')).to.include('Taken back by');
  });
});
