import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

/** The version of a council's office hours. */
export const officeVersion = ({ of, version }: Target): Promise<number> =>
  version('calendars', { authority_id: of.authorityId, key: 'office' });
const lineVersion = ({ of, version }: Target): Promise<number> => version('contact_lines', of.lineId);
const councilVersion = ({ of, version }: Target): Promise<number> => version('authorities', of.authorityId);

const authority = ({ of }: Target) => ({ authority: String(of.authorityId) });
const inForm = ({ of }: Target) => ({ authorityId: String(of.authorityId) });
const words = { name: 'The line', openingWords: 'Good afternoon' };
const identity = { name: 'Another name', shortName: 'Another', brandColour: '#00594f' };
const office = (target: Target) => ({ ...inForm(target), key: 'office' });

/** Samples for the routes on which a council's hours, lines and name are set. */
export const councilSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/admin/calendars': { query: authority },
  'POST /desk/admin/calendars': {
    body: async (target) => ({
      ...{ ...office(target), expectedVersion: await officeVersion(target) },
      ...{ name: 'Office', weekly: 'mon-fri 08:30-17:00', keepsBankHolidays: 'yes' },
    }),
  },
  'POST /desk/admin/calendars/days': {
    body: async (target) => ({
      ...{ ...office(target), expectedVersion: await officeVersion(target) },
      ...{ on: '4 1 2027', hours: '10:00-12:00', reason: 'Training' },
    }),
  },
  'POST /desk/admin/calendars/days/remove': {
    body: async (target) => ({ ...office(target), expectedVersion: await officeVersion(target), on: '2026-12-24' }),
  },
  'POST /api/v1/authorities/:id/calendars/:key/follow': { ifMatch: officeVersion },
  'POST /api/v1/authorities/:id/calendars/:key/keep': { ifMatch: officeVersion },
  'GET /desk/admin/lines': { query: authority },
  'POST /desk/admin/lines': { body: (target) => ({ ...inForm(target), ...words, telephone: '01632 960198' }) },
  'POST /desk/admin/lines/:id': {
    body: async (target) => ({ ...inForm(target), ...words, expectedVersion: await lineVersion(target) }),
  },
  'GET /desk/admin/council': { query: authority },
  'POST /desk/admin/council': {
    body: async (target) => ({ ...inForm(target), ...identity, expectedVersion: await councilVersion(target) }),
  },
  'GET /desk/admin/retention': { query: authority },
  'POST /desk/admin/retention': {
    body: async (target) => ({
      ...{ ...inForm(target), expectedVersion: await councilVersion(target) },
      ...{ 'years-case': '7', 'basis-case': 'As the committee decided' },
    }),
  },
  'GET /desk/admin/retention/cases': { query: authority },
  'GET /api/v1/authorities/:id/retention': {},
  'PUT /api/v1/authorities/:id/retention': {
    body: () => ({ rules: { case: { years: 7, basis: 'As the committee decided' } } }),
    ifMatch: councilVersion,
  },
  'GET /api/v1/authorities/:id/retention/cases': {},
  'GET /api/v1/authorities/:id/identity': {},
  'PUT /api/v1/authorities/:id/identity': { body: () => ({ ...identity, languages: ['en'] }), ifMatch: councilVersion },
  'GET /api/v1/authorities/:id/lines': {},
  'POST /api/v1/authorities/:id/lines': { body: () => ({ ...words, telephone: '+441632960197' }) },
  'PUT /api/v1/contact-lines/:id': { body: () => words, ifMatch: lineVersion },
  'GET /api/v1/authorities/:id/calendars': {},
  'PUT /api/v1/authorities/:id/calendars/:key': {
    body: () => ({ name: 'Office', weekly: {}, keepsBankHolidays: true }),
    ifMatch: officeVersion,
  },
  'PUT /api/v1/authorities/:id/calendars/:key/days/:on': {
    body: () => ({ hours: [], reason: 'Snow' }),
    ifMatch: officeVersion,
  },
  'DELETE /api/v1/authorities/:id/calendars/:key/days/:on': { ifMatch: officeVersion },
};
