import { expect } from 'chai';
import { everyAuthority } from '../kernel/scope.js';
import { dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { anAdviser, someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import {
  closeEnquiry,
  getInteraction,
  insertPastInteractions,
  listInteractionsOf,
  listOpenInteractions,
  openEnquiry,
  startInteraction,
  todaysFigures,
} from './index.js';
import { absent, codeOf, refusal } from './testing/refusals.js';

onBothEngines('what interactions tell', (world) => {
  let at: Surroundings;
  before(async () => {
    at = await someSurroundings(world());
  });

  it('counts an adviser’s day: contacts, what was resolved there and then, what was logged', async () => {
    const adviser = await anAdviser(world());
    for (const [outcome, caseId] of [['resolved'], ['resolved', absent], ['logged', absent], ['abandoned']] as const) {
      const { id } = await world().run(adviser, startInteraction, { channel: 'telephone' });
      const enquiry = await world().run(adviser, openEnquiry, { interactionId: id });
      await world().run(adviser, closeEnquiry, { enquiryId: enquiry.id, outcome, ...(caseId ? { caseId } : {}) });
    }
    await world().run(adviser, startInteraction, { channel: 'telephone' });
    expect(await world().read(adviser, todaysFigures, {})).to.deep.equal({
      contacts: 5,
      enquiries: 4,
      resolvedAtFirstContact: 1,
      logged: 1,
      passed: 0,
    });
  });

  it('pages through a customer’s contacts, imported ones among them, latest first', async () => {
    const adviser = await anAdviser(world());
    const { customerId } = at;
    const common = { authorityId: dunmere, channel: 'letter', adviserId: null, lineId: null, caller: null } as const;
    const rest = { callId: null, customerId, participant: { name: 'Joan' }, placeId: null, aboutCaseId: null } as const;
    const past = ['one', 'two', 'three'].map((sourceKey) => ({
      ...{ ...common, ...rest, id: world().newId(), sourceKey, startedAt: 1000, endedAt: 2000, identityLevel: 'none' },
      ...{ avoidable: null, notes: `Letter ${sourceKey}`, identityChecks: [] },
      enquiries: [
        {
          ...{ id: world().newId(), authorityId: dunmere, words: 'tree', serviceId: null, articleId: null },
          ...{ outcome: 'resolved', caseId: null, passedToTeamId: null, note: null, openedAt: 1000, closedAt: 2000 },
        },
      ],
    }));
    await world().kernel.db.write(everyAuthority, (db) => insertPastInteractions(db, past as never));
    await world().run(adviser, startInteraction, { channel: 'telephone', customerId });
    const first = await world().read(adviser, listInteractionsOf, { customerId, limit: 3 });
    expect(first.items.map(({ channel }) => channel)).to.deep.equal(['telephone', 'letter', 'letter']);
    expect(first.items[1]?.enquiries[0]).to.include({ outcome: 'resolved', words: 'tree' });
    const next = await world().read(adviser, listInteractionsOf, { customerId, limit: 3, cursor: first.nextCursor! });
    expect(next.items).to.have.lengthOf(1);
    expect(next.nextCursor).to.equal(null);
    const neighbour = await anAdviser(world(), [westmoor]);
    expect((await world().read(neighbour, listInteractionsOf, { customerId })).items).to.deep.equal([]);
    const odd = world().read(adviser, listInteractionsOf, { customerId, cursor: 'x' });
    expect(await refusal(odd)).to.deep.equal({ code: 'bad_input', fields: ['cursor'] });
  });

  it('asks for the permission to read', async () => {
    const nobody = await world().staff(['directory.read'], [dunmere]);
    expect(await codeOf(world().read(nobody, getInteraction, { id: absent }))).to.equal('not_allowed');
    expect(await codeOf(world().read(nobody, listOpenInteractions, {}))).to.equal('not_allowed');
    expect(await codeOf(world().read(nobody, todaysFigures, {}))).to.equal('not_allowed');
    const input = { customerId: at.customerId };
    expect(await codeOf(world().read(nobody, listInteractionsOf, input))).to.equal('not_allowed');
  });
});
