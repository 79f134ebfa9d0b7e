import { generateSync } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { handsOn } from '../browser/support/hands.js';
import { onCallPage, pressThrough } from '../browser/support/call-page.js';

/** Somebody at a desk of a server, as a person comes to it: nothing is set behind its back. */
export interface Adviser {
  readonly page: Page;
  /** Takes a call from somebody who is not on record, writes down what they wanted, and finishes. */
  takeCallFrom(caller: { readonly first: string; readonly last: string; readonly number: string }): Promise<void>;
  /** How many customers a search for a name finds. */
  find(name: string): Promise<number>;
  close(): Promise<void>;
}

/** Signs in for the first time: with the first password and a second factor, which is set up. */
export async function firstSignIn(
  browser: Browser,
  address: string,
  account: { readonly name: string; readonly password: string },
): Promise<Adviser> {
  const page = await newPage(browser, address);
  await enter(page, account);
  await setUpSecondFactor(page);
  return adviserOn(page);
}

async function newPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, locale: 'en-GB', timezoneId: 'Europe/London' });
  context.setDefaultTimeout(20_000);
  return await context.newPage();
}

async function enter(page: Page, { name, password }: { name: string; password: string }): Promise<void> {
  await page.goto('/sign-in?next=/desk');
  await page.getByLabel('Sign-in name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function setUpSecondFactor(page: Page): Promise<void> {
  const shown = await page.locator('dt:text-is("Key") + dd').textContent();
  const secret = (shown ?? '').replace(/\s/g, '');
  await page.getByRole('textbox', { name: 'Code' }).fill(generateSync({ secret }));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.getByRole('button', { name: 'I have kept them: continue' }).click();
  await page.waitForURL('**/desk**');
}

function adviserOn(page: Page): Adviser {
  const desk = { page, hands: handsOn(page) };
  return {
    page,
    takeCallFrom: async ({ first, last, number }) => {
      await page.goto(`/desk/interactions/new?caller=${number}`);
      await page.keyboard.press('Control+Enter');
      const call = await onCallPage(page);
      await pressThrough(desk, 'n');
      await page.keyboard.type(first);
      await page.keyboard.press('Tab');
      await page.keyboard.type(last);
      await pressThrough(desk, 'Control+Enter');
      await page.getByRole('heading', { level: 1, name: `Phone contact with ${first} ${last}` }).waitFor();
      await call.matter.getByLabel('Describe in the customer’s words').fill('when is my bin day');
      await pressThrough(desk, 'Enter');
      await pressThrough(desk, 'Control+Enter');
      await pressThrough(desk, 'w');
      await page.getByText('Contact finished').waitFor();
    },
    find: async (name) => {
      await page.goto(`/desk/customers?${new URLSearchParams({ q: name }).toString()}`);
      return await page.getByRole('link', { name }).count();
    },
    close: () => page.context().close(),
  };
}
