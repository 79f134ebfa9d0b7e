import type { Seeded } from '../seed.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

type Which = 'rechargeId' | 'undisputedRechargeId' | 'answerableRechargeId' | 'agreedRechargeId' | 'draftRechargeId';

const ifMatch =
  (which: Which) =>
  ({ of, version }: Target): Promise<number> =>
    version('recharge_statements', of[which]);

const step = (which: Which, body: (of: Seeded) => object = () => ({})): RouteSample => ({
  body: ({ of }) => body(of),
  ifMatch: ifMatch(which),
});

const reason = 'One was a wrong number';

/** Samples for the routes of recharges. */
export const rechargeSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/recharges': {},
  'GET /desk/recharges/:id': {},
  'GET /desk/recharges/:id/csv': {},
  'POST /desk/recharges/:id/:step': {
    body: async (target) => ({
      expectedVersion: String(await ifMatch('rechargeId')(target)),
      ...{ lineId: target.of.rechargeLineId, reason },
    }),
  },
  'GET /api/v1/recharges': {},
  'GET /api/v1/recharges/:id': {},
  'POST /api/v1/recharges/:id/calls': step('draftRechargeId', () => ({ answered: 10, inTime: 9 })),
  'POST /api/v1/recharges/:id/corrections': step('draftRechargeId', () => ({ note: 'Tests', pence: -500 })),
  'POST /api/v1/recharges/:id/issue': step('draftRechargeId'),
  'POST /api/v1/recharges/:id/disputes': step('rechargeId', (of) => ({ lineId: of.rechargeLineId, reason })),
  'POST /api/v1/recharges/:id/disputes/:disputeId/answer': step('answerableRechargeId', () => ({
    ...{ verdict: 'agreed', answer: 'So it was' },
  })),
  'POST /api/v1/recharges/:id/disputes/:disputeId/withdraw': step('rechargeId'),
  'POST /api/v1/recharges/:id/agree': step('undisputedRechargeId'),
  'POST /api/v1/recharges/:id/settle': step('agreedRechargeId', () => ({
    ...{ settledOn: '2026-11-02', payment: 'BACS 7781' },
  })),
};

/** Which statement and dispute an address names, by its last part. */
export const rechargeParts: readonly (readonly [RegExp, (of: Seeded) => Readonly<Record<string, string>>])[] = [
  [/\/recharges\/:id\/(?:calls|corrections|issue)$/, (of) => ({ ':id': of.draftRechargeId })],
  [/\/recharges\/:id\/agree$/, (of) => ({ ':id': of.undisputedRechargeId })],
  [/\/recharges\/:id\/settle$/, (of) => ({ ':id': of.agreedRechargeId })],
  [
    /\/recharges\/:id\/disputes\/:disputeId\/answer$/,
    (of) => ({ ':id': of.answerableRechargeId, ':disputeId': of.answerableDisputeId }),
  ],
  [/\/recharges\/:id/, (of) => ({ ':id': of.rechargeId, ':disputeId': of.disputeId, ':step': 'dispute' })],
];
