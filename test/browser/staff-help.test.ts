import { expect } from 'chai';
import { bothWays } from './support/both-ways.js';
import { ownPartnership } from './support/fixtures.js';
import type { Partnership } from './support/partnership.js';
import type { Worker } from './support/worker.js';

const laptop = 'Laptop, phone or printer doesn’t work';

describe('A service desk for staff, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());
  const at = () => partnership;

  bothWays({ task: 'ask for help, solve it, and see what became of it', keys: 110, at }, async ({ run, as }) => {
    const asker = await as('tom.beddoes');
    await asker.goTo('/desk/help');
    await asker.follow(asker.page.getByRole('link', { name: laptop }));
    await describeFault(asker, `Burnt smell ${run}`);
    await asker.page.waitForURL(/\/desk\/help\/requests\//);
    const reference = referenceIn(asker);

    const officer = await as('hope.ashdown');
    const { page } = officer;
    await officer.goTo('/desk/queue');
    await officer.follow(page.getByRole('row').filter({ hasText: reference }).getByRole('link').first());
    await page.getByText(`Burnt smell ${run}`).first().waitFor();
    await officer.open(page.locator('#status summary'), 's');
    await officer.pick(page.getByRole('radio', { name: 'Resolve' }));
    await officer.choose(page.getByRole('combobox', { name: 'Outcome' }), 'Mended');
    await officer.follow(page.getByRole('button', { name: 'Save status' }), 'Control+Enter');

    await asker.page.goto('/desk/help');
    const requests = asker.page.getByRole('region', { name: 'My requests' });
    const request = requests.getByRole('listitem').filter({ hasText: reference });
    await request.getByText('We mended it').waitFor();
    await asker.follow(request.getByRole('link'));
    const happened = asker.page.getByRole('region', { name: 'What happened' });
    await happened.getByText('We mended it').waitFor();
    return [asker, officer];
  });

  bothWays({ task: 'log what a colleague who rings asks', keys: 100, at }, async ({ run, as }) => {
    const adviser = await as('priya.nair');
    const { page } = adviser;
    await adviser.goTo('/desk/directory');
    await adviser.type(page.getByLabel('Name, team or what they deal with'), 'Tom Beddoes');
    await adviser.follow(page.getByRole('button', { name: 'Find', exact: true }), 'Enter');
    await adviser.follow(page.getByRole('link', { name: 'Tom Beddoes' }).first());
    await adviser.follow(page.getByRole('link', { name: 'Help them at a service desk' }));
    await adviser.follow(page.getByRole('button', { name: 'Log what they ask' }));
    await adviser.follow(page.getByRole('link', { name: laptop }));
    await describeFault(adviser, `Rang about it ${run}`);
    const reference = (await page.locator('.reference').textContent())?.trim() ?? '';

    const officer = await as('hope.ashdown');
    await officer.goTo('/desk/queue');
    await officer.follow(officer.page.getByRole('row').filter({ hasText: reference }).getByRole('link').first());
    await officer.page.getByText(`Rang about it ${run}`).first().waitFor();
    await officer.page.getByText('Tom Beddoes').first().waitFor();

    const asker = await as('tom.beddoes');
    await asker.goTo('/desk/help');
    await asker.page.getByRole('region', { name: 'My requests' }).getByText(reference).waitFor();
    return [adviser, officer, asker];
  });
});

/** Fills in and sends the form of a broken laptop. */
async function describeFault(worker: Worker, wrong: string): Promise<void> {
  const { page } = worker;
  await worker.pick(page.getByRole('radio', { name: 'Laptop or computer' }));
  await worker.type(page.getByLabel('What happens?'), wrong);
  await worker.pick(page.getByRole('radio', { name: 'Partly' }));
  await worker.follow(page.getByRole('button', { name: /^(Send the request|Log the case|Log case)/ }), 'Control+Enter');
}

function referenceIn({ page }: Worker): string {
  const reference = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  expect(reference).to.match(/^WM-/);
  return reference;
}
