import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { sendAsItIs, type Pages } from './visit.js';

const adviser = 'priya.nair';
const leader = 'folake.okafor';
const manager = 'helen.tranter';

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
    { state: 'an editor’s', as: leader, path: ofPerson('Tom Beddoes') },
    { state: 'unknown', as: adviser, path: '/desk/directory/people/0190a8d0-0000-7000-8000-000000000001' },
  ],
  '/desk/directory/teams/:id': [{ state: 'full', as: adviser, path: ofTeam() }],
  '/desk/directory/rotas': [
    { state: 'with a warning', as: leader, path: '/desk/directory/rotas' },
    { state: 'empty', as: 'kwame.mensah', path: '/desk/directory/rotas' },
  ],
  '/desk/directory/rotas/new': [
    { state: 'empty', as: leader, path: '/desk/directory/rotas/new' },
    { state: 'error', as: leader, path: '/desk/directory/rotas/new', then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: '/desk/directory/rotas/new' },
  ],
  '/desk/directory/rotas/:id': [
    { state: 'full', as: leader, path: ofRota },
    { state: 'a reader’s', as: 'tom.beddoes', path: ofRota },
    { state: 'another authority’s', as: 'kwame.mensah', path: ofRota },
  ],
  '/desk/directory/chart': [
    { state: 'full', as: leader, path: '/desk/directory/chart' },
    { state: 'of a person', as: adviser, path: chartOf('Folake Okafor') },
  ],
  '/desk/directory/me': [
    { state: 'empty', as: 'imran.malik', path: '/desk/directory/me' },
    { state: 'waiting', as: 'janet.oakley', path: '/desk/directory/me' },
    { state: 'error', as: adviser, path: '/desk/directory/me', then: sendWrong },
  ],
  '/desk/directory/people/:id/edit': [
    { state: 'full', as: leader, path: ofPerson('Tom Beddoes', '/edit') },
    { state: 'error', as: leader, path: ofPerson('Tom Beddoes', '/edit'), then: sendWrong },
    { state: 'not allowed', as: adviser, path: ofPerson('Janet Oakley', '/edit') },
  ],
  '/desk/directory/teams/:id/edit': [
    { state: 'full', as: leader, path: ofTeam('/edit') },
    { state: 'error', as: leader, path: ofTeam('/edit'), then: sendWrong },
  ],
  '/desk/directory/listed': [
    { state: 'full', as: manager, path: '/desk/directory/listed' },
    { state: 'not allowed', as: adviser, path: '/desk/directory/listed' },
  ],
  '/desk/directory/import': [
    { state: 'empty', as: manager, path: '/desk/directory/import' },
    { state: 'error', as: manager, path: '/desk/directory/import', then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: '/desk/directory/import' },
  ],
  '/desk/directory/import/:id': [
    { state: 'full', as: manager, path: '/desk/directory/import', then: sendFile },
    { state: 'error', as: manager, path: '/desk/directory/import', then: endPostsTooEarly },
    { state: 'unknown', as: manager, path: '/desk/directory/import/0190a8d0-0000-7000-8000-000000000001' },
  ],
  '/desk/directory/changes': [
    { state: 'full', as: leader, path: '/desk/directory/changes' },
    { state: 'empty', as: 'sian.vaughan', path: '/desk/directory/changes' },
    { state: 'error', as: leader, path: '/desk/directory/changes', then: declineWithoutReason },
    { state: 'not allowed', as: adviser, path: '/desk/directory/changes' },
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

async function sendWrong(page: Page): Promise<void> {
  await page.getByLabel('Working hours').fill('mornings');
  await sendAsItIs(page);
}

async function declineWithoutReason(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Decline' }).first().click();
  await page.locator('.govuk-error-summary').first().waitFor();
}

/** One who is there already with another job, one who is new, and one row that names no team. */
const staffFile = [
  'name,email,authority,job title,team',
  'Priya Nair,priya.nair@westmoor.example,westmoor,Senior adviser,',
  'Zebedee Quill,zebedee.quill@westmoor.example,westmoor,Drainage officer,',
  'Ann Ley,ann.ley@westmoor.example,westmoor,,Dragons',
].join('\n');

async function sendFile(page: Page): Promise<void> {
  const file = { name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(staffFile) };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Show the difference' }).click();
  await page.getByRole('heading', { name: 'What the file would change' }).waitFor();
}

async function endPostsTooEarly(page: Page): Promise<void> {
  await sendFile(page);
  await page.getByRole('checkbox', { name: /End today/ }).check();
  await page.getByRole('button', { name: 'Write this' }).click();
  await page.locator('.govuk-error-summary').first().waitFor();
}

async function ofRota(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'duty_rotas', { name: 'Waste out of hours' });
  return `/desk/directory/rotas/${id}`;
}
