import { compareStaff } from '#core/directory/import/compare-staff.js';
import { officeHours } from '#core/directory/entries/working-hours.js';
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

const rotaVersion = ({ of, version }: Target): Promise<number> => version('duty_rotas', of.rotaId);
const aRota = (personId: string) => ({
  ...{ name: 'Nights', hours: officeHours, weeks: [[personId]], startsOn: '2026-11-16', changesAtMinute: 540 },
});
const typedRota = { name: 'Nights', weeks: 'Tom Okafor', startsOn: '2026-11-16', changesAt: '9am' };

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
  'GET /desk/directory/listed': {},
  'POST /desk/directory/listed': { body: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/directory/listed': {},
  'POST /api/v1/directory/listed': { body: ({ of }) => ({ authorityId: of.authorityId }) },
  'GET /desk/directory/import': {},
  'POST /desk/directory/import': { upload: staffHeadings, body: ({ of }) => ({ authorityId: of.authorityId }) },
  'GET /desk/directory/import/:id': {},
  'POST /desk/directory/import/:id': { body: () => ({ code: nothingDiffers }) },
  'POST /api/v1/directory/imports': {
    body: ({ of }) => ({ authorityId: of.authorityId, name: 'a.csv', content: staffHeadings }),
  },
  'GET /api/v1/directory/imports/:id': {},
  'POST /api/v1/directory/imports/:id/apply': { body: () => ({ code: nothingDiffers }) },
  'GET /desk/directory/rotas': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/directory/rotas/new': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/directory/rotas/new': {
    query: ({ of }) => ({ authority: String(of.authorityId) }),
    body: () => typedRota,
  },
  'GET /desk/directory/rotas/:id': {},
  'POST /desk/directory/rotas/:id': { body: async (target) => ({ ...typedRota, version: await rotaVersion(target) }) },
  'POST /desk/directory/rotas/:id/end': { body: async (target) => ({ version: await rotaVersion(target) }) },
  'POST /desk/directory/rotas/:id/swaps': {
    body: ({ of }) => ({ personId: of.personId, standsInId: 'Tom Okafor', fromOn: '2027-01-04', toOn: '2027-01-05' }),
  },
  'POST /desk/directory/rotas/:id/swaps/:swapId/drop': {},
  'GET /api/v1/duty': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/duty-rotas': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/duty-rotas/:id': {},
  'POST /api/v1/duty-rotas': { body: ({ of }) => ({ authorityId: of.authorityId, ...aRota(of.personId) }) },
  'PUT /api/v1/duty-rotas/:id': { body: ({ of }) => aRota(of.personId), ifMatch: rotaVersion },
  'POST /api/v1/duty-rotas/:id/end': { body: () => ({}), ifMatch: rotaVersion },
  'POST /api/v1/duty-rotas/:id/swaps': {
    body: ({ of }) => ({
      ...{ personId: of.personId, standsInId: of.colleagueId, fromOn: '2027-01-04', toOn: '2027-01-05' },
    }),
  },
  'DELETE /api/v1/duty-rotas/:id/swaps/:swapId': {},
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
