import type { Knex } from 'knex';
import type { Page } from 'playwright-core';
import { rowOf } from '../records.js';
import { partnership } from '../fixtures.js';
import { sendAsItIs, type Pages } from './visit.js';

const leader = 'folake.okafor';
const adviser = 'tom.beddoes';
const admin = 'helen.tranter';

/** What team leaders and analysts look at. */
export const managementPages: Pages = {
  '/desk/figures': [
    { state: 'full', as: leader, path: '/desk/figures?from=2025-11-17&to=2026-11-16&by=service' },
    { state: 'analyst’s', as: 'piotr.nowak', path: '/desk/figures?by=channel' },
    { state: 'empty', as: leader, path: '/desk/figures?from=2020-01-01&to=2020-01-31' },
    { state: 'error', as: leader, path: '/desk/figures?from=2026-11-10&to=2026-11-01' },
    { state: 'not allowed', as: adviser, path: '/desk/figures' },
  ],
  '/desk/admin/who-answers': [
    { state: 'full', as: admin, path: '/desk/admin/who-answers' },
    { state: 'of a service', as: admin, path: '/desk/admin/who-answers?service=missed-bin-collection&ended=yes' },
    { state: 'tried', as: admin, path: '/desk/admin/who-answers?place=saddler+street&tried=missed-bin-collection' },
    { state: 'nothing found', as: admin, path: '/desk/admin/who-answers?service=nothing&place=zzzz&tried=pothole' },
    { state: 'not allowed', as: adviser, path: '/desk/admin/who-answers' },
  ],
  '/desk/admin/who-answers/new': [
    { state: 'empty', as: admin, path: '/desk/admin/who-answers/new' },
    { state: 'error', as: admin, path: '/desk/admin/who-answers/new', then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: '/desk/admin/who-answers/new' },
  ],
  '/desk/admin/who-answers/import': [
    { state: 'empty', as: admin, path: '/desk/admin/who-answers/import' },
    { state: 'error', as: admin, path: '/desk/admin/who-answers/import', then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: '/desk/admin/who-answers/import' },
  ],
  '/desk/admin/who-answers/import/:id': [
    { state: 'full', as: 'glyn.penry', path: '/desk/admin/who-answers/import', then: sendRules('') },
    { state: 'wrong rows', as: 'glyn.penry', path: '/desk/admin/who-answers/import', then: sendRules('nobody') },
    { state: 'unknown', as: admin, path: '/desk/admin/who-answers/import/0190a8d0-0000-7000-8000-000000000001' },
  ],
  '/desk/admin/who-answers/:id': [
    { state: 'full', as: 'glyn.penry', path: ruleOf('dunmere') },
    { state: 'another authority’s', as: admin, path: ruleOf('dunmere') },
  ],
  '/desk/wallboard': [
    { state: 'full', as: leader, path: '/desk/wallboard' },
    { state: 'of the county', as: 'sian.vaughan', path: '/desk/wallboard' },
    { state: 'error', as: leader, path: '/desk/wallboard?authority=none' },
    { state: 'not allowed', as: adviser, path: '/desk/wallboard' },
  ],
  '/desk/bulletins': [
    { state: 'full', as: leader, path: '/desk/bulletins' },
    { state: 'with Welsh', as: 'carys.pritchard', path: '/desk/bulletins' },
    { state: 'empty', as: 'kwame.mensah', path: '/desk/bulletins' },
  ],
  '/desk/bulletins/new': [
    { state: 'empty', as: leader, path: '/desk/bulletins/new' },
    { state: 'error', as: leader, path: '/desk/bulletins/new', then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: '/desk/bulletins/new' },
  ],
  '/desk/bulletins/:id': [
    {
      state: 'full',
      as: leader,
      path: async () => {
        const { id } = await rowOf<{ id: string }>(partnership(), 'bulletins', {}, (rows) =>
          rows.where('title', 'like', '%bin round%'),
        );
        return `/desk/bulletins/${id}`;
      },
    },
  ],
  '/desk/agreements': [
    { state: 'full', as: 'helen.tranter', path: '/desk/agreements' },
    { state: 'as a reader', as: leader, path: '/desk/agreements' },
    { state: 'not allowed', as: adviser, path: '/desk/agreements' },
  ],
  '/desk/agreements/new': [
    { state: 'terms', as: 'helen.tranter', path: () => newAgreement('westmoor', 'castlebridge') },
    { state: 'which councils', as: 'helen.tranter', path: '/desk/agreements/new' },
    { state: 'error', as: 'helen.tranter', path: () => newAgreement('westmoor', 'castlebridge'), then: sendAsItIs },
    { state: 'one council', as: 'helen.tranter', path: () => newAgreement('westmoor', 'westmoor') },
    { state: 'not allowed', as: leader, path: '/desk/agreements/new' },
  ],
  '/desk/agreements/:id': [
    { state: 'in force', as: 'helen.tranter', path: () => agreement('answers for Dunmere') },
    { state: 'to open', as: 'sian.vaughan', path: () => agreement('stands in for') },
    { state: 'error', as: 'sian.vaughan', path: () => agreement('stands in for'), then: sendAsItIs },
    { state: 'to sign, limited', as: 'helen.tranter', path: () => agreement('street-scene') },
    { state: 'ended', as: 'helen.tranter', path: () => agreement('answers for Castlebridge') },
  ],
  '/desk/agreements/:id/terms': [
    { state: 'full', as: 'helen.tranter', path: () => agreement('street-scene', '/terms') },
    { state: 'not allowed', as: leader, path: () => agreement('street-scene', '/terms') },
  ],
  '/desk/agreements/:id/try': [
    { state: 'empty', as: leader, path: () => agreement('answers for Dunmere', '/try') },
    { state: 'covered', as: leader, path: () => agreement('answers for Dunmere', '/try?at=2026-12-25T02:00') },
    { state: 'not covered', as: leader, path: () => agreement('street-scene', '/try?at=2026-11-16T10:00') },
    { state: 'error', as: leader, path: () => agreement('answers for Dunmere', '/try?at=tonight') },
  ],
  '/desk/morning': [
    { state: 'full', as: 'janet.oakley', path: '/desk/morning' },
    { state: 'acknowledged', as: 'janet.oakley', path: '/desk/morning?show=acknowledged' },
    { state: 'empty', as: 'imran.malik', path: '/desk/morning' },
    {
      state: 'nothing selected',
      as: 'janet.oakley',
      path: '/desk/morning',
      then: (page) => page.getByRole('button', { name: 'Acknowledge the selected' }).click(),
    },
    { state: 'not allowed', as: adviser, path: '/desk/morning' },
  ],
  '/desk/admin/differences': [
    { state: 'full', as: 'helen.tranter', path: '/desk/admin/differences' },
    { state: 'not allowed', as: 'tom.beddoes', path: '/desk/admin/differences' },
  ],
  '/desk/admin/settings': [
    { state: 'full', as: 'helen.tranter', path: '/desk/admin/settings' },
    {
      state: 'error',
      as: 'helen.tranter',
      path: '/desk/admin/settings',
      then: async (page) => {
        await page.getByLabel('Days for which a resolution has to hold').fill('none');
        await sendAsItIs(page);
      },
    },
    { state: 'not allowed', as: adviser, path: '/desk/admin/settings' },
  ],
  '/desk/admin/calendars': [
    { state: 'full', as: 'helen.tranter', path: '/desk/admin/calendars' },
    {
      state: 'error',
      as: 'helen.tranter',
      path: '/desk/admin/calendars',
      then: async (page) => {
        await page.getByRole('button', { name: 'Add the day' }).first().click();
        await page.locator('.govuk-error-summary').waitFor();
      },
    },
    { state: 'not allowed', as: adviser, path: '/desk/admin/calendars' },
  ],
  '/desk/admin/lines': [
    { state: 'full', as: 'helen.tranter', path: '/desk/admin/lines' },
    { state: 'error', as: 'helen.tranter', path: '/desk/admin/lines', then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: '/desk/admin/lines' },
  ],
  '/desk/admin/retention': [
    { state: 'full', as: 'helen.tranter', path: '/desk/admin/retention' },
    { state: 'full, for the data protection officer', as: 'david.okonkwo', path: '/desk/admin/retention' },
    {
      state: 'error',
      as: 'helen.tranter',
      path: '/desk/admin/retention',
      then: async (page) => {
        await page.getByLabel('Years for cases').fill('many');
        await sendAsItIs(page);
      },
    },
    { state: 'not allowed', as: adviser, path: '/desk/admin/retention' },
  ],
  '/desk/admin/retention/cases': [
    { state: 'empty', as: 'helen.tranter', path: '/desk/admin/retention/cases' },
    { state: 'not allowed', as: adviser, path: '/desk/admin/retention/cases' },
  ],
  '/desk/admin/council': [
    { state: 'full', as: 'helen.tranter', path: '/desk/admin/council' },
    {
      state: 'error',
      as: 'helen.tranter',
      path: '/desk/admin/council',
      then: async (page) => {
        await page.getByLabel('Colour').fill('green');
        await sendAsItIs(page);
      },
    },
    { state: 'not allowed', as: adviser, path: '/desk/admin/council' },
  ],
  '/desk/interactions/:id/survey': [
    { state: 'to ask', as: 'kwame.mensah', path: () => survey('not asked') },
    { state: 'error', as: 'kwame.mensah', path: () => survey('not asked'), then: keepNothing },
    { state: 'answered', as: 'kwame.mensah', path: () => survey('answered') },
    { state: 'not drawn', as: adviser, path: notDrawn },
  ],
};

/** The terms of a new agreement between two councils. */
async function newAgreement(receiver: string, provider: string): Promise<string> {
  const idOf = async (slug: string) => String((await rowOf<{ id: number }>(partnership(), 'authorities', { slug })).id);
  const parties = { receiver: await idOf(receiver), provider: await idOf(provider) };
  return `/desk/agreements/new?${new URLSearchParams(parties)}`;
}

async function agreement(title: string, part = ''): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'agreements', {}, (rows) =>
    rows.where('title', 'like', `%${title}%`),
  );
  return `/desk/agreements/${id}${part}`;
}

/** Dunmere draws nobody. */
function notDrawn(): Promise<string> {
  return contactOf('Tom Beddoes', (rows) =>
    rows.whereNotIn('id', (drawn: Knex.QueryBuilder) => drawn.select('interaction_id').from('surveys')),
  );
}

/** A finished contact of Kwame Mensah's at Castlebridge whose customer answered, or was not asked yet. */
function survey(how: 'not asked' | 'answered'): Promise<string> {
  return contactOf('Kwame Mensah', (rows) =>
    rows.whereIn('id', (drawn: Knex.QueryBuilder) =>
      how === 'answered'
        ? drawn.select('interaction_id').from('surveys').whereNotNull('answered_at')
        : drawn.select('interaction_id').from('surveys').whereNull('asked_at'),
    ),
  );
}

async function contactOf(name: string, filter: (rows: Knex.QueryBuilder) => Knex.QueryBuilder): Promise<string> {
  const { id: adviser } = await rowOf<{ id: string }>(partnership(), 'people', { display_name: name });
  const { id } = await rowOf<{ id: string }>(partnership(), 'interactions', { adviser_id: adviser }, filter);
  return `/desk/interactions/${id}/survey`;
}

async function keepNothing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Keep the answer' }).click();
  await page.locator('.govuk-error-summary').waitFor();
}

/** The page of a rule that holds in the whole area of a council. */
function ruleOf(slug: string): () => Promise<string> {
  return async () => {
    const { id: council } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug });
    const { id } = await rowOf<{ id: string }>(partnership(), 'responsibilities', { area: String(council) });
    return `/desk/admin/who-answers/${id}`;
  };
}

/** Rules that are new, and one that a new one follows; with the name of a council that isn't here, a wrong row too. */
function sendRules(unknownCouncil: string): (page: Page) => Promise<void> {
  return async (page) => {
    const rows = [
      'service,area,ward,authority,from,to',
      'missed-bin-collection,dunmere,,westmoor,2027-04-01,2027-10-01',
      '*,dunmere,,dunmere,2027-04-01,',
      ...(unknownCouncil === '' ? [] : [`missed-bin-collection,dunmere,,${unknownCouncil},2027-04-01,`]),
    ];
    const file = { name: 'rules.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
    await page.getByLabel('File').setInputFiles(file);
    await page.getByRole('button', { name: 'Show the difference' }).click();
    await page.getByRole('heading', { name: 'What the file would change' }).waitFor();
  };
}
