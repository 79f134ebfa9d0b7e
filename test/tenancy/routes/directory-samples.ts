import type { RouteSample } from './route-sample.js';

/** Samples for the routes of the staff directory. */
export const directorySamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/directory': { query: () => ({ q: 'Priya' }) },
  'GET /desk/directory/suggest': { query: () => ({ q: 'Priya' }) },
  'GET /desk/directory/chart': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/directory/people/:id': {},
  'GET /desk/directory/people/:id/vcard': {},
  'GET /desk/directory/teams/:id': {},
  'POST /desk/directory/export': {},
  'GET /api/v1/directory': { query: () => ({ words: 'Priya' }) },
  'GET /api/v1/directory/chart': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/directory/people/:id': {},
  'GET /api/v1/directory/teams/:id': {},
};
