import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import type { Pages } from './visit.js';

const administrator = 'helen.tranter';
const officer = 'janet.oakley';
const list = '/desk/admin/open311';

/** Which services are open by Open311, and to whom. */
export const open311Pages: Pages = {
  '/desk/admin/open311': [
    { state: 'full', as: administrator, path: list },
    { state: 'not allowed', as: officer, path: list },
  ],
  '/desk/admin/open311/keys/new': [
    { state: 'blank', as: administrator, path: `${list}/keys/new` },
    { state: 'without a name', as: administrator, path: `${list}/keys/new`, then: makeNameless },
    { state: 'not allowed', as: officer, path: `${list}/keys/new` },
  ],
  '/desk/admin/open311/keys/:keyId': [
    { state: 'good', as: administrator, path: theDemosKey },
    { state: 'absent', as: administrator, path: `${list}/keys/01900000-0000-7000-8000-000000000000` },
    { state: 'not allowed', as: officer, path: theDemosKey },
  ],
  '/desk/admin/open311/services/:serviceId': [
    { state: 'open', as: administrator, path: theDemosService },
    { state: 'absent', as: administrator, path: `${list}/services/01900000-0000-7000-8000-000000000000` },
    { state: 'not allowed', as: officer, path: theDemosService },
  ],
};

async function theDemosKey(): Promise<string> {
  return `${list}/keys/${(await rowOf<{ id: string }>(partnership(), 'report_keys', { name: 'FixMyStreet' })).id}`;
}

async function theDemosService(): Promise<string> {
  const { service_id: id } = await rowOf<{ service_id: string }>(partnership(), 'report_offers', {
    shows: 'requests',
  });
  return `${list}/services/${id}`;
}

async function makeNameless(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
}
