import type { Target } from '../target.js';
import { councilSamples } from './council-samples.js';
import type { RouteSample } from './route-sample.js';

const settingsVersion = ({ of, version }: Target): Promise<number> => version('authorities', of.authorityId);
const absenceVersion = ({ me, version }: Target): Promise<number> => version('absences', { person_id: me.personId });

/** Samples for the routes of signing in, staff, one’s own settings and the house. */
export const houseSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/me/away': {},
  'POST /desk/me/away': {
    body: async (target) => ({
      ...{ fromOn: '2026-11-16', toOn: '2026-11-20', deputyId: target.of.colleagueId },
      version: await absenceVersion(target),
    }),
  },
  'GET /api/v1/me/absence': {},
  'PUT /api/v1/me/absence': {
    body: ({ of }) => ({ fromOn: '2026-11-16', toOn: '2026-11-20', deputyId: of.colleagueId }),
    ifMatch: absenceVersion,
  },
  'DELETE /api/v1/me/absence': { ifMatch: absenceVersion },
  'GET /api/v1/my-tasks': {},
  'GET /api/v1/team-tasks': {},
  'GET /desk/me': {},
  'GET /desk/me/password': {},
  'POST /desk/me/password': { body: () => ({ password: 'wrong', newPassword: 'three otters juggling' }) },
  'POST /desk/me/preferences': { body: () => ({ scheme: 'dark', shortcuts: 'on' }) },
  'POST /desk/me/sessions/end': { body: () => ({ session: 'a'.repeat(64) }) },
  'POST /desk/me/sessions/end-all': {},
  'POST /desk/session/extend': {},
  'GET /desk/me/second-factor': {},
  'POST /desk/me/second-factor': { body: () => ({ password: 'wrong', code: '000000' }) },
  'GET /desk/me/recovery-codes': {},
  'POST /desk/me/recovery-codes': { body: () => ({ password: 'wrong' }) },
  'GET /desk/me/tokens/new': {},
  'POST /desk/me/tokens': { body: () => ({ name: 'Mine', expiresInDays: '7', password: 'wrong' }) },
  'POST /desk/me/tokens/:id/revoke': {},
  'POST /desk/drafts': { body: ({ of }) => ({ key: `/desk/customers/${of.customerId}/edit`, body: 'x' }) },
  'POST /desk/drafts/delete': { body: ({ of }) => ({ key: `/desk/customers/${of.customerId}/edit` }) },
  'GET /desk/me/unsent': {},
  'POST /desk/me/unsent/send': {},
  'POST /desk/me/unsent/discard': { body: () => ({ path: '/desk/customers' }) },
  'GET /api/v1/authorities/:id/differences': {},
  'GET /desk/admin/differences': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/admin/settings': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/admin/settings': {
    body: async (target) => ({
      ...{ authorityId: String(target.of.authorityId), expectedVersion: await settingsVersion(target) },
      ...{ repeatContactDays: '7', surveyPercent: '5', surveyRestDays: '30' },
    }),
  },
  ...councilSamples,
  'GET /api/v1/me': {},
  'GET /api/v1/authorities': {},
  'GET /api/v1/staff': { query: () => ({ startsWith: 'a' }) },
  'GET /api/v1/audit-entries': { query: ({ of }) => ({ kind: 'customer', id: of.customerId }) },
  'GET /api/v1/events': { query: () => ({ kind: 'case.logged,case.noted,customer.created', limit: '200' }) },
  'GET /api/v1/authorities/:id/settings': {},
  'PUT /api/v1/authorities/:id/settings': {
    body: () => ({ repeatContactDays: 7, surveyPercent: 5, surveyRestDays: 30 }),
    ifMatch: settingsVersion,
  },
  'GET /desk/admin/staff': {},
  'GET /desk/admin/staff/new': {},
  'POST /desk/admin/staff': { body: () => ({ displayName: 'New Person', signInName: 'new.person' }) },
  'GET /desk/admin/staff/:id': {},
  'POST /desk/admin/staff/:id/roles': { body: ({ of }) => ({ role: 'administrator', authority: of.slug }) },
  'POST /desk/admin/staff/:id/roles/end': { body: ({ of }) => ({ assignmentId: of.colleagueRoleId }) },
  'POST /desk/admin/staff/:id/account': { body: () => ({ signInName: 'another.name' }) },
  'POST /desk/admin/staff/:id/disable': {},
  'POST /desk/admin/staff/:id/enable': {},
  'POST /desk/admin/staff/:id/reset-second-factor': {},
  'POST /desk/admin/staff/:id/password-link': {},
  'GET /api/v1/teams': {},
  'GET /api/v1/teams/:id': {},
};
