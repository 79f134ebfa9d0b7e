import { expect } from 'chai';
import { addTask } from '#core/cases/commands/add-task.js';
import { assignCase } from '#core/cases/commands/assign-case.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { until } from '../faults/poll.js';
import { bothWays } from './support/both-ways.js';
import { ownPartnership } from './support/fixtures.js';
import type { Partnership } from './support/partnership.js';
import { rowOf, rowsOf } from './support/records.js';

interface CaseRow {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
}

describe('Work on cases, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());
  const at = () => partnership;

  bothWays({ task: 'write to the customer of a case, from a template', keys: 45, at }, async ({ run, as }) => {
    const { id, reference } = await aCase(run);
    const officer = await as('janet.oakley');
    const { page } = officer;
    await officer.goTo(`/desk/cases/${reference}`);
    await officer.follow(page.getByRole('button', { name: 'Reply' }), 'r');
    await officer.choose(page.getByLabel('Begin with', { exact: true }), 'It takes longer');
    await officer.follow(page.getByRole('button', { name: 'Use these' }));
    await officer.follow(page.getByRole('button', { name: 'Preview' }));
    await page.getByRole('region', { name: 'As it will arrive' }).getByText(reference).first().waitFor();
    await officer.follow(page.getByRole('button', { name: 'Send' }), 'Control+Enter');
    await page.getByRole('status').first().waitFor();
    const { body } = await rowOf<{ body: string }>(partnership, 'messages', { case_id: id }, (rows) =>
      rows.orderBy('queued_at', 'desc').orderBy('id', 'desc'),
    );
    expect(body).to.include(reference);
    return [officer];
  });

  bothWays({ task: 'link two cases', keys: 65, at }, async ({ run, as }) => {
    const [one, two] = [await aCase(2 + run), await aCase(4 + run)];
    const officer = await as('janet.oakley');
    const { page } = officer;
    await officer.goTo(`/desk/cases/${one.reference}`);
    await officer.open(page.locator('summary').filter({ hasText: 'Link another case' }));
    await officer.choose(page.getByLabel('This case is'), 'A duplicate of');
    await officer.type(page.getByLabel('Reference of the other case'), two.reference);
    await officer.follow(page.getByRole('button', { name: 'Link', exact: true }));
    const links = page.getByRole('region', { name: 'Linked cases' });
    await links.getByRole('link', { name: two.reference }).waitFor();
    expect(await rowOf(partnership, 'case_links', { case_id: one.id, other_id: two.id })).to.include({
      kind: 'duplicate-of',
    });
    return [officer];
  });

  bothWays({ task: 'save a view of the queue, and open it', keys: 45, at }, async ({ run, as }) => {
    const officer = await as('janet.oakley');
    const { page } = officer;
    const name = `Nobody’s ${run}`;
    await officer.goTo('/desk/queue?view=unassigned');
    const shown = await page.locator('[data-row] th a').allTextContents();
    await officer.follow(page.getByRole('link', { name: /^Save this view/ }));
    await officer.type(page.getByLabel('Name', { exact: true }), name);
    await officer.follow(page.getByRole('button', { name: 'Save view' }), 'Control+Enter');
    await officer.follow(page.getByRole('link', { name }).first());
    expect(await page.locator('[data-row] th a').allTextContents()).to.deep.equal(shown);
    return [officer];
  });

  bothWays({ task: 'read a notification, and go to its case', keys: 30, at }, async ({ run, as }) => {
    const { id: caseId, reference, version: expectedVersion } = await aCase(6 + run);
    const { id: assigneeId } = await rowOf<{ id: string }>(partnership, 'people', { display_name: 'Janet Oakley' });
    const colleague = systemActor('a colleague elsewhere');
    await runCommand(partnership.kernel, colleague, assignCase, { caseId, assigneeId, expectedVersion });
    const isTold = async () =>
      (await rowsOf(partnership, 'notifications', { subject_id: caseId, person_id: assigneeId })).length > 0;
    await until('Janet Oakley is told', isTold, { withinMs: 10_000 });
    const officer = await as('janet.oakley');
    const { page } = officer;
    await officer.goTo('/desk');
    await officer.follow(page.getByRole('link', { name: /Notifications/ }).first());
    await officer.follow(page.locator('[data-row] a').filter({ hasText: reference }).first());
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).to.equal(`/desk/cases/${reference}`);
    return [officer];
  });

  bothWays({ task: 'tick an item of a checklist, and do a task', keys: 60, at }, async ({ run, as }) => {
    const { case_id: id } = await rowOf<{ case_id: string }>(partnership, 'case_tasks', { kind: 'check' });
    const { reference } = await rowOf<CaseRow>(partnership, 'cases', { id });
    const officer = await as('janet.oakley');
    const { page } = officer;
    const item = ['Round sheet looked at', 'Photo of the bins asked for'][run];
    const task = `Ring the depot ${run}`;
    await officer.goTo(`/desk/cases/${reference}/tasks`);
    await officer.open(page.getByRole('textbox', { name: 'New task' }), 'n');
    await officer.type(page.getByRole('textbox', { name: 'New task' }), task);
    await officer.follow(page.getByRole('button', { name: 'Add task' }), 'Control+Enter');
    await officer.follow(page.getByRole('button', { name: new RegExp(`^Done.*${task}`) }));
    await officer.follow(page.getByRole('button', { name: new RegExp(`^Tick.*${item}`) }));
    await page.getByRole('button', { name: new RegExp(`^Take the tick away.*${item}`) }).waitFor();
    expect(await rowOf(partnership, 'case_tasks', { case_id: id, title: task })).to.include({ state: 'done' });
    return [officer];
  });

  bothWays({ task: 'take a task of another team’s case', keys: 15, at }, async ({ run, as }) => {
    const asked = await rowOf<{ case_id: string; team_id: string }>(partnership, 'case_tasks', {
      title: 'Clear the bags with the next round',
    });
    const title = `Sweep the lay-by ${run}`;
    const task = { caseId: asked.case_id, teamId: asked.team_id, title };
    const { id } = await runCommand(partnership.kernel, systemActor('sets up a journey'), addTask, task);
    const officer = await as('janet.oakley');
    const { page } = officer;
    await officer.goTo('/desk/work');
    await officer.follow(page.getByRole('button', { name: new RegExp(`^Take it.*${title}`) }));
    const own = page.getByRole('region', { name: 'Tasks', exact: true });
    await own.getByRole('link', { name: title }).waitFor();
    const { owner_id: owner } = await rowOf<{ owner_id: string }>(partnership, 'case_tasks', { id });
    expect(await rowOf(partnership, 'people', { id: owner })).to.include({ display_name: 'Janet Oakley' });
    return [officer];
  });

  /** An open case at Dunmere with a customer. */
  async function aCase(number: number): Promise<CaseRow> {
    const cases = await rowsOf<CaseRow>(partnership, 'cases', { status_kind: 'open' }, (rows) =>
      rows.where('reference', 'like', 'DU-%').whereNotNull('customer_id').whereNull('restriction').orderBy('opened_at'),
    );
    const found = cases[number];
    if (!found) throw new Error(`Dunmere has ${cases.length} open cases with a customer`);
    return found;
  }
});
