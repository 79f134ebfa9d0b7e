import type { Page } from 'playwright-core';
import type { Pages } from './visit.js';

const administrator = 'helen.tranter';
const officer = 'janet.oakley';
const list = '/desk/admin/scim';
const signIns = '/desk/admin/elsewhere';

/** Which systems keep a council's staff here, or sign them in. */
export const scimPages: Pages = {
  '/desk/admin/scim': [
    { state: 'full', as: administrator, path: list },
    { state: 'without a name', as: administrator, path: list, then: makeNameless },
    { state: 'not allowed', as: officer, path: list },
  ],
  '/desk/admin/elsewhere': [
    { state: 'full', as: administrator, path: signIns },
    { state: 'found nobody', as: administrator, path: `${signIns}?name=zzz` },
    { state: 'without a name', as: administrator, path: signIns, then: linkNobody },
    { state: 'not allowed', as: officer, path: signIns },
  ],
};

async function linkNobody(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Link the account' }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
}

async function makeNameless(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make the token' }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
}
