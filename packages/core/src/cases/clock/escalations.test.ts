import { expect } from 'chai';
import { addTeamMember } from '../../directory/index.js';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { localDate } from '../../kernel/local-date.js';
import { instantAt } from '../../kernel/london-time.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { assignCase } from '../commands/assign-case.js';
import { changeStatus } from '../commands/change-status.js';
import { escalateCase } from '../commands/escalate-case.js';
import { watchPromises } from '../jobs.js';
import { aMember, caseWorld, setup, type CaseWorld } from '../testing/case-world.js';
import { errorOf, eventsOf } from '../testing/expectations.js';

const at = (on: string, hour: number, minute = 0): number => instantAt(localDate(on), hour * 60 + minute);

onBothEngines('promises that near their end', (world) => {
  let here: CaseWorld;
  let leaderId: string;
  before(async () => {
    here = await caseWorld(world());
    const leader = await aMember(world(), here.otherTeamId, 'Folake Okafor');
    leaderId = leader.staffId;
    await world().run(setup, addTeamMember, { teamId: here.teamId, personId: leaderId, leads: true });
  });
  beforeEach(() => world().clock.set(testNow));

  const lookAt = async (now: number) => {
    world().clock.set(now);
    await watchPromises.run(world().kernel, {});
  };
  const told = async (id: string) =>
    (await eventsOf(world(), id))
      .filter(({ topic }) => topic.startsWith('case.sla-'))
      .map(({ topic, payload }) => [topic, (payload as { tell: string[] }).tell]);

  it('are warned of once, when the amber share of the working time is used, to whoever has the case', async () => {
    // Two working days to Wednesday 5pm: 23 hours, of which three quarters end on Wednesday at 11.15am.
    const { id } = await here.log();
    await world().run(here.officer, assignCase, { caseId: id, assigneeId: here.officer.staffId, expectedVersion: 1 });
    await lookAt(at('2026-11-18', 11, 14));
    expect(await told(id)).to.deep.equal([]);
    await lookAt(at('2026-11-18', 11, 15));
    await lookAt(at('2026-11-18', 12));
    expect(await told(id)).to.deep.equal([['case.sla-warning', [here.officer.staffId]]]);
  });

  it('go to the team’s leaders while nobody has the case', async () => {
    const { id } = await here.log({ priority: 'urgent' });
    await lookAt(testNow + 3 * HOUR_MS);
    expect(await told(id)).to.deep.equal([['case.sla-warning', [leaderId]]]);
  });

  it('are told once to both when they are broken', async () => {
    const { id } = await here.log({ priority: 'urgent' });
    await world().run(here.officer, assignCase, { caseId: id, assigneeId: here.officer.staffId, expectedVersion: 1 });
    await lookAt(testNow + 4 * HOUR_MS + MINUTE_MS);
    await lookAt(testNow + 5 * HOUR_MS);
    expect(await told(id)).to.deep.equal([['case.sla-breached', [here.officer.staffId, leaderId]]]);
  });

  it('stand still with the clock, and are new ones once they have moved', async () => {
    const { id } = await here.log({ priority: 'urgent' });
    const move = (event: string, expectedVersion: number) =>
      world().run(here.officer, changeStatus, { caseId: id, event, expectedVersion });
    await lookAt(testNow + 3 * HOUR_MS);
    await move('ask-customer', 1);
    await lookAt(testNow + 26 * HOUR_MS);
    expect(await told(id)).to.have.length(1);
    await move('resume', 2);
    await lookAt(testNow + 26 * HOUR_MS + MINUTE_MS);
    expect(await told(id), 'three quarters are used still').to.have.length(2);
  });

  it('are not told before their time, nor twice', async () => {
    const { id } = await here.log();
    const escalate = (step: 'warning' | 'breach') => world().run(setup, escalateCase, { caseId: id, step });
    expect((await errorOf(escalate('warning'))).code).to.equal('not_due_yet');
    world().clock.set(at('2026-11-18', 17, 1));
    await escalate('breach');
    expect((await errorOf(escalate('breach'))).code).to.equal('already_escalated');
    expect((await errorOf(escalate('warning'))).code).to.equal('not_due_yet');
  });
});
