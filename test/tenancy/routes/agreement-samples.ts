import { someTerms } from '#core/partnerships/testing/agreements.js';
import { testNow, westmoor } from '#core/testing/harness.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const ifMatch = ({ of, version }: Target): Promise<number> => version('agreements', of.agreementId);
const atDesk =
  (more: object = {}): NonNullable<RouteSample['body']> =>
  async (target) => ({ expectedVersion: await ifMatch(target), ...more });

const { title, kind, fromOn, shares, abilities, lawfulBasis, purpose } = someTerms;
const typed = {
  ...{ title, kind, fromOn, lawfulBasis, purpose, when: 'outside-office-hours', priceKind: 'free' },
  ...{ 'shares[]': [...shares], 'abilities[]': [...abilities] },
};

/** Samples for the routes of agreements. */
export const agreementSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/agreements': {},
  'GET /desk/agreements/new': {},
  'POST /desk/agreements/new': {
    body: ({ of }) => ({ ...typed, receiverId: String(of.authorityId), providerId: String(westmoor) }),
  },
  'GET /desk/agreements/:id': {},
  'GET /desk/agreements/:id/terms': {},
  'POST /desk/agreements/:id/terms': { body: atDesk(typed) },
  'GET /desk/agreements/:id/try': { query: () => ({ at: '2026-12-25T02:00' }) },
  'POST /desk/agreements/:id/sign': { body: atDesk({ side: 'receiver' }) },
  'POST /desk/agreements/:id/resume': { body: atDesk() },
  'POST /desk/agreements/:id/open': { body: atDesk({ hours: '2', reason: 'Fire' }) },
  'POST /desk/agreements/:id/close': { body: atDesk() },
  'POST /desk/agreements/:id/end': { body: atDesk({ does: 'suspend', reason: 'For a while' }) },
  'GET /api/v1/agreements': {},
  'POST /api/v1/agreements': {
    body: ({ of }) => ({ ...someTerms, receiverId: of.authorityId, providerId: westmoor }),
  },
  'GET /api/v1/agreements/:id': {},
  'PUT /api/v1/agreements/:id/terms': { body: () => someTerms, ifMatch },
  'GET /api/v1/agreements/:id/trial': { query: () => ({ at: String(testNow) }) },
  'POST /api/v1/agreements/:id/sign': { body: () => ({ side: 'receiver' }), ifMatch },
  'POST /api/v1/agreements/:id/suspend': { body: () => ({ reason: 'For a while' }), ifMatch },
  'POST /api/v1/agreements/:id/resume': { body: () => ({}), ifMatch },
  'POST /api/v1/agreements/:id/end': { body: () => ({ reason: 'It is over' }), ifMatch },
  'POST /api/v1/agreements/:id/open': { body: () => ({ hours: 2, reason: 'Fire' }), ifMatch },
  'POST /api/v1/agreements/:id/close': { body: () => ({}), ifMatch },
  'GET /api/v1/agreement-coverage': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /desk/morning': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/morning/acknowledge': { body: ({ of }) => ({ 'ids[]': [of.workId] }) },
  'GET /api/v1/agreement-work': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/agreement-work/acknowledgements': { body: ({ of }) => ({ ids: [of.workId] }) },
};
