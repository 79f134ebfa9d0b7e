import { expect } from 'chai';
import { localDate } from '../kernel/local-date.js';
import { onBothEngines } from '../testing/harness.js';
import { planOf } from '../testing/plans.js';
import { forStaff } from './repository.js';

onBothEngines('whether a council has a service desk', (world) => {
  it('is read by services_authority_id_audience_idx, without the catalogue', async () => {
    const id = '01930000-0000-7000-8000-000000000001';
    const plan = await planOf(world(), forStaff, { on: localDate('2026-11-16') }, id);
    expect(plan).to.include('services_authority_id_audience_idx').and.not.include('service_versions');
  });
});
