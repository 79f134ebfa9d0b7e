import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import type { Desk } from '../desk.js';
import { callerCollectedOn, rowOf } from '../records.js';

/** A page in one of its states. */
export interface Visit {
  readonly state: string;
  /** Sign-in name of whoever looks; absent: nobody has signed in. */
  readonly as?: string;
  /** Address, or how to come by one. */
  readonly path: string | ((desk: Desk) => Promise<string>);
  /** What brings the page into its state after it has been opened: sending an empty form, say. */
  readonly then?: (page: Page) => Promise<void>;
}

/** Pages by their route. */
export type Pages = Readonly<Record<string, readonly Visit[]>>;

/** Sends the page's form as it is, which the server refuses. */
export async function sendAsItIs(page: Page): Promise<void> {
  await page.getByRole('main').locator('form[method=post] .govuk-button').last().click();
  await page.locator('.govuk-error-summary').first().waitFor();
}

/** The address of a record of a customer: `/desk/customers/<id>/edit`. */
export function ofCustomer(name: string, part = ''): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'customers', {}, (rows) =>
      rows.where('display_name', 'like', `%${name}%`),
    );
    return `/desk/customers/${id}${part}`;
  };
}

/** The address of the open case at Dunmere that was logged first: `/desk/cases/DU-…/edit`. */
export function ofCase(part = ''): () => Promise<string> {
  return async () => {
    const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { status_kind: 'open' }, (rows) =>
      rows.where('reference', 'like', 'DU-%').whereNotNull('customer_id').whereNull('restriction').orderBy('opened_at'),
    );
    return `/desk/cases/${reference}${part}`;
  };
}

/** Starts a contact with a known caller of Dunmere. Answers its address. */
export async function startContact({ page, goTo }: Desk): Promise<string> {
  const { telephone } = await callerCollectedOn(partnership(), { authority: 'dunmere', on: '2026-11-13' });
  await goTo(`/desk/interactions/new?${new URLSearchParams({ caller: telephone, called: '01632 960011' })}`);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/interactions\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

/** A page about the first two cases of the reader's queue, by their ids: `/desk/queue/change?does=assign&case=…&case=…`. */
export function ofSelected(address: string): (desk: Desk) => Promise<string> {
  return async ({ page, goTo }) => {
    await goTo('/desk/queue');
    const boxes = page.locator('[data-row] input[type=checkbox]');
    const ids = [await boxes.nth(0).getAttribute('value'), await boxes.nth(1).getAttribute('value')];
    return `${address}${address.includes('?') ? '&' : '?'}case=${ids.join('&case=')}`;
  };
}
