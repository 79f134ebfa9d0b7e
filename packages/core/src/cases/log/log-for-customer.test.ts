import { expect } from 'chai';
import { createCustomer, openRestricted, restrictCustomer } from '../../customers/index.js';
import { startInteraction } from '../../interactions/index.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { getCase } from '../index.js';
import { aMember, caseWork, caseWorld, type CaseWorld } from '../testing/case-world.js';

const adviserMay = [...caseWork, 'customers.read', 'customers.create', 'interactions.handle'];
const leaderMay = [...adviserMay, 'customers.read-restricted', 'customers.restrict'];

onBothEngines('whom a case is logged for', (world) => {
  let at: CaseWorld;
  let joan: string;
  let hidden: string;
  before(async () => {
    at = await caseWorld(world());
    const leader = await aMember(world(), at.teamId, 'Lena Marsh', leaderMay);
    const of = { authorityId: dunmere, confirmedNew: true };
    const create = async (firstName: string, lastName: string): Promise<string> =>
      (await world().run(leader, createCustomer, { ...of, firstName, lastName })).id;
    joan = await create('Joan', 'Prosser');
    hidden = await create('Leanne', 'Birtles');
    const reason = 'Non-molestation order seen';
    const restriction = { id: hidden, expectedVersion: 1, restriction: 'concealed-address' as const, reason };
    await world().run(leader, restrictCustomer, restriction);
  });

  const loggedBy = async (permissions: readonly string[], about: Record<string, unknown>): Promise<string | null> => {
    const adviser = await aMember(world(), at.teamId, 'Tom Reyes', permissions);
    const { id } = await at.log(about, adviser);
    return (await world().read(at.officer, getCase, { id })).participantName;
  };

  it('is the customer as on record, when nobody is named', async () => {
    expect(await loggedBy(adviserMay, { customerId: joan })).to.equal('Joan Prosser');
  });

  it('is whoever is named, before the customer', async () => {
    const participant = { name: 'Sam Prosser', relationship: 'Son' };
    expect(await loggedBy(adviserMay, { customerId: joan, participant })).to.equal('Sam Prosser');
  });

  it('is nobody, where the record may not be read', async () => {
    expect(await loggedBy(caseWork, { customerId: joan })).to.equal(null);
    expect(await loggedBy(adviserMay, { customerId: hidden })).to.equal(null);
    expect(await loggedBy(leaderMay, { customerId: hidden })).to.equal(null);
  });

  it('is the customer of a restricted record for whoever gave a reason', async () => {
    const leader = await aMember(world(), at.teamId, 'Lena Marsh', leaderMay);
    await world().run(leader, openRestricted, { id: hidden, reason: 'She is on the telephone' });
    const { id } = await at.log({ customerId: hidden }, leader);
    expect((await world().read(at.officer, getCase, { id })).participantName).to.equal('Leanne Birtles');
  });

  it('is the name that was typed for a caller whom nobody knows', async () => {
    const adviser = await aMember(world(), at.teamId, 'Tom Reyes', adviserMay);
    const call = { authorityId: dunmere, channel: 'telephone' as const };
    const { id: interactionId } = await world().run(adviser, startInteraction, call);
    const { id } = await at.log({ interactionId, participant: { name: 'Owen Pritchard' } }, adviser);
    expect((await world().read(at.officer, getCase, { id })).participantName).to.equal('Owen Pritchard');
  });
});
