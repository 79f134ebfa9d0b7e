import { expect } from 'chai';
import { onBothEngines } from '../../testing/harness.js';
import { planOf } from '../../testing/plans.js';
import { linksOf } from './links-repository.js';

onBothEngines('the question for a customer’s links', (world) => {
  it('reads no table from end to end', async () => {
    const plan = await planOf(world(), linksOf, { id: '01900000-0000-7000-8000-000000000001' });
    for (const index of [
      'customer_merges_survivor_id_idx',
      'customer_links_customer_id_idx',
      'customer_links_other_customer_id_idx',
    ])
      expect(plan).to.include(index);
    expect(plan).not.to.match(/SCAN (?:c|m|l|p|customers|customer_\w+)\b|Seq Scan/);
  });
});
