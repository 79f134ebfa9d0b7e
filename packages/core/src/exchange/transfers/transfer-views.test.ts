import { expect } from 'chai';
import { ownerWords, transfersPage } from './transfer-views.js';
import type { Transfer } from './transfer-types.js';

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
