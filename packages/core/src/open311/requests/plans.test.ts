import { expect } from 'chai';
import type { Params } from '../../kernel/db/statement.js';
import { dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { planOf } from '../../testing/plans.js';
import { updatesOfKey } from '../updates/updates-repository.js';
import { requestsBetween, requestsOfIds } from './requests-repository.js';

const id = '01900000-0000-7000-8000-000000000001';
const whose = { authority: dunmere, shown: [id], key: id };
const window = { from: 0, to: testNow, limit: 1000 };

/** Hot statements and the index that each relies on. */
const hot: readonly [name: string, hot: { readonly sql: string }, params: Params, index: RegExp][] = [
  [
    'the requests of a window',
    requestsBetween,
    { ...whose, ...window, every: 0, services: ['pothole'], kinds: ['open', 'waiting', 'closed'] },
    /cases_authority_id_opened_at_idx/,
  ],
  ['requests by their ids', requestsOfIds, { ...whose, ids: [id] }, /autoindex_cases_|cases_pkey/],
  ['updates for a key', updatesOfKey, { key: id, since: 0, ...window }, /reported_cases_key_id_made_at_idx/],
  ['the events of its cases', updatesOfKey, { key: id, since: 0, ...window }, /case_events_case_id_at_id_idx/],
];

onBothEngines('the statements of Open311', (world) => {
  for (const [name, one, params, index] of hot)
    it(`find ${name} by their index`, async () => {
      expect(await planOf(world(), one, params)).to.match(index);
    });
});
