import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { sendAsItIs, type Pages } from './visit.js';

/** Keeps the partnership's records. */
const keeper = 'glyn.penry';
/** Reads them, as staff of a council. */
const reader = 'janet.oakley';
const adviser = 'tom.beddoes';

/** How the councils govern together. */
export const clubPages: Pages = {
  '/desk/partnership': [
    { state: 'full', as: keeper, path: '/desk/partnership' },
    { state: 'as a reader', as: reader, path: '/desk/partnership' },
    { state: 'not allowed', as: adviser, path: '/desk/partnership' },
  ],
  '/desk/partnership/records': [
    { state: 'decisions', as: reader, path: '/desk/partnership/records?part=decisions' },
    { state: 'risks', as: keeper, path: '/desk/partnership/records?part=risks' },
    { state: 'contracts', as: keeper, path: '/desk/partnership/records?part=contracts' },
  ],
  '/desk/partnership/figures': [
    { state: 'full', as: keeper, path: '/desk/partnership/figures?over=year' },
    { state: 'not allowed', as: reader, path: '/desk/partnership/figures' },
  ],
  '/desk/partnership/new': [
    { state: 'contract', as: keeper, path: '/desk/partnership/new?part=contracts' },
    { state: 'error', as: keeper, path: '/desk/partnership/new?part=savings', then: sendAsItIs },
    { state: 'not allowed', as: reader, path: '/desk/partnership/new?part=members' },
  ],
  '/desk/partnership/:part/:id': [
    { state: 'verified saving', as: keeper, path: () => recordOf('savings', 'claimed_savings', 'Club') },
    {
      state: 'saving without files',
      as: keeper,
      path: () => recordOf('savings', 'claimed_savings', 'computer centre'),
    },
    {
      ...{ state: 'saving, no file chosen', as: keeper },
      path: () => recordOf('savings', 'claimed_savings', 'computer centre'),
      then: async (page) => {
        await page.locator('form[enctype="multipart/form-data"] button').click();
        await page.locator('.govuk-error-summary').first().waitFor();
      },
    },
    { state: 'contract', as: reader, path: () => recordOf('contracts', 'shared_contracts', 'Text messages') },
    { state: 'risk with a history', as: keeper, path: () => recordOf('risks', 'partnership_risks', 'contact centre') },
    {
      ...{ state: 'error', as: keeper, path: () => recordOf('business-cases', 'business_cases', 'one price') },
      then: sendAsItIs,
    },
  ],
  '/desk/partnership/:part/:id/change': [
    { state: 'full', as: keeper, path: () => recordOf('business-cases', 'business_cases', 'shared rota', '/change') },
    {
      ...{ state: 'not allowed', as: reader },
      path: () => recordOf('business-cases', 'business_cases', 'shared rota', '/change'),
    },
  ],
};

async function recordOf(part: string, table: string, title: string, more = ''): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), table, {}, (rows) =>
    rows.where('title', 'like', `%${title}%`),
  );
  return `/desk/partnership/${part}/${id}${more}`;
}
