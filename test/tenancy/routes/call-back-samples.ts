import { HOUR_MS } from '#core/kernel/clock.js';
import { testNow } from '#core/testing/harness.js';
import type { RouteSample } from './route-sample.js';
import type { Target } from '../target.js';

const callBackVersion = ({ of, version }: Target): Promise<number> => version('call_backs', of.callBackId);
const seen =
  (more: object = {}) =>
  async (target: Target): Promise<object> => ({ version: await callBackVersion(target), ...more });
const today = { day: '2026-11-16', from: '2pm', until: '4pm' };

/** Samples for the routes by which calls are promised and made. */
export const callBackSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/call-backs': { query: () => ({ list: 'all' }) },
  'GET /desk/call-backs/new': { query: ({ of }) => ({ case: of.caseReference }) },
  'POST /desk/call-backs/new': {
    query: ({ of }) => ({ case: of.caseReference }),
    body: ({ of }) => ({ ...today, by: `team:${of.teamId}`, name: 'Joan', telephone: '01632 960144' }),
  },
  'GET /desk/call-backs/:id': {},
  'GET /desk/call-backs/:id/change': {},
  'POST /desk/call-backs/:id/change': {
    body: async (target) => ({
      version: await callBackVersion(target),
      ...{ ...today, by: `team:${target.of.teamId}`, name: 'Joan', telephone: '01632 960145', reason: 'New number' },
    }),
  },
  'POST /desk/call-backs/:id/take': { body: seen() },
  'POST /desk/call-backs/:id/attempts': { body: seen({ does: 'spoken', note: 'All well' }) },
  'POST /desk/call-backs/:id/withdraw': { body: seen({ reason: 'She rang herself' }) },
  'GET /api/v1/call-backs': { query: () => ({ list: 'all' }) },
  'GET /api/v1/call-backs/:id': {},
  'POST /api/v1/call-backs': {
    body: ({ of }) => ({
      ...{ about: { caseId: of.ownCaseId }, by: { teamId: of.teamId }, telephone: '01632 960144' },
      ...{ fromAt: testNow + HOUR_MS, untilAt: testNow + 2 * HOUR_MS },
    }),
  },
  'PATCH /api/v1/call-backs/:id': {
    body: () => ({ telephone: '01632 960145', reason: 'She gave another number' }),
    ifMatch: callBackVersion,
  },
  'POST /api/v1/call-backs/:id/take': { body: () => ({}), ifMatch: callBackVersion },
  'POST /api/v1/call-backs/:id/attempts': { body: () => ({ outcome: 'spoken' }), ifMatch: callBackVersion },
  'POST /api/v1/call-backs/:id/withdraw': { body: () => ({ reason: 'She rang herself' }), ifMatch: callBackVersion },
};
