import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from './support/axe.js';
import type { Desk } from './support/desk.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { layoutFaults } from './support/layout.js';
import { rowOf } from './support/records.js';

describe('Two people who edit one case, in a browser', () => {
  journey('lose nothing: what does not clash is saved, what clashes is chosen', async (open) => {
    const { reference } = await anOpenCase();
    const [janet, folake] = [await open({ as: 'janet.oakley' }), await open({ as: 'folake.okafor' })];
    await Promise.all([janet, folake].map((desk) => openForm(desk, reference)));

    await fill(janet.page, { title: 'Glass by the swings', note: 'Swept the path.' });
    await save(janet.page);
    await janet.page.getByRole('heading', { level: 1, name: 'Glass by the swings' }).waitFor();

    await fill(folake.page, { title: 'Glass at the bus stop', priority: 'urgent', note: 'Caller rang twice.' });
    await save(folake.page);
    await folake.page.getByRole('heading', { level: 1, name: /Janet Oakley changed this case/ }).waitFor();
    const conflict = folake.page.getByRole('table', { name: 'Choose what to keep' });
    await conflict.getByText('Glass by the swings').waitFor();
    expect([...(await layoutFaults(folake.page)), ...(await accessibilityFaults(folake.page))]).to.deep.equal([]);
    await conflict.getByText('Glass at the bus stop').click();
    await folake.page.getByRole('button', { name: 'Save and go back to the case' }).click();

    await folake.page.getByRole('heading', { level: 1, name: 'Glass at the bus stop' }).waitFor();
    for (const note of ['Swept the path.', 'Caller rang twice.'])
      await folake.page.locator('.timeline').getByText(note).waitFor();
    expect(await rowOf(partnership(), 'cases', { reference })).to.include({
      title: 'Glass at the bus stop',
      priority: 'urgent',
    });
  });
});

/** One that both may edit: nobody has it yet. */
function anOpenCase(): Promise<{ reference: string }> {
  return rowOf(partnership(), 'cases', { status_kind: 'open', title: 'Street cleaning: broken glass' }, (rows) =>
    rows.where('reference', 'like', 'DU-%'),
  );
}

async function openForm({ page, goTo }: Desk, reference: string): Promise<void> {
  await goTo(`/desk/cases/${reference}/edit`);
  await page.getByLabel('Title').waitFor();
}

async function fill(page: Page, typed: { title: string; priority?: string; note: string }): Promise<void> {
  await page.getByLabel('Title').fill(typed.title);
  if (typed.priority) await page.getByLabel('Priority').selectOption(typed.priority);
  await page.getByLabel('Note (optional)').fill(typed.note);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
}
