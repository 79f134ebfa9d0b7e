import type { Locator, Page } from 'playwright-core';
import type { Desk } from './desk.js';

const callAddress = /\/desk\/interactions\/([0-9a-f-]{36})/;

/** The page of a contact under way. */
export interface CallPage {
  /** The interaction's. */
  readonly id: string;
  readonly customer: Locator;
  readonly matter: Locator;
  readonly notes: Locator;
}

/** Starts a contact as a telephone system does: the caller's number and the one that they dialled are in the address. */
export async function takeCall(desk: Desk, call: { caller?: string; called?: string } = {}): Promise<CallPage> {
  await desk.goTo(`/desk/interactions/new?${new URLSearchParams(call).toString()}`);
  await desk.page.keyboard.press('Control+Enter');
  return onCallPage(desk.page);
}

/** Waits until the page of a contact is there. */
export async function onCallPage(page: Page): Promise<CallPage> {
  await page.waitForURL(callAddress);
  await focusStands(page);
  const id = callAddress.exec(page.url())?.[1] ?? '';
  const column = (place: number): Locator => page.locator('.columns--3 > div').nth(place);
  return { id, customer: column(0), matter: column(1), notes: column(2) };
}

/** Presses keys that lead to another page, and waits until that page stands. */
export async function pressThrough(desk: Pick<Desk, 'page' | 'hands'>, ...keys: string[]): Promise<void> {
  const { page, hands } = desk;
  for (const key of keys.slice(0, -1)) await hands.press(key);
  const arrived = page.waitForEvent('domcontentloaded');
  await hands.press(...keys.slice(-1));
  await arrived;
  await page.waitForLoadState('load');
  await focusStands(page);
}

/** Waits until a new page has put the focus where it asks for it, which browsers do once they paint it. */
async function focusStands(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      location.hash !== '' ||
      document.activeElement !== document.body ||
      !document.querySelector('[autofocus]:enabled'),
  );
}
