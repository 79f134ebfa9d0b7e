import { expect } from 'chai';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from './support/axe.js';
import type { Desk } from './support/desk.js';
import { journey } from './support/journey.js';
import { layoutFaults } from './support/layout.js';
import { ownPartnership } from './support/fixtures.js';
import { password, type Partnership } from './support/partnership.js';

describe('The second factor, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership({ sessions: { secondFactor: 'required' } });
  });
  after(() => partnership.stop());

  journey('is set up at the first sign-in with a code from an app; a recovery code stands in for it', async (open) => {
    const first = await open({ at: partnership });
    await enterPassword(first, 'priya.nair');
    expect(await first.page.title()).to.equal('Set up your second factor – Moothall');
    const secret = await readSecret(first.page);
    await enterCode(first.page, 'Turn it on', '000000');
    await first.page.getByRole('alert').getByRole('link').waitFor();
    expect(await readSecret(first.page), 'the key after a wrong code').to.equal(secret);

    await enterCode(first.page, 'Turn it on', codeNow(partnership, secret));
    const recoveryCodes = await first.page.locator('main li').allTextContents();
    expect(recoveryCodes).to.have.length.above(5);
    await first.page.getByRole('button', { name: 'I have kept them: continue' }).click();
    await first.page.getByRole('link', { name: 'Priya Nair' }).waitFor();

    const second = await open({ at: partnership, javaScript: 'off' });
    await enterPassword(second, 'priya.nair');
    await enterCode(second.page, 'Continue', recoveryCodes[0] ?? '');
    await second.page.getByRole('link', { name: 'Priya Nair' }).waitFor();

    const third = await open({ at: partnership });
    await enterPassword(third, 'priya.nair');
    await enterCode(third.page, 'Continue', recoveryCodes[0] ?? '');
    await third.page.getByRole('alert').getByText('This one is wrong or was used').waitFor();
    partnership.clock.advance(30_000);
    await enterCode(third.page, 'Continue', codeNow(partnership, secret));
    await third.page.getByRole('link', { name: 'Priya Nair' }).waitFor();
  });

  journey('reads well for everyone at each step, also after a wrong code', async (open) => {
    const { page, ...desk } = await open({ at: partnership });
    await enterPassword({ page, ...desk }, 'tom.beddoes');
    await expectToReadWell(page);
    const secret = await readSecret(page);
    await enterCode(page, 'Turn it on', '000000');
    await page.getByRole('alert').waitFor();
    await expectToReadWell(page);
    await enterCode(page, 'Turn it on', codeNow(partnership, secret));
    await page.getByRole('button', { name: 'I have kept them: continue' }).waitFor();
    await expectToReadWell(page);

    const later = await open({ at: partnership });
    await enterPassword(later, 'tom.beddoes');
    await expectToReadWell(later.page);
    await enterCode(later.page, 'Continue', '000000');
    await later.page.getByRole('alert').waitFor();
    await expectToReadWell(later.page);
  });
});

async function expectToReadWell(page: Page): Promise<void> {
  expect(await layoutFaults(page)).to.deep.equal([]);
  expect(await accessibilityFaults(page)).to.deep.equal([]);
}

async function enterPassword({ page, goTo }: Desk, name: string): Promise<void> {
  await goTo('/sign-in?next=/desk/me');
  await page.getByLabel('Sign-in name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('textbox', { name: 'Code' }).waitFor();
}

async function enterCode(page: Page, action: string, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('button', { name: action }).click();
}

/** The key as a person would type it into the app. */
async function readSecret(page: Page): Promise<string> {
  const shown = await page.locator('dt:text-is("Key") + dd').textContent();
  return (shown ?? '').replace(/\s/g, '');
}

/** What the app shows at the partnership's time (RFC 6238). */
function codeNow({ clock }: Partnership, secret: string): string {
  return generateSync({ secret, epoch: Math.floor(clock.now() / 1000) });
}
