import { expect } from 'chai';
import { localDate } from '../../kernel/local-date.js';
import { instantAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishService } from '../../services/index.js';
import { dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { changeStatus } from '../commands/change-status.js';
import { listTasks } from './tasks-repository.js';
import { caseSteps } from '../testing/case-steps.js';
import { caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { errorOf } from '../testing/expectations.js';

const at = (on: string, hour: number): number => instantAt(localDate(on), hour * 60);

onBothEngines('what a service asks of its cases', (world) => {
  let here: CaseWorld;
  before(async () => {
    here = await caseWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));
  const { read, move } = caseSteps(world, () => here);

  it('takes longer over a complaint only with a reason, and then for the longer time', async () => {
    const definition = missedBin({
      key: 'complaint-longer',
      lifecycle: 'two-stage-complaint',
      sla: {
        target: { amount: 5, unit: 'working-days' },
        restarts: [{ status: 'stage-1', from: ['received'], target: { amount: 10, unit: 'working-days' } }],
        extends: [{ status: 'stage-1-extended', target: { amount: 20, unit: 'working-days' } }],
        calendar: 'office',
      },
    });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { id } = await here.log({ serviceId });
    expect((await read(id)).dueAt).to.equal(at('2026-11-23', 17));
    await move(id, 'acknowledge', 1);
    expect((await read(id)).dueAt).to.equal(at('2026-11-30', 17));
    const error = await errorOf(move(id, 'extend', 2));
    expect(error.faults[0]?.field).to.equal('note');
    expect(error.faults[0]?.message).to.contain('needs a reason');
    await move(id, 'extend', 2, { note: 'We wait for the crew’s records.' });
    expect((await read(id)).dueAt).to.equal(at('2026-12-14', 17));
  });

  it('makes the tasks of its service when it is logged and when it comes to a status', async () => {
    const tasks = [
      { title: 'Ring the customer', dueInDays: 1 },
      { title: 'Look at the round', at: 'in-progress' },
    ];
    const definition = missedBin({ key: 'with-tasks', tasks });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { id } = await here.log({ serviceId });
    const made = async () =>
      (await listTasks(world().kernel.db.read(everyAuthority), id)).map((task) => [task.title, task.dueOn]);
    expect(await made()).to.deep.equal([['Ring the customer', '2026-11-17']]);
    await move(id, 'start', 1);
    expect(await made()).to.have.deep.members([
      ['Ring the customer', '2026-11-17'],
      ['Look at the round', null],
    ]);
  });

  it('keeps a step for team leaders where its service does', async () => {
    const lifecycle = {
      ...{ name: 'decided', initial: 'received' },
      statuses: [
        { key: 'received', label: 'Received', publicLabel: 'We have it', kind: 'open' },
        { key: 'decided', label: 'Decided', publicLabel: 'We have decided', kind: 'closed' },
      ],
      transitions: [{ from: 'received', event: 'decide', to: 'decided', label: 'Decide', leadersOnly: true }],
    };
    const sla = { target: { amount: 2, unit: 'working-days' }, calendar: 'office' };
    const definition = missedBin({ key: 'decided', lifecycle, sla });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { id } = await here.log({ serviceId });
    const refused = await errorOf(move(id, 'decide', 1, { outcome: 'emptied' }));
    expect([refused.code, refused.message]).to.deep.equal([
      'not_allowed',
      'Ask a team leader: “Decide” is theirs to do.',
    ]);
    const leader = await world().staff([...caseWork, 'cases.decide'], [dunmere]);
    const input = { caseId: id, event: 'decide', outcome: 'emptied', expectedVersion: 1 };
    expect((await world().run(leader, changeStatus, input)).status).to.equal('decided');
  });

  it('counts an information request by the working days of information law', async () => {
    const sla = { target: { amount: 1, unit: 'working-days' }, calendar: 'information-law' };
    const definition = missedBin({ key: 'request', lifecycle: 'information-request', sla });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { id } = await here.log({ serviceId });
    expect((await read(id)).dueAt).to.equal(at('2026-11-17', 17));
  });
});
