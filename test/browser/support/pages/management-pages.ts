import type { Pages } from './visit.js';

const leader = 'folake.okafor';
const adviser = 'tom.beddoes';

/** What team leaders and analysts look at. */
export const managementPages: Pages = {
  '/desk/figures': [
    { state: 'full', as: leader, path: '/desk/figures?from=2025-11-17&to=2026-11-16&by=service' },
    { state: 'analyst’s', as: 'piotr.nowak', path: '/desk/figures?by=channel' },
    { state: 'empty', as: leader, path: '/desk/figures?from=2020-01-01&to=2020-01-31' },
    { state: 'error', as: leader, path: '/desk/figures?from=2026-11-10&to=2026-11-01' },
    { state: 'not allowed', as: adviser, path: '/desk/figures' },
  ],
};
