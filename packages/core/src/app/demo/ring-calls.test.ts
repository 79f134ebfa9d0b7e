import { expect } from 'chai';
import { addContactLine } from '../../authorities/index.js';
import { listCalls } from '../../interactions/index.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { ringCalls } from './ring-calls.js';

onBothEngines('the calls of the demo', (world) => {
  it('ring one after another, on the councils’ lines', async () => {
    await ringCalls(world().kernel);
    const administrator = await world().staff(['authorities.manage'], [dunmere]);
    for (const last of [1, 2]) {
      const line = { name: `Line ${last}`, openingWords: 'Good morning', telephone: `+44163296001${last}` };
      await world().run(administrator, addContactLine, { authorityId: dunmere, ...line });
    }
    const adviser = await world().staff(['interactions.handle'], [dunmere]);
    const ringing = async () => {
      await ringCalls(world().kernel);
      return (await world().read(adviser, listCalls, {})).map(({ callId, lineName }) => [callId, lineName]);
    };
    const first = await ringing();
    world().clock.advance(2 * MINUTE_MS);
    const second = await ringing();
    expect([first.length, second.length]).to.deep.equal([1, 1]);
    expect([first[0]?.[1], second[0]?.[1]]).to.have.members(['Line 1', 'Line 2']);
    expect(first[0]?.[0]).to.not.equal(second[0]?.[0]);
  });
});
