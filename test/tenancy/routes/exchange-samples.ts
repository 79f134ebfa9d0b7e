import { fingerprintOf } from '#core/exchange/index.js';
import type { RouteSample } from './route-sample.js';
import type { Target } from '../target.js';

type Which = 'transferId' | 'incomingTransferId' | 'sharedTransferId';
const versionOf =
  (which: Which) =>
  ({ of, version }: Target): Promise<number> =>
    version('transfers', of[which]);
const seen =
  (more: object = {}) =>
  async (target: Target): Promise<object> => ({ version: await versionOf('transferId')(target), ...more });
const peer =
  (more: object = {}) =>
  async ({ of, version }: Target): Promise<object> => ({
    version: await version('exchange_peers', of.peerId),
    ...more,
  });
const terms = { lawfulBasis: 'Public task', purpose: 'The road is theirs', note: 'By the bridge' };

/** Samples for the routes of hand-overs between installations. */
export const exchangeSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/exchange': {},
  'GET /desk/exchange/councils': {},
  'GET /desk/exchange/councils/new': {},
  'POST /desk/exchange/councils/new': { body: () => ({ origin: 'https://192.0.2.11' }) },
  'POST /desk/exchange/key': {},
  'GET /desk/exchange/councils/:peerId': {},
  'POST /desk/exchange/councils/:peerId/pin': {
    body: ({ of }) => ({ fingerprint: fingerprintOf(of.nextPublicKey) }),
  },
  'POST /desk/exchange/councils/:peerId/unpin': {
    body: async ({ of, version }) => ({
      ...{ version: await version('exchange_peers', of.peerId), fingerprint: of.pinnedFingerprint },
    }),
  },
  'POST /desk/exchange/councils/:peerId/end': { body: peer() },
  'POST /desk/exchange/councils/:peerId/retry': {},
  'GET /desk/exchange/transfers/:transferId': {},
  'POST /desk/exchange/transfers/:transferId/accept': {
    body: async ({ of, version }) => ({
      ...{ version: await version('transfers', of.transferId), reference: of.caseReference },
    }),
  },
  'POST /desk/exchange/transfers/:transferId/decline': { body: seen({ declineReason: 'Not ours' }) },
  'POST /desk/exchange/transfers/:transferId/withdraw': { body: seen({ withdrawReason: 'A slip' }) },
  'POST /desk/exchange/transfers/:transferId/notes': { body: seen({ text: 'Have you been?' }) },
  'GET /desk/cases/:reference/exchange': {},
  'POST /desk/cases/:reference/exchange': {
    body: async ({ of, version }) => ({
      ...{ version: await version('cases', of.caseId), peerId: of.peerId, confirmed: 'yes', ...terms },
    }),
  },
  'GET /api/v1/exchange/peers': {},
  'GET /api/v1/exchange/transfers': { query: () => ({ show: 'to-answer' }) },
  'GET /api/v1/exchange/transfers/:transferId': {},
  'POST /api/v1/cases/:id/transfers': {
    body: ({ of }) => ({ peerId: of.peerId, fields: [], ...terms }),
    ifMatch: ({ of, version }) => version('cases', of.caseId),
  },
  'POST /api/v1/exchange/transfers/:transferId/accept': {
    body: ({ of }) => ({ caseId: of.caseId }),
    ifMatch: versionOf('transferId'),
  },
  'POST /api/v1/exchange/transfers/:transferId/decline': {
    body: () => ({ reason: 'Not ours' }),
    ifMatch: versionOf('transferId'),
  },
  'POST /api/v1/exchange/transfers/:transferId/withdraw': {
    body: () => ({ reason: 'A slip' }),
    ifMatch: versionOf('transferId'),
  },
  'POST /api/v1/exchange/transfers/:transferId/notes': {
    body: () => ({ text: 'Have you been?' }),
    ifMatch: versionOf('transferId'),
  },
};
