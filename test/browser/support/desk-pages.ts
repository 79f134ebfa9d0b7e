import type { Page } from 'playwright-core';
import type { Partnership } from './partnership.js';

/** A page in one of its states. */
export interface Visit {
  readonly state: string;
  /** Sign-in name of whoever looks. */
  readonly as: string;
  /** Address, or how to find one with records of the partnership. */
  readonly path: string | ((partnership: Partnership) => Promise<string>);
  /** What brings the page into its state after it has been opened: submitting an empty form, say. */
  readonly then?: (page: Page) => Promise<void>;
}

const press =
  (button: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('main').getByRole('button', { name: button }).click();
    await page.getByRole('alert').first().waitFor();
  };

/** Every page by its route, in the states that it has. A route that is missing here fails the test of the pages. */
export const deskPages: Readonly<Record<string, readonly Visit[]>> = {
  '/desk/me': [{ state: 'full', as: 'priya.nair', path: '/desk/me' }],
  '/desk/me/password': [
    { state: 'empty', as: 'priya.nair', path: '/desk/me/password' },
    { state: 'error', as: 'priya.nair', path: '/desk/me/password', then: press('Change') },
  ],
  '/desk/me/second-factor': [
    { state: 'full', as: 'priya.nair', path: '/desk/me/second-factor' },
    { state: 'error', as: 'priya.nair', path: '/desk/me/second-factor', then: press('Turn it on') },
  ],
  '/desk/me/recovery-codes': [
    { state: 'empty', as: 'priya.nair', path: '/desk/me/recovery-codes' },
    { state: 'error', as: 'priya.nair', path: '/desk/me/recovery-codes', then: press('Make') },
  ],
  '/desk/me/tokens/new': [
    { state: 'empty', as: 'helen.tranter', path: '/desk/me/tokens/new' },
    { state: 'error', as: 'helen.tranter', path: '/desk/me/tokens/new', then: press('Make') },
  ],
  '/desk/me/unsent': [{ state: 'empty', as: 'priya.nair', path: '/desk/me/unsent' }],
  '/desk/admin/staff': [
    { state: 'full', as: 'helen.tranter', path: '/desk/admin/staff' },
    { state: 'nothing found', as: 'helen.tranter', path: '/desk/admin/staff?q=nobody-of-this-name' },
    { state: 'not allowed', as: 'priya.nair', path: '/desk/admin/staff' },
  ],
  '/desk/admin/staff/new': [
    { state: 'empty', as: 'helen.tranter', path: '/desk/admin/staff/new' },
    { state: 'error', as: 'helen.tranter', path: '/desk/admin/staff/new', then: press('Add') },
  ],
  '/desk/knowledge': [
    { state: 'empty', as: 'priya.nair', path: '/desk/knowledge' },
    { state: 'full', as: 'priya.nair', path: '/desk/knowledge?q=wheelie+bin+not+emptied' },
    { state: 'nothing found', as: 'priya.nair', path: '/desk/knowledge?q=zzzz' },
  ],
  '/desk/knowledge/:key': [{ state: 'full', as: 'priya.nair', path: '/desk/knowledge/missed-bin-collection' }],
};
