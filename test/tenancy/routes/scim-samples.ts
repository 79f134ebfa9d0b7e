import type { RouteSample } from './route-sample.js';

const anIdentity = { issuer: 'https://login.example', subject: 'number-2' };

/** Samples for the administrators' routes of systems that keep staff here. */
export const scimSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/admin/scim': {},
  'POST /desk/admin/scim': { body: ({ of }) => ({ authorityId: String(of.authorityId), name: 'Okta' }) },
  'POST /desk/admin/scim/tokens/:scimTokenId/revoke': {},
  'POST /desk/admin/scim/follow': { body: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /desk/admin/elsewhere': {},
  'POST /desk/admin/elsewhere': {
    body: ({ of }) => ({ ...anIdentity, authorityId: String(of.authorityId), signInName: of.newcomerSignInName }),
  },
  'POST /desk/admin/elsewhere/:identityId/unlink': {},
  'GET /api/v1/sign-in-identities': {},
  'POST /api/v1/sign-in-identities': {
    body: ({ of }) => ({ ...anIdentity, authorityId: of.authorityId, signInName: of.newcomerSignInName }),
  },
  'DELETE /api/v1/sign-in-identities/:identityId': {},
  'GET /api/v1/scim/tokens': {},
  'POST /api/v1/scim/tokens': { body: ({ of }) => ({ authorityId: of.authorityId, name: 'Okta' }) },
  'DELETE /api/v1/scim/tokens/:scimTokenId': {},
  'GET /api/v1/scim/groups': {},
  'POST /api/v1/scim/groups/follow': { body: ({ of }) => ({ authorityId: of.authorityId }) },
};
