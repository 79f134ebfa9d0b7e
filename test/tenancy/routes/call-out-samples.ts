import type { RouteSample } from './route-sample.js';
import type { Target } from '../target.js';

const callOutVersion = ({ of, version }: Target): Promise<number> => version('call_outs', of.callOutId);
const seen =
  (more: object = {}) =>
  async (target: Target): Promise<object> => ({ version: await callOutVersion(target), ...more });

/** Samples for the routes by which people are called out. */
export const callOutSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/call-outs': { query: () => ({ list: 'open' }) },
  'GET /desk/call-outs/new': { query: ({ of }) => ({ case: of.caseReference }) },
  'POST /desk/call-outs/new': {
    query: ({ of }) => ({ case: of.caseReference }),
    body: () => ({ reason: 'A wall leans over a path', place: 'By the school' }),
  },
  'GET /desk/call-outs/:id': {},
  'GET /desk/call-outs/:id/live': { query: () => ({ version: '1' }) },
  'POST /desk/call-outs/:id/answer': { body: () => ({ does: 'accepted', answer: 'On my way' }) },
  'POST /desk/call-outs/:id/rings': { body: seen({ place: '20', does: 'declined', note: 'Ill' }) },
  'POST /desk/call-outs/:id/stand-down': { body: seen({ reason: 'A false alarm' }) },
  'POST /desk/call-outs/:id/ring-again': { body: seen() },
  'GET /api/v1/call-outs': { query: () => ({ list: 'open' }) },
  'GET /api/v1/call-outs/:id': {},
  'POST /api/v1/call-outs': {
    body: ({ of }) => ({ about: { caseId: of.ownCaseId }, reason: 'A wall leans over a path' }),
  },
  'POST /api/v1/call-outs/:id/answers': { body: () => ({ answer: 'accepted' }) },
  'POST /api/v1/call-outs/:id/rings': { body: () => ({ place: 20, outcome: 'declined' }), ifMatch: callOutVersion },
  'POST /api/v1/call-outs/:id/stand-down': { body: () => ({ reason: 'A false alarm' }), ifMatch: callOutVersion },
  'POST /api/v1/call-outs/:id/ring-again': { body: () => ({}), ifMatch: callOutVersion },
};
