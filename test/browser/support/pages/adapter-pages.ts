import type { Pages } from './visit.js';

const administrator = 'helen.tranter';
const officer = 'janet.oakley';
const list = '/desk/admin/adapters';

/** Connections to other systems. */
export const adapterPages: Pages = {
  '/desk/admin/adapters': [
    { state: 'full', as: administrator, path: list },
    { state: 'not allowed', as: officer, path: list },
  ],
  '/desk/admin/adapters/:instance': [
    { state: 'full', as: administrator, path: `${list}/trial` },
    { state: 'empty', as: administrator, path: `${list}/trial?state=cancelled` },
    { state: 'absent', as: administrator, path: `${list}/nothing` },
    { state: 'not allowed', as: officer, path: `${list}/trial` },
  ],
};
