import { expect } from 'chai';
import { acceptHandover, getCase, handoverErrors, logCase, offerCase } from '#core/cases/index.js';
import { addTeamMember } from '#core/directory/index.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { onBothEngines, testNow, westmoor } from '#core/testing/harness.js';
import { addPerson } from '#core/testing/http.js';
import { findGrants } from '#core/access/index.js';
import { allPermissions } from '#core/app/capabilities.js';
import { agreeingCouncils, codeOf, evening } from './agreements/councils.js';

const setUp = systemActor('a test sets the scene');

onBothEngines('passing a case to another council', (world) => {
  const { at, inForce } = agreeingCouncils(world);
  const someone = async (council: string) => {
    const { personId } = await addPerson(world(), { name: `Officer of ${council}`, roles: [[council, 'officer']] });
    return async (): Promise<StaffActor> => ({
      ...{ kind: 'staff', staffId: personId, name: `Officer of ${council}`, via: 'session' },
      grants: await findGrants(world().kernel, allPermissions(), personId),
    });
  };

  it('follows the agreement: refused without one, accepted in its hours, and the case stays its council’s', async () => {
    const [ours, theirs] = [await someone('dunmere'), await someone('westmoor')];
    const { staffId: personId } = await theirs();
    await world().run(setUp, addTeamMember, { teamId: at().westmoorTeamId, personId });
    const answers = { bin: 'rubbish' };
    const location = { text: '4 Quarry Lane', postcode: 'DM4 2LL' };
    const { id: caseId } = await world().run(setUp, logCase, { serviceId: at().missedBinId, answers, location });
    const offer = async () => {
      const passed = { caseId, to: { teamId: at().westmoorTeamId }, note: 'Yours tonight', expectedVersion: 1 };
      return await world().run(await ours(), offerCase, passed);
    };
    expect(await codeOf(offer())).to.equal(handoverErrors.notAgreed.code);
    await inForce({ abilities: ['log'] });
    expect(await codeOf(offer()), 'to log is not to work on').to.equal(handoverErrors.notAgreed.code);
    await inForce({ abilities: ['log', 'close'] });
    const { id } = await offer();
    const accept = async () => await world().run(await theirs(), acceptHandover, { id, expectedVersion: 1 });
    world().clock.set(testNow);
    expect(await codeOf(accept()), 'by day').to.equal('not_found');
    world().clock.set(evening);
    await accept();
    const found = await world().read(await ours(), getCase, { id: caseId });
    expect(found).to.include({ teamId: at().westmoorTeamId, assigneeId: personId });
    expect(found.authorityId).to.not.equal(westmoor);
  });
});
