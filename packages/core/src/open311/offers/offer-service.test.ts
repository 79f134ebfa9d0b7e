import { expect } from 'chai';
import type { StaffActor } from '../../kernel/actor.js';
import { publishService } from '../../services/index.js';
import { addCalendars, caseWork, missedBin, setup } from '../../testing/case-world.js';
import { auditOf, codeOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { offerService } from './offer-service.js';

onBothEngines('opening a service by Open311', (world) => {
  let administrator: StaffActor;
  before(async () => {
    await addCalendars(world(), dunmere);
    administrator = await world().staff(['open311.manage'], [dunmere], 'Helen Tranter');
  });

  const publish = async (more: object): Promise<string> => {
    const definition = missedBin({ key: 'shut', ...more });
    return (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  };

  it('is refused where its cases are restricted, or its form can’t be asked, saying why', async () => {
    const open = async (more: object): Promise<string | undefined> => {
      const input = { serviceId: await publish(more), shows: 'requests', expectedVersion: 0 } as const;
      return (await errorOf(world().run(administrator, offerService, input))).faults[0]?.message;
    };
    const identityLevel = { log: 'none', disclose: 'full' };
    const restricted = { sensitivity: 'restricted', identityLevel, retentionClass: 'restricted-case' };
    expect(await open(restricted)).to.equal('Leave it closed. Its cases are restricted');
    const photo = { key: 'photo', label: 'A photo', type: 'file', required: true, personal: 'none' };
    expect(await open({ form: { questions: [photo] }, summaryTemplate: 'Shut' })).to.contain('“A photo”');
    expect(await open({ identityLevel: { log: 'basic', disclose: 'basic' } })).to.contain('identity check');
  });

  it('is for administrators of the council alone, one at a time, and audited', async () => {
    const serviceId = await publish({ key: 'bins' });
    const input = { serviceId, shows: 'reports', expectedVersion: 0 } as const;
    const officer = await world().staff(caseWork, [dunmere]);
    expect(await codeOf(world().run(officer, offerService, input))).to.equal('not_allowed');
    const elsewhere = await world().staff(['open311.manage'], [castlebridge]);
    expect(await codeOf(world().run(elsewhere, offerService, input))).to.equal('not_found');
    await world().run(administrator, offerService, input);
    expect(await codeOf(world().run(administrator, offerService, input))).to.equal('stale_version');
    const audited = (await auditOf(world(), serviceId)).filter(({ action }) => action === 'open311.offer-service');
    expect(audited.map(({ details }) => details)).to.deep.equal([
      { serviceKey: 'bins', from: 'closed', to: 'reports' },
    ]);
  });
});
