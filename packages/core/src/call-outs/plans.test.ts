import { expect } from 'chai';
import type { Params, Statement } from '../kernel/db/statement.js';
import { addRota } from '../directory/index.js';
import { everyAuthority } from '../kernel/scope.js';
import { dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { planOf } from '../testing/plans.js';
import { hotCallOuts } from './repository.js';

const id = '01930000-0000-7000-8000-000000000001';
const whenShut = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const ended = { reader: id, endedAt: testNow, id, limit: 50 };

const hot: readonly (readonly [string, Statement<never, unknown>, Params, string])[] = [
  ['open ones', hotCallOuts.open, { reader: id, limit: 50 }, 'call_outs_authority_id_ended_at_started_at_idx'],
  [
    'those that ended',
    hotCallOuts.ended,
    { ...ended, since: testNow - 600_000 },
    'call_outs_authority_id_ended_at_started_at_idx',
  ],
  ['a rota’s past ones', hotCallOuts.endedOfRota, { ...ended, rota: id }, 'call_outs_rota_id_ended_at_idx'],
  ['one’s own', hotCallOuts.mine, { reader: id, limit: 50 }, 'call_out_rings_person_id_outcome_idx'],
  ['those to go on with', hotCallOuts.unanswered, { now: testNow, limit: 50 }, 'call_outs_state_due_at_idx'],
  ['the list of one', hotCallOuts.ringsOf, { callOut: id }, 'call_out_rings_call_out_id_place_in_list_key'],
] as never;

onBothEngines('the plans of hot queries of call-outs', (world) => {
  let rotaId: string;
  before(async () => {
    const keeper = await world().staff(['directory.keep-rotas'], [dunmere]);
    const { id: made } = await world().run(keeper, addRota, {
      ...{ authorityId: dunmere, name: 'Nights', hours: whenShut, weeks: [[keeper.staffId]] },
      ...{ startsOn: '2026-11-09', changesAtMinute: 540 },
    });
    rotaId = made;
    await addManyCallOuts();
  });

  /** Those of one rota among many of none. */
  async function addManyCallOuts(): Promise<void> {
    const { db } = world().kernel;
    const common = { authority_id: dunmere, reason: 'A tree is across the road', started_by_name: 'Mair Bowen' };
    const rows = Array.from({ length: 600 }, (_, index) => ({
      ...{ ...common, id: world().newId(), rota_id: index % 100 === 0 ? rotaId : null, is_gap: 0 },
      ...{ state: 'accepted', started_at: testNow - index * 60_000, ended_at: testNow - index * 60_000 },
    }));
    const columns = Object.keys(rows[0] ?? {});
    await db.write(everyAuthority, (writes) => writes.bulk('call_outs', columns, rows.map(Object.values)));
    if (db.engine === 'postgres') await db.migration((run) => run('analyze call_outs'));
  }

  for (const [name, hotStatement, params, index] of hot)
    it(`read ${name} by ${index}`, async () => {
      expect(
        await planOf(world(), hotStatement, { ...params, ...('rota' in params && { rota: rotaId }) }, id),
      ).to.include(index);
    });
});
