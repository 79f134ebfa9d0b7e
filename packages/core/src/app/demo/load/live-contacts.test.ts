import { expect } from 'chai';
import fc from 'fast-check';
import { countOpen } from '../../../interactions/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { dunmere, onBothEngines, testNow } from '../../../testing/harness.js';
import { begunAt, seats, turnContacts } from './live-contacts.js';

describe('contacts under way in the demo', () => {
  it('have begun, and never last longer than their seat has them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...seats), fc.nat(9), fc.nat(10 ** 9), (seat, authorityId, later) => {
        const now = testNow + later;
        const age = now - begunAt(seat, authorityId, now);
        expect(age)
          .to.be.at.least(0)
          .and.below(seat.minutes * MINUTE_MS);
      }),
    );
  });
});

onBothEngines('contacts of the demo', (world) => {
  it('follow one another, however long the demo stands', async () => {
    const adviser = await world().staff([], [dunmere]);
    const [seat] = seats;
    const { kernel, clock } = world();
    const row = { id: world().newId(), authority_id: dunmere, channel: 'telephone', adviser_id: adviser.staffId };
    const begun = { state: 'open', started_at: testNow - MINUTE_MS, participant: '{}', identity_level: 'none' };
    await kernel.db.write(everyAuthority, (db) =>
      db.insert('interactions', { ...row, ...begun, source_key: seat?.key ?? '' }),
    );
    clock.advance(30 * 24 * 60 * MINUTE_MS);
    await turnContacts(kernel);
    const [open] = await countOpen(kernel.db.read(everyAuthority));
    expect(clock.now() - (open?.since ?? 0)).to.be.below(9 * MINUTE_MS);
  });
});
