import { expect } from 'chai';
import { pressThrough } from './support/call-page.js';
import type { Desk } from './support/desk.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import type { Partnership } from './support/partnership.js';

const what = 'A wall leans over the path to the school';

describe('An emergency call-out, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());

  /** Starts one for Dunmere, whose offices are open: those in charge are rung. */
  const start = async ({ page, goTo }: Desk): Promise<void> => {
    await goTo('/desk/directory/rotas');
    await page.getByRole('button', { name: 'Call somebody out' }).click();
    await page.getByLabel('What has happened').fill(what);
    await page.getByRole('button', { name: 'Start ringing' }).click();
    await page.getByText('Nobody was on duty when it began').waitFor();
  };

  journey('rings whoever is in charge, who accepts by keyboard; whoever began it sees so at once', async (open) => {
    const adviser = await open({ as: 'tom.beddoes', at: partnership });
    await start(adviser);
    const { page } = adviser;
    expect(await page.getByRole('button', { name: /^Ring 01632/ }).getAttribute('href')).to.match(/^tel:\+441632/);
    const changed = page.getByText('This call-out has changed');
    expect(await changed.isVisible()).to.equal(false);
    const officer = await open({ as: 'janet.oakley', at: partnership });
    await officer.goTo('/desk/call-outs?list=mine');
    await officer.page.getByRole('link', { name: what }).click();
    await officer.page.waitForURL('**/desk/call-outs/*-*');
    await pressThrough(officer, 'y');
    await officer.page.getByText('Accepted by Janet Oakley').waitFor();
    await changed.waitFor();
    await pressThrough(adviser, 'u');
    await page.getByText('Accepted by Janet Oakley').waitFor();
    expect(await page.getByRole('button', { name: 'Accepted by phone' }).count()).to.equal(0);
  });

  journey('is recorded without JavaScript: not reached, rung again, accepted by phone', async (open) => {
    const adviser = await open({ as: 'tom.beddoes', at: partnership, javaScript: 'off' });
    await start(adviser);
    const { page } = adviser;
    await page.getByRole('button', { name: 'Not reached' }).click();
    await page.getByText('Nobody has accepted it since').waitFor();
    await page.getByRole('button', { name: 'Ring again' }).click();
    await page.getByRole('heading', { name: 'Ring now' }).waitFor();
    await page.getByLabel('What they said (optional)').fill('There in ten minutes');
    await page.getByRole('button', { name: 'Accepted by phone' }).click();
    await page.getByText('Accepted by Janet Oakley').waitFor();
    await page.getByText('There in ten minutes').waitFor();
  });
});
