import { expect } from 'chai';
import { compareFigures } from '#core/club/index.js';
import { aPastContact } from '#core/reporting/testing/past-contacts.js';
import { castlebridge, dunmere, onBothEngines, partnership, westmoor } from '#core/testing/harness.js';

onBothEngines('the figures of all councils', (world) => {
  it('show a council’s staff those of every council, less what is too few to tell', async () => {
    const happened = async (authorityId: number, count: number, outcome: 'resolved' | 'passed'): Promise<void> => {
      for (let each = 0; each < count; each += 1) await aPastContact(world(), { authorityId, outcome });
    };
    await happened(dunmere, 24, 'resolved');
    await happened(dunmere, 12, 'passed');
    await happened(castlebridge, 21, 'resolved');
    await happened(castlebridge, 3, 'passed');
    await happened(westmoor, 4, 'passed');
    const analyst = await world().staff(['club.compare'], [westmoor]);
    const { from, to, councils } = await world().read(analyst, compareFigures, { over: 'month' });
    expect([from, to]).to.deep.equal(['2026-10-01', '2026-10-31']);
    const declared = new Map(councils.map(({ authorityId, shares }) => [authorityId, shares.declared]));
    expect(declared.get(dunmere)).to.deep.equal({ percent: 67, of: 40 });
    expect(declared.get(castlebridge)).to.deep.equal({ percent: null, of: 20 });
    expect(declared.get(westmoor)).to.deep.equal({ percent: null, of: null });
    expect(declared.has(partnership)).to.equal(false);
  });
});
