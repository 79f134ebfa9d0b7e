import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { ofCase, sendAsItIs, type Pages } from './visit.js';

const officer = 'janet.oakley';
const administrator = 'glyn.penry';
const adviser = 'tom.beddoes';

/** Cases handed over to and by councils in other installations. */
export const exchangePages: Pages = {
  '/desk/exchange': [
    { state: 'full', as: officer, path: '/desk/exchange' },
    { state: 'empty', as: officer, path: '/desk/exchange?show=ended' },
    { state: 'not allowed', as: adviser, path: '/desk/exchange' },
  ],
  '/desk/exchange/transfers/:transferId': [
    { state: 'to answer', as: officer, path: transfer('in') },
    { state: 'taken over there', as: officer, path: transfer('out') },
    { state: 'declined without a reason', as: officer, path: transfer('in'), then: press('Decline') },
    { state: 'another authority’s', as: 'kwame.mensah', path: transfer('in') },
  ],
  '/desk/exchange/councils': [
    { state: 'full', as: officer, path: '/desk/exchange/councils' },
    { state: 'empty', as: 'kwame.mensah', path: '/desk/exchange/councils' },
  ],
  '/desk/exchange/councils/new': [
    { state: 'empty', as: administrator, path: '/desk/exchange/councils/new' },
    { state: 'error', as: administrator, path: '/desk/exchange/councils/new', then: sendAsItIs },
    { state: 'not allowed', as: officer, path: '/desk/exchange/councils/new' },
  ],
  '/desk/exchange/councils/:peerId': [
    { state: 'full', as: administrator, path: peer },
    { state: 'without a fingerprint', as: administrator, path: peer, then: press('Pin it') },
    { state: 'only to read', as: officer, path: peer },
  ],
  '/desk/cases/:reference/exchange': [
    { state: 'full', as: officer, path: ofCase('/exchange') },
    { state: 'error', as: officer, path: ofCase('/exchange'), then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: ofCase('/exchange') },
  ],
};

function press(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('main').getByRole('button', { name }).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  };
}

function transfer(direction: 'in' | 'out'): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'transfers', { direction });
    return `/desk/exchange/transfers/${id}`;
  };
}

async function peer(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'exchange_peers', {});
  return `/desk/exchange/councils/${id}`;
}
