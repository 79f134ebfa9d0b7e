import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { sendAsItIs, type Pages } from './visit.js';

/** Administrator of the county, which charges. */
const provider = 'helen.tranter';
/** Administrator of Dunmere, which is charged. */
const receiver = 'glyn.penry';

/** What councils pay each other by agreement. */
export const rechargePages: Pages = {
  '/desk/recharges': [
    { state: 'full', as: provider, path: '/desk/recharges' },
    { state: 'empty', as: 'iwan.edwards', path: '/desk/recharges' },
    { state: 'not allowed', as: 'tom.beddoes', path: '/desk/recharges' },
  ],
  '/desk/recharges/:id': [
    { state: 'disputed, to the council that is charged', as: receiver, path: () => ofDunmere('issued') },
    { state: 'disputed, to the council that charges', as: provider, path: () => ofDunmere('issued') },
    { state: 'draft, with an error', as: provider, path: () => ofDunmere('draft'), then: sendAsItIs },
    { state: 'agreed, to be settled', as: provider, path: () => ofDunmere('agreed') },
    { state: 'settled, as a reader', as: 'deborah.newman', path: () => ofDunmere('settled') },
    { state: 'another council’s', as: 'iwan.edwards', path: () => ofDunmere('issued') },
  ],
};

async function ofDunmere(state: string): Promise<string> {
  const { id: authority } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'dunmere' });
  const { id } = await rowOf<{ id: string }>(partnership(), 'recharge_statements', { authority_id: authority, state });
  return `/desk/recharges/${id}`;
}
