import { expect } from 'chai';
import { localDate } from '../../kernel/local-date.js';
import { instantAt } from '../../kernel/london-time.js';
import { dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { changeStatus } from '../commands/change-status.js';
import { recomputeDueTimes } from '../jobs.js';
import { getCase } from '../queries.js';
import { addCalendars, caseWorld, type CaseWorld } from '../testing/case-world.js';
import { auditOf } from '../testing/expectations.js';

const at = (on: string, hour: number): number => instantAt(localDate(on), hour * 60);

onBothEngines('due times after a calendar has changed', (world) => {
  let here: CaseWorld;
  before(async () => {
    here = await caseWorld(world());
  });
  const dueAt = async (id: string) => (await world().read(here.officer, getCase, { id })).dueAt;

  it('are computed anew for open cases, not for paused ones nor for other calendars', async () => {
    world().clock.set(testNow);
    const open = await here.log();
    const paused = await here.log();
    await world().run(here.officer, changeStatus, { caseId: paused.id, event: 'ask-customer', expectedVersion: 1 });
    expect(await dueAt(open.id)).to.equal(at('2026-11-18', 17));
    await addCalendars(world(), dunmere, [{ fromMinute: 480, toMinute: 960 }]);
    const event = { authorityId: dunmere, subjectId: 'crews', topic: 'calendar.changed', payload: {} };
    await recomputeDueTimes.run(world().kernel, event);
    expect(await dueAt(open.id), 'another calendar').to.equal(at('2026-11-18', 17));
    await recomputeDueTimes.run(world().kernel, { ...event, subjectId: 'office' });
    expect(await dueAt(open.id)).to.equal(at('2026-11-18', 16));
    expect(await dueAt(paused.id)).to.equal(null);
    const [entry] = (await auditOf(world(), 'office')).slice(-1);
    expect(entry?.action).to.equal('cases.recompute-due');
    expect(entry?.details).to.include({ changed: 1 });
  });

  it('leave the case’s version alone, so nobody’s open page is out of date', async () => {
    const { id } = await here.log();
    await addCalendars(world(), dunmere, [{ fromMinute: 540, toMinute: 900 }]);
    await recomputeDueTimes.run(world().kernel, { authorityId: dunmere, subjectId: 'office' });
    const found = await world().read(here.officer, getCase, { id });
    expect([found.version, found.dueAt]).to.deep.equal([1, at('2026-11-18', 15)]);
  });

  it('are computed for more cases than one batch holds', async function () {
    this.timeout(30_000);
    const logged = [];
    for (let count = 0; count < 205; count += 1) logged.push(await here.log());
    await addCalendars(world(), dunmere, [{ fromMinute: 540, toMinute: 1080 }]);
    await recomputeDueTimes.run(world().kernel, { authorityId: dunmere, subjectId: 'office' });
    const dues = new Set(await Promise.all(logged.map(({ id }) => dueAt(id))));
    expect([...dues]).to.deep.equal([at('2026-11-18', 18)]);
  });
});
