import { expect } from 'chai';
import { deliveriesInState } from '../adapters/index.js';
import { eventsBetween } from '../jobs/index.js';
import type { Params, Statement } from '../kernel/db/statement.js';
import { newId } from '../kernel/ids.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, testNow, type TestWorld } from '../testing/harness.js';
import { planOf } from '../testing/plans.js';

const instance = 'webhook:01900000-0000-7000-8000-000000000001';
const reader = '01900000-0000-7000-8000-000000000002';

/** What the feed and the page of a webhook ask, and the index that each relies on. */
const hot: readonly [name: string, hot: Statement<never, unknown>, params: Params, index: string][] = [
  [
    'a page of the feed',
    eventsBetween,
    { after: 10, upTo: 5000, topics: ['case.logged', 'case.resolved'], limit: 100 },
    'outbox_events_seq_idx',
  ],
  [
    'what a webhook is sent',
    deliveriesInState,
    { authorities: [dunmere], state: 'dead', instances: [instance], afterAt: 0, afterId: reader, limit: 50 },
    'deliveries_authority_id_state_queued_at_id_idx',
  ],
] as never;

onBothEngines('the plans of events and webhooks', (world) => {
  before(() => addMany(world()));
  for (const [name, hotStatement, params, index] of hot)
    it(`reads ${name} by ${index}`, async () => {
      const plan = await planOf(world(), hotStatement, params, reader);
      expect(plan).to.include(index);
      expect(plan).to.not.match(/SCAN (?:deliveries|outbox_events)\b(?! USING)|Seq Scan/);
    });
});

/** Enough of both that the planner has something to choose by. */
async function addMany({ kernel }: TestWorld): Promise<void> {
  const places = Array.from({ length: 3000 }, (_, index) => index + 1);
  const id = (): string => newId(kernel.clock, kernel.random);
  const councilOf = (index: number): number => (index % 2 === 0 ? dunmere : castlebridge);
  const events = places.map((seq) => [id(), councilOf(seq), 'case.logged', id(), '{}', testNow, seq]);
  const deliveries = places.map((index) => {
    const key = id();
    const about = [id(), councilOf(index), 'events.send', id(), key, key, 'case.logged'];
    return [...about, instance, index % 50 === 0 ? 'dead' : 'delivered', testNow + index, testNow];
  });
  await kernel.db.write(everyAuthority, async (db) => {
    const ofEvents = ['id', 'authority_id', 'topic', 'subject_id', 'payload', 'occurred_at', 'seq'];
    await db.bulk('outbox_events', ofEvents, events);
    const keys = ['id', 'authority_id', 'operation', 'subject_id', 'idempotency_key', 'order_key', 'variant'];
    await db.bulk('deliveries', [...keys, 'instance', 'state', 'queued_at', 'next_try_at'], deliveries);
    for (const table of ['outbox_events', 'deliveries']) await db.refreshStatistics(table, ['id']);
  });
}
