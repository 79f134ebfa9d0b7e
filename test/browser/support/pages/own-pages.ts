import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { ofCase, sendAsItIs, type Pages } from './visit.js';

const as = 'priya.nair';
const administrator = 'helen.tranter';

/** Signing in, one's own account, and the administrators' pages about staff. */
export const ownPages: Pages = {
  '/sign-in': [
    { state: 'empty', path: '/sign-in' },
    { state: 'error', path: '/sign-in', then: sendAsItIs },
  ],
  'any other address': [
    { state: 'nothing is there', as, path: '/desk/nothing-is-here' },
    { state: 'another council’s case', as: 'kwame.mensah', path: ofCase() },
  ],
  '/desk/me': [{ state: 'full', as, path: '/desk/me' }],
  '/desk/me/password': [
    { state: 'empty', as, path: '/desk/me/password' },
    { state: 'error', as, path: '/desk/me/password', then: sendAsItIs },
  ],
  '/desk/me/second-factor': [
    { state: 'full', as, path: '/desk/me/second-factor' },
    { state: 'error', as, path: '/desk/me/second-factor', then: sendAsItIs },
  ],
  '/desk/me/recovery-codes': [
    { state: 'empty', as, path: '/desk/me/recovery-codes' },
    { state: 'error', as, path: '/desk/me/recovery-codes', then: sendAsItIs },
  ],
  '/desk/me/tokens/new': [
    { state: 'empty', as: administrator, path: '/desk/me/tokens/new' },
    { state: 'error', as: administrator, path: '/desk/me/tokens/new', then: sendAsItIs },
  ],
  '/desk/me/unsent': [{ state: 'empty', as, path: '/desk/me/unsent' }],
  '/desk/admin/staff': [
    { state: 'full', as: administrator, path: '/desk/admin/staff' },
    { state: 'nothing found', as: administrator, path: '/desk/admin/staff?q=nobody-of-this-name' },
    { state: 'not allowed', as, path: '/desk/admin/staff' },
  ],
  '/desk/admin/staff/new': [
    { state: 'empty', as: administrator, path: '/desk/admin/staff/new' },
    { state: 'error', as: administrator, path: '/desk/admin/staff/new', then: sendAsItIs },
  ],
  '/desk/admin/staff/:id': [
    {
      state: 'full',
      as: administrator,
      path: async () => {
        const { id } = await rowOf<{ id: string }>(partnership(), 'people', { display_name: 'Imran Malik' });
        return `/desk/admin/staff/${id}`;
      },
    },
  ],
};
