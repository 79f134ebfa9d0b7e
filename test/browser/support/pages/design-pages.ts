import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { sendAsItIs, type Pages } from './visit.js';

const as = 'tom.beddoes';
const administrator = 'helen.tranter';
const path = '/desk/service-design';

/** The designer of services. */
export const designPages: Pages = {
  '/desk/service-design': [
    { state: 'full', as: administrator, path },
    { state: 'not allowed', as, path },
  ],
  '/desk/admin/packs': [
    { state: 'full', as: administrator, path: '/desk/admin/packs' },
    { state: 'empty', as: 'glyn.penry', path: '/desk/admin/packs' },
    { state: 'not allowed', as, path: '/desk/admin/packs' },
  ],
  '/desk/admin/packs/install': [
    { state: 'empty', as: administrator, path: '/desk/admin/packs/install' },
    { state: 'error', as: administrator, path: '/desk/admin/packs/install', then: sendAsItIs },
    { state: 'not allowed', as, path: '/desk/admin/packs/install' },
  ],
  '/desk/admin/packs/install/:id': [
    { state: 'full', as: administrator, path: '/desk/admin/packs/install', then: sendPack('pothole') },
    { state: 'lacking', as: administrator, path: '/desk/admin/packs/install', then: sendPack('abandoned-vehicle') },
    { state: 'unknown', as: administrator, path: '/desk/admin/packs/install/0190a8d0-0000-7000-8000-000000000001' },
  ],
  '/desk/admin/packs/:id': [
    { state: 'changed', as: administrator, path: ofPack },
    { state: 'another council’s', as: 'glyn.penry', path: ofPack },
  ],
  '/desk/service-design/shared': [
    { state: 'full', as: administrator, path: `${path}/shared` },
    { state: 'behind', as: administrator, path: `${path}/shared?show=behind` },
    { state: 'empty', as: administrator, path: `${path}/shared?page=9` },
    { state: 'not allowed', as, path: `${path}/shared` },
  ],
  '/desk/service-design/shared/:key': [
    { state: 'behind', as: administrator, path: `${path}/shared/compliment` },
    { state: 'ours', as: administrator, path: `${path}/shared/gritting` },
    { state: 'not allowed', as, path: `${path}/shared/compliment` },
  ],
  '/desk/service-design/new': [
    { state: 'empty', as: administrator, path: `${path}/new` },
    { state: 'error', as: administrator, path: `${path}/new`, then: sendAsItIs },
  ],
  '/desk/service-design/:id': [
    { state: 'full', as: administrator, path: ofService('pothole') },
    { state: 'without a draft', as: administrator, path: ofService('complaint') },
  ],
  '/desk/service-design/:id/versions': [{ state: 'full', as: administrator, path: ofService('pothole', '/versions') }],
  '/desk/service-design/:id/compare': [
    { state: 'full', as: administrator, path: ofService('pothole', '/compare?from=1&to=draft') },
    { state: 'empty', as: administrator, path: ofService('pothole', '/compare?from=1&to=1') },
  ],
  '/desk/service-design/:id/:part': [
    { state: 'questions', as: administrator, path: ofService('pothole', '/questions') },
    { state: 'statuses', as: administrator, path: ofService('complaint', '/statuses') },
    { state: 'empty', as: administrator, path: ofService('pothole', '/messages') },
    { state: 'promise', as: administrator, path: ofService('complaint', '/promise') },
    { state: 'Welsh', as: administrator, path: ofService('pothole', '/welsh') },
  ],
  '/desk/service-design/:id/:part/:entry': [
    { state: 'empty', as: administrator, path: ofService('pothole', '/questions/new') },
    { state: 'error', as: administrator, path: ofService('pothole', '/questions/new'), then: sendAsItIs },
    { state: 'full', as: administrator, path: ofService('pothole', '/stops/1') },
    { state: 'route', as: administrator, path: ofService('complaint', '/routing/1') },
  ],
  '/desk/service-preview/:id': [
    { state: 'empty', as: administrator, path: previewOf('complaint') },
    { state: 'error', as: administrator, path: previewOf('pothole'), then: sendAsItIs },
  ],
};

/** The address of one of Westmoor's services in the designer. */
function ofService(key: string, part = ''): () => Promise<string> {
  return async () => `${path}/${await serviceId(key)}${part}`;
}

function previewOf(key: string): () => Promise<string> {
  return async () => `/desk/service-preview/${await serviceId(key)}`;
}

async function serviceId(key: string): Promise<string> {
  const { id: authorityId } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'westmoor' });
  const { id } = await rowOf<{ id: string }>(partnership(), 'services', { key, authority_id: authorityId });
  return id;
}

async function ofPack(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'pack_installations', { name: 'pothole' });
  return `/desk/admin/packs/${id}`;
}

/** Sends one of the packs that Moothall comes with. */
function sendPack(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByLabel('File').setInputFiles(`examples/packs/${name}.yaml`);
    await page.getByRole('button', { name: 'Show the difference' }).click();
    await page.getByText('Nothing is written yet').waitFor();
  };
}
