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
    { state: 'offered by us', as: officer, path: '/desk/exchange?show=offered' },
    { state: 'taken over and finished', as: officer, path: '/desk/exchange?show=under-way' },
    { state: 'declined and taken back', as: officer, path: '/desk/exchange?show=ended' },
    { state: 'empty', as: 'kwame.mensah', path: '/desk/exchange' },
    { state: 'not allowed', as: adviser, path: '/desk/exchange' },
  ],
  '/desk/exchange/transfers/:transferId': [
    { state: 'to answer', as: officer, path: transfer('in', 'offered') },
    { state: 'taken over here', as: officer, path: transfer('in', 'accepted') },
    { state: 'declined here', as: officer, path: transfer('in', 'declined') },
    { state: 'taken back there', as: officer, path: transfer('in', 'withdrawn') },
    { state: 'offered by us', as: officer, path: transfer('out', 'offered') },
    { state: 'asked back', as: officer, path: transfer('out', 'withdrawing') },
    { state: 'taken over there', as: officer, path: transfer('out', 'accepted', null) },
    { state: 'finished there', as: officer, path: transfer('out', 'accepted', 'CLOSED') },
    { state: 'declined there', as: officer, path: transfer('out', 'declined') },
    { state: 'taken back', as: officer, path: transfer('out', 'withdrawn') },
    { state: 'declined without a reason', as: officer, path: transfer('in', 'offered'), then: press('Decline') },
    { state: 'another authority’s', as: 'kwame.mensah', path: transfer('in', 'offered') },
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
    { state: 'full', as: administrator, path: peer('open') },
    { state: 'without a fingerprint', as: administrator, path: peer('open'), then: press('Pin it') },
    { state: 'only to read', as: officer, path: peer('open') },
    { state: 'ended', as: administrator, path: peer('ended') },
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

function transfer(direction: 'in' | 'out', state: string, theirs?: string | null): () => Promise<string> {
  return async () => {
    const where = { direction, state, ...(theirs === undefined ? {} : { their_status: theirs }) };
    const { id } = await rowOf<{ id: string }>(partnership(), 'transfers', where);
    return `/desk/exchange/transfers/${id}`;
  };
}

function peer(state: 'open' | 'ended'): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'exchange_peers', { state });
    return `/desk/exchange/councils/${id}`;
  };
}
