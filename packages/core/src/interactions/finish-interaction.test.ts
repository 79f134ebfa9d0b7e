import { expect } from 'chai';
import { MINUTE_MS } from '../kernel/clock.js';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { anAdviser, someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import {
  closeEnquiry,
  finishInteraction,
  getInteraction,
  keepNotes,
  openEnquiry,
  recordIdentityCheck,
  reopenInteraction,
  startInteraction,
} from './index.js';
import { codeOf, type Staff } from './testing/refusals.js';

onBothEngines('finishing an interaction', (world) => {
  let at: Surroundings;
  let adviser: Staff;
  const start = (customerId?: string) =>
    world().run(adviser, startInteraction, { channel: 'telephone', ...(customerId ? { customerId } : {}) });
  const read = (id: string) => world().read(adviser, getInteraction, { id });
  before(async () => {
    at = await someSurroundings(world());
    adviser = await anAdviser(world());
  });

  it('asks how open enquiries ended, and abandons them when told so', async () => {
    const { id } = await start();
    await world().run(adviser, openEnquiry, { interactionId: id, words: 'parking' });
    expect(await codeOf(world().run(adviser, finishInteraction, { id, expectedVersion: 1 }))).to.equal(
      'enquiries_open',
    );
    expect((await read(id)).state).to.equal('open');
    const input = { id, expectedVersion: 1, notes: 'Rang off', openEnquiries: 'abandon' } as const;
    await world().run(adviser, finishInteraction, { ...input, avoidable: 'wrong-department' });
    const found = await read(id);
    expect(found).to.include({ state: 'finished', notes: 'Rang off', avoidable: 'wrong-department', version: 2 });
    expect(found.endedAt).to.equal(world().clock.now());
    expect(found.enquiries.map(({ outcome }) => outcome)).to.deep.equal(['abandoned']);
  });

  it('leaves nothing to change', async () => {
    const { id } = await start();
    const { id: enquiryId } = await world().run(adviser, openEnquiry, { interactionId: id });
    await world().run(adviser, finishInteraction, { id, expectedVersion: 1, openEnquiries: 'abandon' });
    const codes = await Promise.all(
      [
        world().run(adviser, finishInteraction, { id, expectedVersion: 2 }),
        world().run(adviser, openEnquiry, { interactionId: id }),
        world().run(adviser, keepNotes, { id, expectedVersion: 2, notes: 'x' }),
        world().run(adviser, closeEnquiry, { enquiryId, outcome: 'resolved' }),
      ].map(codeOf),
    );
    expect(new Set(codes)).to.deep.equal(new Set(['interaction_finished']));
  });

  it('never leaves an open enquiry behind when one is opened at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await start();
      await Promise.all([
        codeOf(world().run(adviser, openEnquiry, { interactionId: id, words: 'quick one' })),
        codeOf(world().run(adviser, finishInteraction, { id, expectedVersion: 1 })),
      ]);
      const found = await read(id);
      const open = found.enquiries.filter(({ outcome }) => outcome === null);
      expect(found.state === 'finished' && open.length > 0, 'finished with an open enquiry').to.equal(false);
    }
  });

  it('can be taken back within a quarter of an hour, by the adviser who did it', async () => {
    const { id } = await start(at.customerId);
    const check = { id, expectedVersion: 1, level: 'basic', passed: true } as const;
    await world().run(adviser, recordIdentityCheck, { ...check, questions: ['name', 'address'] });
    await world().run(adviser, finishInteraction, { id, expectedVersion: 2 });
    const colleague = await anAdviser(world(), [dunmere], 'Sam Ellery');
    const input = { id, expectedVersion: 3 };
    expect(await codeOf(world().run(colleague, reopenInteraction, input))).to.equal('interaction_of_another');
    world().clock.advance(15 * MINUTE_MS);
    await world().run(adviser, reopenInteraction, input);
    expect(await read(id)).to.include({ state: 'open', endedAt: null, identityLevel: 'none', version: 4 });
    await world().run(adviser, finishInteraction, { id, expectedVersion: 4 });
    world().clock.advance(15 * MINUTE_MS + 1);
    const late = world().run(adviser, reopenInteraction, { id, expectedVersion: 5 });
    expect(await codeOf(late)).to.equal('too_late_to_reopen');
  });
});
