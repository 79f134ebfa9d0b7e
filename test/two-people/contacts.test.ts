import { expect } from 'chai';
import { createCustomer } from '#core/customers/index.js';
import { editCustomer } from '#core/customers/commands/edit-customer.js';
import { recordDeath } from '#core/customers/commands/record-death.js';
import { restrictCustomer } from '#core/customers/commands/restrict-customer.js';
import {
  closeEnquiry,
  finishInteraction,
  keepNotes,
  openEnquiry,
  setAvoidable,
  startInteraction,
} from '#core/interactions/index.js';
import { runCommand } from '#core/kernel/command.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { bothCouncils, type Seeded } from '../tenancy/seed.js';
import { race, times } from './race.js';
import { people, raceWorld } from './race-world.js';

onCopyOf('two people at one contact or customer', bothCouncils, (world, both) => {
  let at: Seeded;
  before(async function () {
    this.timeout(30_000);
    at = both().ours;
  });
  const { aCustomer, anInteraction, read, only } = raceWorld(world, () => at);

  describe('on a contact', () => {
    it('writing notes, classing and finishing it: each builds on what it saw', async () => {
      const { id, version: expectedVersion } = await anInteraction();
      const { won, lost } = await race<unknown>([
        () => world().run(at.actor, keepNotes, { id, expectedVersion, notes: 'One' }),
        () => world().run(at.actor, keepNotes, { id, expectedVersion, notes: 'Two' }),
        () => world().run(at.actor, setAvoidable, { id, expectedVersion, reason: 'chasing-progress' }),
        () => world().run(at.actor, finishInteraction, { id, expectedVersion }),
      ]);
      expect([won.length, lost.length]).to.deep.equal([1, 3]);
      expect(await only('interactions', id)).to.include({ version: expectedVersion + 1 });
    });

    it('giving an enquiry its outcome: the first one counts, and the article is credited once', async () => {
      const { id: interactionId } = await anInteraction();
      const { id: enquiryId } = await world().run(at.actor, openEnquiry, { interactionId, words: 'A bin' });
      const [before] = await read<{ used: number }>('article_tallies', { article_id: at.articleId });
      const close = (): Promise<unknown> =>
        world().run(at.actor, closeEnquiry, { enquiryId, outcome: 'resolved', articleId: at.articleId });
      const { won, lost } = await race(times(people, close));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['enquiry_closed'])]);
      const [after] = await read<{ used: number }>('article_tallies', { article_id: at.articleId });
      expect(after?.used).to.equal((before?.used ?? 0) + 1);
    });

    it('starting it from one telephone call: there is one', async () => {
      const start = () =>
        world().run(at.actor, startInteraction, {
          channel: 'telephone',
          authorityId: at.authorityId,
          callId: 'call-1',
        });
      const { won } = await race(times(people, start));
      expect(new Set(won.map(({ id }) => id)).size).to.equal(1);
      expect(won.filter(({ isNew }) => isNew)).to.have.length(1);
    });
  });

  describe('on a customer', () => {
    it('changing one field: one is kept; different fields: both are', async () => {
      const { id } = await aCustomer();
      const edit = (changes: object, base: object) =>
        world().run(at.actor, editCustomer, { id, expectedVersion: 1, changes, base });
      const clash = await race(times(people, (number) => edit({ firstName: `Name ${number}` }, { firstName: 'Joan' })));
      expect([clash.won.length, new Set(clash.lost)]).to.deep.equal([1, new Set(['stale_version'])]);
      const { id: other } = await aCustomer();
      const both = await race([
        () =>
          world().run(at.actor, editCustomer, {
            id: other,
            expectedVersion: 1,
            changes: { title: 'Dr' },
            base: { title: null },
          }),
        () =>
          world().run(at.actor, editCustomer, {
            id: other,
            expectedVersion: 1,
            changes: { language: 'cy' },
            base: { language: 'en' },
          }),
      ]);
      expect(both.lost).to.deep.equal([]);
      expect(await only('customers', other)).to.include({ title: 'Dr', language: 'cy' });
    });

    it('restricting and recording a death from one version: one happens', async () => {
      const { id } = await aCustomer();
      const { won, lost } = await race<unknown>([
        () =>
          world().run(at.actor, restrictCustomer, {
            id,
            expectedVersion: 1,
            restriction: 'own-staff',
            reason: 'Works here',
          }),
        () =>
          world().run(at.actor, restrictCustomer, {
            id,
            expectedVersion: 1,
            restriction: 'safeguarding',
            reason: 'At risk',
          }),
        () => world().run(at.actor, recordDeath, { id, expectedVersion: 1, diedOn: '2026-11-01' }),
      ]);
      expect([won.length, lost.length]).to.deep.equal([1, 2]);
      expect(await only('customers', id)).to.include({ version: 2 });
    });
  });

  describe('sending one form twice', () => {
    it('makes one record and answers both alike', async () => {
      const input = { authorityId: at.authorityId, firstName: 'Double', lastName: 'Click', confirmedNew: true };
      const idempotencyKey = 'sent-twice-at-once';
      const { won, lost } = await race(
        times(people, () => runCommand(world().kernel, at.actor, createCustomer, input, { idempotencyKey })),
      );
      expect(lost).to.deep.equal([]);
      expect(new Set(won.map(({ id }) => id)).size).to.equal(1);
      expect(await read('customers', { first_name: 'Double' })).to.have.length(1);
    });
  });
});
