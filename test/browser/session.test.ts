import { expect } from 'chai';
import { MINUTE_MS } from '#core/kernel/clock.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { password, type Partnership } from './support/partnership.js';

describe('The end of a session, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership({ sessions: { secondFactor: 'optional', idleMinutes: 30 } });
  });
  after(() => partnership.stop());

  journey('is said two minutes ahead, and put off by one key', async (open) => {
    const { page, hands, goTo } = await open({ as: 'tom.beddoes', at: partnership });
    await page.clock.install();
    await goTo('/desk/me');
    const warning = page.getByRole('dialog', { name: 'You’ll be signed out soon' });

    await page.clock.runFor(27 * MINUTE_MS);
    expect(await warning.isVisible(), 'warned after 27 minutes').to.be.false;
    partnership.clock.advance(28.5 * MINUTE_MS);
    await page.clock.runFor(1.5 * MINUTE_MS);
    await warning.getByText('You’ll be signed out in less than 2 minutes').waitFor();

    await hands.press('Enter');
    await warning.waitFor({ state: 'hidden' });
    partnership.clock.advance(20 * MINUTE_MS);
    await goTo('/desk/me');
    expect(await page.title(), 'after the first 30 minutes').to.contain('Tom Beddoes');
  });

  journey('keeps what was sent too late, and sends it again once the person is back', async (open) => {
    const { page, goTo } = await open({ as: 'tom.beddoes', at: partnership });
    await goTo('/desk/me');
    await page.getByLabel('Off').check();
    partnership.clock.advance(31 * MINUTE_MS);
    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByLabel('Sign-in name').fill('tom.beddoes');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'What was not sent' }).waitFor();
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByText('Saved how the desk looks and listens.').waitFor();
    expect(await page.locator('html').getAttribute('data-shortcuts')).to.equal('off');
  });
});
