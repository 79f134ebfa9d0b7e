import type { Seeded } from '../seed.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const open = ({ of, version }: Target): Promise<number> => version('cases', of.helpRequestId);
const cancelled = ({ of, version }: Target): Promise<number> => version('cases', of.cancelledRequestId);
const text = 'It is dark again';

/** Samples for the routes by which staff ask service desks for help. */
export const helpSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/help': {},
  'GET /desk/help/ask/:serviceId': {},
  'POST /desk/help/ask/:serviceId': {},
  'GET /desk/help/requests/:reference': {},
  'GET /desk/help/requests/:reference/files/:fileId': {},
  'POST /desk/help/requests/:reference/message': { body: () => ({ text }) },
  'POST /desk/help/requests/:reference/cancel': { body: async (target) => ({ version: await open(target) }) },
  'POST /desk/help/requests/:reference/reopen': {
    body: async (target) => ({ version: await cancelled(target), text }),
  },
  'GET /desk/help/for/:personId': {},
  'POST /desk/help/for/:personId': { body: ({ of }) => ({ authorityId: of.authorityId }) },
  'POST /api/v1/colleagues': { body: ({ of }) => ({ authorityId: of.authorityId, personId: of.colleagueId }) },
  'GET /api/v1/help/services': {},
  'GET /api/v1/help/requests': {},
  'POST /api/v1/help/requests': { body: ({ of }) => ({ serviceId: of.staffServiceId }) },
  'POST /api/v1/help/uploads': { upload: true },
  'GET /api/v1/help/requests/:id': {},
  'POST /api/v1/help/requests/:id/messages': { body: () => ({ text }) },
  'POST /api/v1/help/requests/:id/cancel': { body: () => ({}), ifMatch: open },
  'POST /api/v1/help/requests/:id/reopen': { body: () => ({ text }), ifMatch: cancelled },
};

/** Which request an address names, by its last part. */
export const helpParts: readonly (readonly [RegExp, (of: Seeded) => Readonly<Record<string, string>>])[] = [
  [/\/help\/for\//, (of) => ({ ':personId': of.colleagueId })],
  [/\/help\/ask\//, (of) => ({ ':serviceId': of.staffServiceId })],
  [
    /\/help\/requests\/.*reopen$/,
    (of) => ({ ':id': of.cancelledRequestId, ':reference': of.cancelledRequestReference }),
  ],
  [
    /\/help\/requests\//,
    (of) => ({ ':id': of.helpRequestId, ':reference': of.helpRequestReference, ':fileId': of.helpFileId }),
  ],
];
