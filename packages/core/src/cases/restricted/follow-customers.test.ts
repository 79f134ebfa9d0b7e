import { expect } from 'chai';
import {
  createCustomer,
  mergeCustomers,
  openRestricted,
  restrictCustomer,
  unMergeCustomers,
} from '../../customers/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { joinCase } from '../commands/join-case.js';
import { liftRestriction, restrictCase } from '../commands/restrict-case.js';
import { getCase, getCasePage, listQueue } from '../index.js';
import { alsoReportedBy } from '../links/relation-views.js';
import { listSubscribers } from '../links/relations-repository.js';
import { everyAuthority } from '../../kernel/scope.js';
import { aMember, caseWork, caseWorld, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { followCustomers } from './follow-customers.js';

const leaderMay = [
  ...[...caseWork, 'cases.restrict', 'customers.read', 'customers.create', 'customers.edit', 'customers.merge'],
  ...['customers.read-restricted', 'customers.restrict'],
];

onBothEngines('cases of customers whose record is restricted', (world) => {
  let at: CaseWorld;
  let leader: StaffActor;
  let stranger: StaffActor;
  let customerId: string;
  before(async () => {
    at = await caseWorld(world());
    leader = await aMember(world(), at.teamId, 'Lena Marsh', leaderMay);
    stranger = await aMember(world(), at.otherTeamId, 'Tom Reyes');
  });
  beforeEach(async () => {
    customerId = await aCustomer('Leanne', 'Birtles');
  });

  const aCustomer = async (firstName: string, lastName: string): Promise<string> => {
    const customer = { authorityId: dunmere, firstName, lastName, confirmedNew: true };
    return (await world().run(leader, createCustomer, customer)).id;
  };
  const restrict = async (restriction: 'concealed-address' | null, expectedVersion: number, id = customerId) => {
    const done = await world().run(leader, restrictCustomer, {
      id,
      expectedVersion,
      restriction,
      reason: 'Order seen',
    });
    await follow(id);
    return done.version;
  };
  const follow = (subjectId: string) => followCustomers.run(world().kernel, { subjectId });
  const log = (more: object = {}) => at.log({ customerId, participant: { name: 'Leanne Birtles' }, ...more }, leader);
  const restrictionOf = async (id: string) => (await world().read(leader, getCase, { id })).restriction;
  const isFoundBy = async (actor: StaffActor, id: string): Promise<boolean> => {
    const { items } = await world().read(actor, listQueue, { team: at.teamId, limit: 100 });
    return items.some((item) => item.id === id);
  };

  it('are gone for everybody but their team as soon as the record is restricted, and back when it isn’t', async () => {
    const { id } = await log();
    expect(await isFoundBy(stranger, id)).to.equal(true);
    const version = await restrict('concealed-address', 1);
    expect(await restrictionOf(id)).to.equal('customer');
    expect([await isFoundBy(stranger, id), await isFoundBy(leader, id)]).to.deep.equal([false, true]);
    expect(await errorOf(world().read(stranger, getCase, { id }))).to.include({ code: 'not_found' });
    await restrict(null, version);
    expect([await restrictionOf(id), await isFoundBy(stranger, id)]).to.deep.equal([null, true]);
    const actions = (await auditOf(world(), id)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'cases.follow-customer')).to.have.length(2);
  });

  it('are restricted from the start when they are logged afterwards', async () => {
    await restrict('concealed-address', 1);
    const { id } = await log();
    expect(await restrictionOf(id)).to.equal('customer');
    expect(await isFoundBy(stranger, id)).to.equal(false);
  });

  it('cannot be shown by hand while the record is restricted', async () => {
    await restrict('concealed-address', 1);
    const { id } = await log();
    const { version: expectedVersion } = await world().read(leader, getCase, { id });
    const lifting = world().run(leader, liftRestriction, { caseId: id, reason: 'It seems wrong', expectedVersion });
    expect(await errorOf(lifting)).to.include({ code: 'restricted_by_customer', status: 409 });
  });

  it('keep a restriction of their own', async () => {
    const { id } = await log();
    await world().run(leader, restrictCase, { caseId: id, reason: 'safeguarding', expectedVersion: 1 });
    const version = await restrict('concealed-address', 1);
    await restrict(null, version);
    expect(await restrictionOf(id)).to.equal('safeguarding');
  });

  it('follow through merging, and back', async () => {
    const other = await aCustomer('L', 'Birtles');
    const { id } = await log();
    const version = await restrict('concealed-address', 1, other);
    await world().run(leader, openRestricted, { id: other, reason: 'To merge it' });
    const both = { survivorId: customerId, survivorVersion: 1, mergedId: other, mergedVersion: version };
    const { id: mergeId } = await world().run(leader, mergeCustomers, { ...both, reason: 'One person' });
    await follow(customerId);
    expect(await restrictionOf(id)).to.equal('customer');
    await world().run(leader, openRestricted, { id: customerId, reason: 'To un-merge it' });
    await world().run(leader, unMergeCustomers, { mergeId, reason: 'Two people' });
    await follow(customerId);
    expect(await restrictionOf(id)).to.equal(null);
  });

  it('of others name nobody who reported them too and is not to be seen', async () => {
    await restrict('concealed-address', 1);
    const { id } = await at.log({ participant: { name: 'Joan Prosser' } });
    await world().run(leader, joinCase, { caseId: id, customerId, participant: { name: 'Leanne Birtles' } });
    const [subscriber] = await listSubscribers(world().kernel.db.read(everyAuthority), id);
    expect(subscriber).to.deep.include({ customerId, participant: {} });
  });

  it('of others forget the name of whoever had reported them before, for as long as the record is restricted', async () => {
    const { id } = await at.log({ participant: { name: 'Joan Prosser' } });
    await world().run(leader, joinCase, { caseId: id, customerId, participant: { name: 'Leanne Birtles' } });
    const alsoBy = async () => {
      const { subscribers } = await world().read(leader, getCasePage, { id });
      return alsoReportedBy({ subscribers });
    };
    const named = [{ name: 'Leanne Birtles', href: `/desk/customers/${customerId}` }];
    expect(await alsoBy()).to.deep.equal(named);
    const version = await restrict('concealed-address', 1);
    expect(await alsoBy()).to.deep.equal([{ name: 'Anonymous' }]);
    const [kept] = await listSubscribers(world().kernel.db.read(everyAuthority), id);
    expect(kept, 'who is still told of the case').to.include({ customerId });
    await restrict(null, version);
    expect(await alsoBy()).to.deep.equal(named);
  });

  it('that are restricted as well still name to their team who reported them', async () => {
    const { id } = await log();
    const other = await aCustomer('Ines', 'Hale');
    await world().run(leader, joinCase, { caseId: id, customerId: other, participant: { name: 'Ines Hale' } });
    await restrict('concealed-address', 1);
    await restrict('concealed-address', 1, other);
    const { subscribers } = await world().read(leader, getCasePage, { id });
    expect(alsoReportedBy({ subscribers })[0]?.name).to.equal('Ines Hale');
  });
});
