import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import type { Pages } from './visit.js';

const adviser = 'priya.nair';
const leader = 'folake.okafor';

/** The staff directory. */
export const directoryPages: Pages = {
  '/desk/directory': [
    { state: 'empty', as: adviser, path: '/desk/directory' },
    { state: 'full', as: leader, path: '/desk/directory?q=missed+bin+Dunmere' },
    { state: 'nothing found', as: adviser, path: '/desk/directory?q=zzzzzz' },
    { state: 'as typed', as: adviser, path: '/desk/directory', then: typeWords },
  ],
  '/desk/directory/people/:id': [
    { state: 'full', as: adviser, path: ofPerson('Janet Oakley') },
    { state: 'of the council', as: leader, path: ofPerson('Tom Beddoes') },
    { state: 'unknown', as: adviser, path: '/desk/directory/people/0190a8d0-0000-7000-8000-000000000001' },
  ],
  '/desk/directory/teams/:id': [{ state: 'full', as: adviser, path: ofTeam() }],
  '/desk/directory/chart': [
    { state: 'full', as: leader, path: '/desk/directory/chart' },
    { state: 'of a person', as: adviser, path: chartOf('Folake Okafor') },
  ],
};

function ofPerson(name: string, part = ''): () => Promise<string> {
  return async () => `/desk/directory/people/${await idOf('people', { display_name: name })}${part}`;
}

function chartOf(name: string): () => Promise<string> {
  return async () => `/desk/directory/chart?person=${await idOf('people', { display_name: name })}`;
}

/** Of a team of Dunmere. */
function ofTeam(part = ''): () => Promise<string> {
  return async () => {
    const { id: authority } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'dunmere' });
    return `/desk/directory/teams/${await idOf('teams', { key: 'waste', authority_id: authority })}${part}`;
  };
}

async function idOf(table: string, row: Readonly<Record<string, string | number>>): Promise<string> {
  return (await rowOf<{ id: string }>(partnership(), table, row)).id;
}

async function typeWords(page: Page): Promise<void> {
  await page.getByLabel('Name, team or what they deal with').pressSequentially('oakl');
  await page.locator('#found-staff').getByText('Janet Oakley').first().waitFor();
}
