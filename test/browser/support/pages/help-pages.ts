import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { sendAsItIs, type Pages } from './visit.js';

/** Asked of Westmoor's service desk twice. */
const asker = 'tom.beddoes';

/** What staff ask service desks for. */
export const helpPages: Pages = {
  '/desk/help': [
    { state: 'full', as: asker, path: '/desk/help' },
    { state: 'nothing asked yet', as: 'carys.pritchard', path: '/desk/help' },
  ],
  '/desk/help/ask/:serviceId': [
    { state: 'with a picture', as: asker, path: toAsk('broken-laptop') },
    { state: 'with an article', as: asker, path: toAsk('password-reset') },
    { state: 'in confidence', as: asker, path: toAsk('hr-query') },
    { state: 'error', as: asker, path: toAsk('broken-laptop'), then: sendAsItIs },
    { state: 'a service for residents', as: asker, path: toAsk('pothole') },
  ],
  '/desk/help/for/:personId': [
    { state: 'served', as: 'hope.ashdown', path: () => forColleague('Tom Beddoes') },
    { state: 'no desk of one’s own', as: asker, path: () => forColleague('Hope Ashdown') },
  ],
  '/desk/help/requests/:reference': [
    { state: 'open', as: asker, path: () => ofRequest('Broken laptop') },
    { state: 'solved', as: asker, path: () => ofRequest('Can’t sign in: mail and calendar') },
    { state: 'restricted', as: 'priya.nair', path: () => ofRequest('A question to human resources') },
    { state: 'error', as: asker, path: () => ofRequest('Broken laptop'), then: sendsNothing },
    { state: 'another colleague’s', as: 'priya.nair', path: () => ofRequest('Broken laptop') },
  ],
};

function toAsk(key: string): () => Promise<string> {
  return async () => `/desk/help/ask/${(await rowOf<{ id: string }>(partnership(), 'services', { key })).id}`;
}

async function ofRequest(title: string): Promise<string> {
  const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { title });
  return `/desk/help/requests/${reference}`;
}

async function sendsNothing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.govuk-error-summary').first().waitFor();
}

async function forColleague(name: string): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'people', { display_name: name });
  return `/desk/help/for/${id}`;
}
