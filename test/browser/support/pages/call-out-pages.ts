import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import type { Desk } from '../desk.js';
import { rowOf } from '../records.js';
import { ofCase, sendAsItIs, type Pages } from './visit.js';

const adviser = 'tom.beddoes';
const leader = 'folake.okafor';
const stranger = 'kwame.mensah';

/** Emergencies, in which the duty list is rung down. */
export const callOutPages: Pages = {
  '/desk/call-outs': [
    { state: 'one that nobody answered', as: adviser, path: '/desk/call-outs' },
    { state: 'for nobody', as: stranger, path: '/desk/call-outs?list=mine' },
    { state: 'ended', as: adviser, path: '/desk/call-outs?list=ended' },
    { state: 'of a rota', as: adviser, path: ofRota },
  ],
  '/desk/call-outs/new': [
    { state: 'for a council', as: adviser, path: '/desk/call-outs/new' },
    { state: 'about a case', as: adviser, path: ofNew },
    { state: 'without what has happened', as: adviser, path: ofNew, then: sendAsItIs },
    { state: 'another authority’s', as: stranger, path: ofNew },
  ],
  '/desk/call-outs/:id': [
    { state: 'ringing', as: adviser, path: start },
    { state: 'nobody answered', as: leader, path: ofState('exhausted') },
    { state: 'accepted', as: adviser, path: ofState('accepted') },
    { state: 'stood down without a reason', as: adviser, path: start, then: standDownAsItIs },
    { state: 'another authority’s', as: stranger, path: ofState('accepted') },
  ],
};

async function ofNew(): Promise<string> {
  const href = await ofCase()();
  return `/desk/call-outs/new?case=${href.split('/').at(-1) ?? ''}`;
}

async function start({ page, goTo }: Desk): Promise<string> {
  await goTo(await ofNew());
  await page.getByLabel('What has happened').fill('A wall leans over the path to the school');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/call-outs\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function standDownAsItIs(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stand it down' }).click();
  await page.locator('.govuk-error-summary').first().waitFor();
}

function ofState(state: string): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'call_outs', { state });
    return `/desk/call-outs/${id}`;
  };
}

async function ofRota(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'duty_rotas', { name: 'Waste out of hours' });
  return `/desk/call-outs?rota=${id}`;
}
