import { expect } from 'chai';
import { getAuthority } from '../authorities/index.js';
import type { Params, Statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { dunmere, onBothEngines, testNow, type TestWorld } from '../testing/harness.js';
import { planOf } from '../testing/plans.js';
import { timelinePage } from './events-repository.js';
import { filesOfCase } from './files/files-repository.js';
import {
  casesAtPlace,
  casesBefore,
  casesByBeginning,
  casesNearby,
  casesOfCustomer,
  casesOfInteraction,
} from './lists-repository.js';
import {
  changesSince,
  countOfView,
  counts,
  datedCases,
  nextToTake,
  paramsOf,
  type QueueFilter,
} from './queue/queue-repository.js';
import { makeCaseReference } from './reference.js';
import { bulkCases, caseByReference, findCase, type NewCase } from './repository.js';
import { caseWorld } from './testing/case-world.js';
import { tasksOfCase } from './tasks/tasks-repository.js';

const id = '01900000-0000-7000-8000-000000000001';
const filter: QueueFilter = {
  teamIds: [id],
  personId: id,
  now: testNow,
  dayStart: testNow,
  dayEnd: testNow + 1,
  wordsIn: 'every-case',
};
const queueParams = { ...paramsOf(filter), afterAt: -1, afterId: id, limit: 50 };
const listed = { limit: 20 };

/** Hot statements and the index that each relies on. */
const hot: readonly [name: string, hot: Statement<never, unknown>, params: Params, index: string][] = [
  ['a case by its reference', caseByReference, { reference: 'DU-2222' }, 'cases_reference_key'],
  ['the queue of a team', datedCases('all', filter), queueParams, 'cases_queue_idx'],
  ['late cases of a team', datedCases('late', filter), queueParams, 'cases_queue_idx'],
  ['the counts of a queue', counts(filter), paramsOf(filter), 'cases_queue_idx'],
  ['the count of a saved view', countOfView('late', filter), { ...paramsOf(filter), limit: 1000 }, 'cases_queue_idx'],
  [
    'the count of a person’s own work',
    countOfView('mine', { ...filter, teamIds: undefined }),
    { ...paramsOf({ ...filter, teamIds: undefined }), limit: 1000 },
    'cases_mine_idx',
  ],
  ['what changed in a queue', changesSince('all', filter), { ...paramsOf(filter), since: 0 }, 'cases_queue_idx'],
  ['the next case to take', nextToTake, { teams: [id] }, 'cases_queue_idx'],
  [
    'a person’s own work',
    datedCases('mine', { ...filter, teamIds: undefined }),
    { ...queueParams, teams: [] },
    'cases_mine_idx',
  ],
  ['a customer’s cases', casesOfCustomer, { customer: id, ...listed }, 'cases_customer_id_opened_at_idx'],
  [
    'a customer’s cases in their timeline',
    casesBefore,
    { customer: id, at: testNow, id, ...listed },
    'cases_customer_id_opened_at_idx',
  ],
  ['a place’s cases', casesAtPlace, { place: id, ...listed }, 'cases_place_id_opened_at_idx'],
  ['an interaction’s cases', casesOfInteraction, { interaction: id, ...listed }, 'cases_interaction_id_idx'],
  [
    'cases by the beginning of a reference',
    casesByBeginning,
    { from: 'DU-2', to: 'DU-3', ...listed },
    'cases_reference_key',
  ],
  [
    'open cases close by',
    casesNearby,
    {
      ...{ id, service: id, south: 1, north: 2, west: 1, east: 2 },
      ...{ lat: 1, long: 1, flat: 1, reach: 1, since: 0, limit: 5 },
    },
    'cases_nearby_idx',
  ],
  [
    'a timeline',
    timelinePage,
    { case: id, beforeAt: testNow, beforeId: id, kinds: ['note'], visible: ['internal'], limit: 50 },
    'case_events_case_id_at_id_idx',
  ],
  ['a case’s tasks', tasksOfCase, { case: id }, 'case_tasks_case_id_idx'],
  ['a case’s files', filesOfCase, { case: id }, 'case_files_case_id_idx'],
] as never;

onBothEngines('the plans of hot case queries', (world) => {
  before(async function () {
    this.timeout(60_000);
    await addManyCases(world());
  });
  for (const [name, hotStatement, params, index] of hot)
    it(`reads ${name} by ${index}`, async () => {
      const plan = await planOf(world(), hotStatement, params, id);
      expect(plan).to.include(index);
      expect(plan, 'no scan of all cases').to.not.match(/SCAN c\b|Seq Scan on (?:cases|case_events)/);
    });
});

/** Enough closed and open cases of three teams that the planner has something to choose by. */
async function addManyCases(world: TestWorld): Promise<void> {
  const at = await caseWorld(world);
  const { id } = await at.log();
  const db = world.kernel.db;
  const like = await findCase(db.read(everyAuthority), id);
  if (!like) throw new Error('the case is gone');
  const { referencePrefix } = await getAuthority(world.kernel, dunmere);
  const cases = Array.from({ length: 6000 }, (_, index): NewCase => {
    const isOpen = index % 20 === 0;
    return {
      ...like,
      id: world.newId(),
      reference: makeCaseReference(referencePrefix, world.kernel.random),
      status: isOpen ? 'received' : 'resolved',
      statusKind: isOpen ? 'open' : 'closed',
      outcome: undefined,
      customerId: undefined,
      placeId: undefined,
      locationText: undefined,
      assigneeId: index % 40 === 0 ? at.officer.staffId : undefined,
      raisedBy: undefined,
      interactionId: undefined,
      closedAt: isOpen ? undefined : testNow,
      lat: 53 + (index % 997) / 1000,
      long: -1.5,
      teamId: index % 3 === 0 ? at.teamId : at.otherTeamId,
      openedAt: testNow - index * 60_000,
      dueAt: testNow + index * 60_000,
    };
  });
  await db.write(everyAuthority, (writes) => bulkCases(writes, cases, testNow));
  if (db.engine === 'postgres') await db.migration((run) => run('analyze'));
}
