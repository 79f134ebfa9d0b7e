import { someFields } from '#core/club/testing/records.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

export const businessCasePart = 'business-cases';

const { title, need } = someFields.businessCase;
const typed = {
  title,
  need,
  options: 'Stay apart: 90000: nothing changes\nBuy together: 65000',
  preferred: 'Buy together',
};
const ifMatch = ({ of, version }: Target): Promise<number> => version('business_cases', of.businessCaseId);
const query = () => ({ part: businessCasePart });

/** With the version that the form was opened with. */
const atDesk =
  (more: object) =>
  async (target: Target): Promise<object> => ({ expectedVersion: String(await ifMatch(target)), ...more });

/** Samples for the routes of the partnership's governance. */
export const clubSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/partnership': {},
  'GET /desk/partnership/records': { query },
  'GET /desk/partnership/new': { query },
  'POST /desk/partnership/new': {
    body: ({ of }) => ({ ...typed, part: businessCasePart, authorityId: String(of.authorityId) }),
  },
  'GET /desk/partnership/:part/:id': {},
  'GET /desk/partnership/:part/:id/change': {},
  'POST /desk/partnership/:part/:id/change': { body: atDesk(typed) },
  'POST /desk/partnership/:part/:id/moves': { body: atDesk({ event: 'submit' }) },
  'POST /desk/partnership/savings/:savingId/files': { upload: true },
  'GET /desk/partnership/savings/:savingId/files/:fileId': {},
  'POST /desk/partnership/savings/:savingId/files/:fileId/remove': {},
  'GET /desk/partnership/figures': {},
  'GET /desk/partnership/figures/download': {},
  'GET /api/v1/governance-figures': {},
  'GET /api/v1/governance-chair': { query: () => ({ on: '2026-11-16' }) },
  'GET /api/v1/governance': { query },
  'POST /api/v1/governance': {
    body: ({ of }) => ({ part: businessCasePart, authorityId: of.authorityId, fields: someFields.businessCase }),
  },
  'GET /api/v1/governance/savings/:savingId/files': {},
  'POST /api/v1/governance/savings/:savingId/files': { upload: true },
  'GET /api/v1/governance/savings/:savingId/files/:fileId': {},
  'DELETE /api/v1/governance/savings/:savingId/files/:fileId': {},
  'GET /api/v1/governance/:part/:id': {},
  'PUT /api/v1/governance/:part/:id': { body: () => ({ fields: someFields.businessCase }), ifMatch },
  'POST /api/v1/governance/:part/:id/moves': { body: () => ({ event: 'submit' }), ifMatch },
};
