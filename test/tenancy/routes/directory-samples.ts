import { compareStaff } from '#core/directory/import/compare-staff.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const ownVersion = ({ me, version }: Target): Promise<number> => version('people', me.personId);
const personVersion = ({ of, version }: Target): Promise<number> => version('people', of.colleagueId);
const teamVersion = ({ of, version }: Target): Promise<number> => version('teams', of.teamId);
const changeVersion = ({ of, version }: Target): Promise<number> => version('directory_changes', of.entryChangeId);

/** A file of staff with nobody in it, and the difference that it makes. */
export const staffHeadings = 'name,email,authority\n';
export const nothingDiffers = compareStaff({ rows: [], known: new Map(), gone: [], faults: [] }).code;

const typed = { responsibilities: 'blocked drains', hours: 'Monday to Friday 8am to 4pm' };
const body = () => ({ responsibilities: ['blocked drains'] });

/** Samples for the routes of the staff directory. */
export const directorySamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/directory': { query: () => ({ q: 'Priya' }) },
  'GET /desk/directory/suggest': { query: () => ({ q: 'Priya' }) },
  'GET /desk/directory/chart': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/directory/people/:id': {},
  'GET /desk/directory/people/:id/vcard': {},
  'GET /desk/directory/teams/:id': {},
  'POST /desk/directory/export': {},
  'GET /desk/directory/me': {},
  'POST /desk/directory/me': {
    body: async (target) => ({ ...typed, expectedVersion: await ownVersion(target) }),
  },
  'GET /desk/directory/people/:id/edit': {},
  'POST /desk/directory/people/:id/edit': {
    body: async (target) => ({ ...typed, expectedVersion: await personVersion(target) }),
  },
  'GET /desk/directory/teams/:id/edit': {},
  'POST /desk/directory/teams/:id/edit': {
    body: async (target) => ({ ...typed, expectedVersion: await teamVersion(target) }),
  },
  'GET /desk/directory/changes': {},
  'POST /desk/directory/changes/:changeId': {
    body: async (target) => ({ does: 'decline', reason: 'Not so', expectedVersion: await changeVersion(target) }),
  },
  'GET /desk/directory/import': {},
  'POST /desk/directory/import': { upload: staffHeadings, body: ({ of }) => ({ authorityId: of.authorityId }) },
  'GET /desk/directory/import/:id': {},
  'POST /desk/directory/import/:id': { body: () => ({ code: nothingDiffers }) },
  'POST /api/v1/directory/imports': {
    body: ({ of }) => ({ authorityId: of.authorityId, name: 'a.csv', content: staffHeadings }),
  },
  'GET /api/v1/directory/imports/:id': {},
  'POST /api/v1/directory/imports/:id/apply': { body: () => ({ code: nothingDiffers }) },
  'GET /api/v1/directory': { query: () => ({ words: 'Priya' }) },
  'GET /api/v1/directory/route': { query: () => ({ words: 'works' }) },
  'GET /api/v1/directory/chart': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/directory/people/:id': {},
  'PUT /api/v1/directory/people/:id': { body, ifMatch: personVersion },
  'GET /api/v1/directory/teams/:id': {},
  'PUT /api/v1/directory/teams/:id': { body, ifMatch: teamVersion },
  'GET /api/v1/directory/changes': {},
  'POST /api/v1/directory/changes/:changeId/decide': {
    body: () => ({ decision: 'decline', reason: 'Not so' }),
    ifMatch: changeVersion,
  },
  'GET /api/v1/me/directory-entry': {},
  'PUT /api/v1/me/directory-entry': { body, ifMatch: ownVersion },
};
