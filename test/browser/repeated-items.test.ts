import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { logOf, rowOf } from './support/records.js';
import { tabTo } from './support/tab-to.js';

describe('A question that is repeated, in a browser', () => {
  journey('takes more items and drops the first, the buttons pressed by keyboard', async (open) => {
    // Nobody else’s contacts stand in her tabs.
    const { page, hands, goTo } = await open({ as: 'amelia.plumtree' });
    await goTo(await logOf('bulky-waste')());
    await choose(page, 1, 'Cooker');
    await inItem(page, 1).getByLabel('Yes').waitFor();
    for (const heading of ['Item 2', 'Item 3']) {
      await tabTo(page, page.getByRole('button', { name: 'Add another item' }));
      await hands.press('Enter');
      await page.getByRole('group', { name: heading, exact: true }).waitFor();
    }
    expect(await page.getByRole('button', { name: 'Add another item' }).isVisible()).to.equal(false);
    expect(await inItem(page, 2).getByText('still connected to gas').isVisible()).to.equal(false);
    await tabTo(page, page.getByRole('button', { name: 'Remove item 1' }));
    await hands.press('Enter');
    expect(await inItem(page, 3).count()).to.equal(0);
    await choose(page, 1, 'Sofa');
    await choose(page, 2, 'Television');
    await logTheRest(page, '4 Quarry Lane');
    const logged = await rowOf<{ answers: string }>(partnership(), 'cases', { title: 'Bulky waste: sofa, television' });
    expect(JSON.parse(logged.answers)).to.deep.include({ items: [{ item: 'sofa' }, { item: 'tv' }] });
  });

  journey('takes a second item without JavaScript', async (open) => {
    const { page, goTo } = await open({ as: 'tom.beddoes', javaScript: 'off' });
    await goTo(await logOf('bulky-waste')());
    await choose(page, 1, 'Mattress');
    await page.getByRole('button', { name: 'Add another item' }).click();
    expect(await inItem(page, 1).getByLabel('Mattress').isChecked()).to.equal(true);
    await choose(page, 2, 'Bicycle');
    await logTheRest(page, '9 Weir Street');
    await rowOf(partnership(), 'cases', { title: 'Bulky waste: mattress, bicycle' });
  });
});

function inItem(page: Page, number: number) {
  return page.getByRole('group', { name: `Item ${number}`, exact: true });
}

async function choose(page: Page, item: number, label: string): Promise<void> {
  await inItem(page, item).getByLabel(label, { exact: true }).check();
}

async function logTheRest(page: Page, address: string): Promise<void> {
  const outside = 'Can you put everything outside on the ground floor by 7am?';
  await page.getByRole('group', { name: outside }).getByLabel('Yes').check();
  await page.getByLabel('Where will the items be?').fill('On the drive');
  await page.getByText('The address is not in the list').click();
  await page.getByLabel('House and street', { exact: true }).fill(address);
  await page.getByRole('button', { name: 'Log the case' }).click();
  await page.waitForURL(/\/logged$/);
}
