import { expect } from 'chai';
import { logCase } from '#core/cases/index.js';
import { forgetDrafts } from '#core/desk/index.js';
import { findDraft, saveDraft } from '#core/identity/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { endAgreement } from '#core/partnerships/index.js';
import { aMissedBin } from '#core/testing/case-world.js';
import { dunmere, onBothEngines, westmoor } from '#core/testing/harness.js';
import { addPerson } from '#core/testing/http.js';
import { agreeingCouncils } from './agreements/councils.js';

const always = { hours: { when: 'always' } } as const;
const parties = { payload: { receiverId: dunmere, providerId: westmoor } };

onBothEngines('drafts for a council that an agreement served', (world) => {
  const { as, at, idOf, inForce } = agreeingCouncils(world);
  let sharedId = '';
  let keys: readonly (readonly [string, string])[] = [];
  before(async () => {
    const roles = [
      ['westmoor', 'adviser'],
      ['dunmere', 'adviser'],
    ] as const;
    sharedId = (await addPerson(world(), { name: 'Works for both', roles })).personId;
    const log = (serviceId: string) => world().run(systemActor('a test'), logCase, aMissedBin(serviceId));
    const [theirs, home] = [await log(at().missedBinId), await log(at().potholeId)];
    keys = [
      [`case-note:${theirs.id}`, 'gone'],
      [`log-case:${at().missedBinId}:`, 'gone'],
      [`expired:/desk/cases/${theirs.reference}/notes`, 'gone'],
      [`customer:${at().customerId}`, 'gone'],
      [`case-note:${home.id}`, 'kept'],
      [`expired:/desk/cases/${home.reference}/notes`, 'kept'],
      [`log-case:${at().potholeId}:`, 'kept'],
      ['cases-message', 'kept'],
    ];
  });
  const write = async (personId: string) => {
    for (const [key] of keys) await saveDraft(world().kernel, personId, key, { text: 'He told me that' });
  };
  const left = async (personId: string) =>
    Promise.all(
      keys.map(async ([key]) => ((await findDraft(world().kernel, personId, key)) === undefined ? 'gone' : 'kept')),
    );
  const every = () => keys.map(() => 'kept');

  it('go when the last agreement ends, but not those about home, nor of people with a role there', async () => {
    const one = await inForce(always);
    const other = await inForce(always);
    for (const personId of [idOf('adviser'), sharedId]) await write(personId);
    await world().run(await as('theirs'), endAgreement, { ...one, reason: 'One is enough' });
    await forgetDrafts.run(world().kernel, parties);
    expect(await left(idOf('adviser'))).to.deep.equal(every());
    await world().run(await as('theirs'), endAgreement, { ...other, reason: 'None is enough' });
    await forgetDrafts.run(world().kernel, parties);
    expect(await left(idOf('adviser'))).to.deep.equal(keys.map(([, what]) => what));
    expect(await left(sharedId)).to.deep.equal(every());
  });

  it('are looked at when an agreement ends', () => {
    expect(forgetDrafts.topics).to.deep.equal(['agreement.ended']);
  });
});
