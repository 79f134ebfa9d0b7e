import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { ofCase, sendAsItIs, startContact, type Pages } from './visit.js';

const officer = 'janet.oakley';
const adviser = 'tom.beddoes';

/** Calls that customers were promised. */
export const callBackPages: Pages = {
  '/desk/call-backs': [
    { state: 'own, one overdue', as: officer, path: '/desk/call-backs' },
    { state: 'ended', as: officer, path: '/desk/call-backs?list=ended' },
    { state: 'empty', as: 'kwame.mensah', path: '/desk/call-backs' },
  ],
  '/desk/call-backs/new': [
    { state: 'about a case', as: officer, path: ofPromise },
    {
      state: 'about a contact',
      as: adviser,
      path: async (desk) => `/desk/call-backs/new?contact=${(await startContact(desk)).split('/').at(-1) ?? ''}`,
    },
    { state: 'without a number and a time', as: officer, path: ofPromise, then: withoutNumber },
    { state: 'another authority’s', as: 'kwame.mensah', path: ofPromise },
  ],
  '/desk/call-backs/:id': [
    { state: 'overdue', as: officer, path: ofState('promised', 'missed') },
    { state: 'kept', as: officer, path: ofState('spoken') },
    { state: 'withdrawn without a reason', as: officer, path: ofState('promised', 'missed'), then: sendAsItIs },
    { state: 'another authority’s', as: 'kwame.mensah', path: ofState('spoken') },
  ],
  '/desk/call-backs/:id/change': [
    { state: 'promised', as: officer, path: toChange },
    { state: 'without a number and a time', as: officer, path: toChange, then: withoutNumber },
    { state: 'another authority’s', as: 'kwame.mensah', path: toChange },
  ],
};

async function ofPromise(): Promise<string> {
  const href = await ofCase()();
  return `/desk/call-backs/new?case=${href.split('/').at(-1) ?? ''}`;
}

async function withoutNumber(page: Page): Promise<void> {
  await page.getByLabel('Number to ring').fill('');
  await page.getByLabel('From').fill('');
  await sendAsItIs(page);
}

/** One that its caller, the officer, has not rung yet. */
async function toChange(): Promise<string> {
  const note = 'A van stands in the way of the round';
  const { id } = await rowOf<{ id: string }>(partnership(), 'call_backs', { note, state: 'promised' });
  return `/desk/call-backs/${id}/change`;
}

function ofState(state: string, missed?: 'missed'): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'call_backs', { state }, (rows) =>
      missed ? rows.whereNotNull('missed_at') : rows.whereNull('missed_at'),
    );
    return `/desk/call-backs/${id}`;
  };
}
