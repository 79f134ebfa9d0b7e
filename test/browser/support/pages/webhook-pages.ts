import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import type { Pages } from './visit.js';

const administrator = 'helen.tranter';
const officer = 'janet.oakley';
const list = '/desk/admin/webhooks';

/** Addresses to which events are sent. */
export const webhookPages: Pages = {
  '/desk/admin/webhooks': [
    { state: 'full', as: administrator, path: list },
    { state: 'not allowed', as: officer, path: list },
  ],
  '/desk/admin/webhooks/new': [
    { state: 'blank', as: administrator, path: `${list}/new` },
    { state: 'an address inside the network', as: administrator, path: `${list}/new`, then: addInside },
    { state: 'not allowed', as: officer, path: `${list}/new` },
  ],
  '/desk/admin/webhooks/:webhookId': [
    { state: 'paused', as: administrator, path: theDemos },
    { state: 'empty', as: administrator, path: async () => `${await theDemos()}?state=cancelled` },
    { state: 'absent', as: administrator, path: `${list}/01900000-0000-7000-8000-000000000000` },
    { state: 'not allowed', as: officer, path: theDemos },
  ],
};

async function theDemos(): Promise<string> {
  const { id: authority_id } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'westmoor' });
  return `${list}/${(await rowOf<{ id: string }>(partnership(), 'webhooks', { authority_id })).id}`;
}

async function addInside(page: Page): Promise<void> {
  await page.getByLabel('Address').fill('https://10.1.2.3/hook');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
}
