import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { ofCase, sendAsItIs, type Pages } from './visit.js';

const officer = 'janet.oakley';
const leader = 'folake.okafor';
const adviser = 'tom.beddoes';

/** Passing cases and enquiries on, and taking them over. */
export const handoverPages: Pages = {
  '/desk/handovers': [
    { state: 'full', as: officer, path: '/desk/handovers' },
    { state: 'empty', as: adviser, path: '/desk/handovers' },
  ],
  '/desk/handovers/:id': [
    { state: 'offered to the reader', as: officer, path: passedBy('Folake Okafor') },
    { state: 'passed on by the reader', as: leader, path: passedBy('Folake Okafor') },
    {
      state: 'declined without a reason',
      as: officer,
      path: passedBy('Folake Okafor'),
      then: async (page) => {
        await page.getByRole('button', { name: 'Decline' }).click();
        await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
      },
    },
    { state: 'another authority’s', as: 'kwame.mensah', path: passedBy('Folake Okafor') },
  ],
  '/desk/cases/:reference/pass': [
    { state: 'full', as: officer, path: ofCase('/pass') },
    { state: 'nobody found', as: officer, path: ofCase('/pass?whom=zzzzzz') },
    { state: 'error', as: officer, path: ofCase('/pass'), then: sendAsItIs },
    { state: 'not allowed', as: adviser, path: ofCase('/pass') },
  ],
  '/desk/handover-times': [
    { state: 'full', as: leader, path: '/desk/handover-times' },
    { state: 'not allowed', as: adviser, path: '/desk/handover-times' },
  ],
};

/** The address of what somebody passed on. */
function passedBy(name: string): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'handovers', { from_name: name });
    return `/desk/handovers/${id}`;
  };
}
